import { onTheLoop, querying, racing, waiting } from '../claims/wishes.ts';
import type { TourChapter } from './chapter.ts';

/** Waiting, blocking, freezing, races: what happens on one thread, and on two. */
export const oneLoop: readonly TourChapter[] = [
  {
    id: 'waiting',
    point: [
      'Most programs wait: for a network, a disk, another program. Waiting takes no processor, so many waits can pass in the time of one.',
      'Threads leave it to the system to switch between them. Async tasks share one thread and switch where they await.',
    ],
    steps: [
      {
        claim: 'sleeping-threads-overlap',
        means: {
          holds: 'Each thread sleeps on its own: two waits pass in the time of one.',
          'does-not-hold':
            'The second thread came late: this machine is short of processors, or slow to start threads.',
        },
      },
      {
        claim: 'awaiting-tasks-overlap',
        means: {
          holds: 'One thread waits for both: the loop only has to look which is due.',
          'does-not-hold': 'Something held the loop in between: the lab shows the freeze.',
        },
      },
    ],
    lab: waiting('async', 24),
  },
  {
    id: 'blocking',
    point: [
      'Many libraries have no way to wait politely: they hold their thread until the answer is there. A database client that only blocks is one of them.',
      'On a loop such a call holds everybody. In a pool of threads it holds its own thread.',
    ],
    steps: [
      {
        claim: 'async-needs-async-libraries',
        means: {
          holds:
            'Async changed nothing but the syntax: the calls still came one after another, and the loop stood still.',
          'does-not-hold':
            'The loop was faster, although the client blocks: the first run was slowed down by something else.',
        },
      },
      {
        claim: 'blocking-libraries-choose-threads',
        means: {
          holds: 'The same client, untouched, in several threads: the queries run side by side.',
          'does-not-hold': 'Threads gained nothing: the cores were taken by others, or there is only one.',
        },
      },
    ],
    lab: querying('threads'),
  },
  {
    id: 'freezing',
    point: [
      'The mistake everybody makes once: a call that blocks inside an async task. The loop cannot turn, so no timer, no answer, no other task comes by.',
      'The cure is the awaitable form of the call; where there is none, a thread of a pool makes the call and the loop awaits that.',
    ],
    steps: [
      {
        claim: 'blocking-call-makes-tasks-queue',
        means: { holds: 'Two tasks that should have waited together stood in line: twice the time.' },
      },
      {
        claim: 'blocking-call-freezes-the-loop',
        means: {
          holds: 'All that time nothing else could have run. In a server, these are all the other users.',
        },
      },
      {
        claim: 'offloading-restores-the-time',
        means: {
          holds:
            'The calls still block, but threads that have nothing else to do: half the time, and a loop that turns.',
          'does-not-hold':
            'The pool did not help: with a single core its threads must share it, or they started late.',
        },
      },
    ],
    lab: onTheLoop('blocking'),
  },
  {
    id: 'races',
    point: [
      'Two threads read a counter, both add one, both write: one update is gone. It shows by chance, seldom in a test and often under load.',
      'A lock makes it right and slow. On a loop nobody comes in between by himself, but every await is a door that stands open.',
    ],
    steps: [
      {
        claim: 'unlocked-threads-lose-updates',
        means: { holds: 'Nothing failed and nothing warned: only the number is wrong.' },
      },
      {
        claim: 'a-lock-stops-the-loss',
        means: {
          holds: 'Right again, at a price: guard few, large steps instead of many small ones.',
          'does-not-hold': 'A lock that loses updates is a bug of the program that locks: look at it first.',
        },
      },
      {
        claim: 'async-needs-no-locks',
        means: {
          'does-not-hold':
            'No second thread, and still a loss: between reading and writing there was an await.',
          holds: 'No update was lost: the tasks did not meet between reading and writing.',
        },
      },
    ],
    lab: racing('threads', 'unlocked'),
  },
];
