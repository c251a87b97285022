import type { TourChapter } from './chapter.ts';

/** Waiting, blocking, freezing, races: what happens on one thread, and on two. */
export const oneLoop: readonly TourChapter[] = [
  {
    id: 'waiting',
    point: [
      'Most programs wait: for a network, a disk or another program. Waiting needs no CPU, so many waits can happen at the same time.',
      'The operating system switches between threads. Async tasks share one thread and switch only where they await.',
    ],
    steps: [
      {
        claim: 'sleeping-threads-overlap',
        means: {
          holds: 'Each thread sleeps on its own, so two waits take the time of one.',
          'does-not-hold':
            'The second thread started late: this machine has too few free cores, or starts threads slowly.',
        },
      },
      {
        claim: 'awaiting-tasks-overlap',
        means: {
          holds: 'One thread waits for both: the loop only has to check which one is due.',
          'does-not-hold': 'Something froze the loop in the meantime. Open the run in the lab to see it.',
        },
      },
    ],
    lab: (ask) => ask.waiting('async', 24),
  },
  {
    id: 'blocking',
    point: [
      'Many libraries can only block: they hold their thread until the answer has arrived. A blocking database client is one of them.',
      'On a loop, such a call stops every task. In a pool of threads, it stops only its own thread.',
    ],
    steps: [
      {
        claim: 'async-needs-async-libraries',
        means: {
          holds:
            'Async changed only the syntax: the calls still ran one after another, and the loop was frozen.',
          'does-not-hold':
            'Async was faster although the client blocks, so something else slowed the first run down.',
        },
      },
      {
        claim: 'blocking-libraries-choose-threads',
        means: {
          holds: 'The same client, unchanged, in several threads: now the queries run at the same time.',
          'does-not-hold': 'Threads gained nothing: other programs used the cores, or there is only one.',
        },
      },
    ],
    lab: (ask) => ask.querying('threads'),
  },
  {
    id: 'freezing',
    point: [
      'Everybody makes this mistake once: a blocking call inside an async task. It freezes the loop: no timer fires, no answer arrives and no other task runs.',
      'The cure is an awaitable version of the call. If there is none, let a thread of a pool make the call, and await that thread.',
    ],
    steps: [
      {
        claim: 'blocking-call-makes-tasks-queue',
        means: {
          holds:
            'The two tasks should have waited at the same time. They ran one after the other, in twice the time.',
        },
      },
      {
        claim: 'blocking-call-freezes-the-loop',
        means: {
          holds: 'Nothing else could run in that time. In a server, all other users wait.',
        },
      },
      {
        claim: 'offloading-restores-the-time',
        means: {
          holds:
            'The calls still block, but now they block threads that have nothing else to do. It takes half the time, and the loop stays free.',
          'does-not-hold': 'The pool did not help: its threads had to share one core, or they started late.',
        },
      },
    ],
    lab: (ask) => ask.onTheLoop('blocking'),
  },
  {
    id: 'races',
    point: [
      'Two threads read a counter, both add one, both write: one update is lost. Whether that happens is chance: it is rare in a test and frequent under load.',
      'A lock makes it correct, and slow. On a loop, nothing else runs between two awaits, but at every await another task can change the counter.',
    ],
    steps: [
      {
        claim: 'unlocked-threads-lose-updates',
        means: {
          holds: 'No error and no warning: only the number is wrong.',
          unknown: 'A race does not show in every run. Run the example again to see updates lost.',
        },
      },
      {
        claim: 'a-lock-stops-the-loss',
        means: {
          holds: 'Correct again, but slower: lock a few large steps instead of many small ones.',
          'does-not-hold': 'A lock must not lose updates: look for the bug in the code that locks.',
        },
      },
      {
        claim: 'async-needs-no-locks',
        means: {
          'does-not-hold':
            'There is no second thread, and updates are still lost: there was an await between reading and writing.',
          holds: 'No update was lost: no task ran between the reading and the writing of another.',
        },
      },
    ],
    lab: (ask) => ask.racing('threads', 'apart'),
  },
];
