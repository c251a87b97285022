import { computing, handingOver, holding, manyWaits, serving } from '../claims/wishes.ts';
import type { TourChapter } from './chapter.ts';

/** Computing, crossing, costs, choosing, mixing: cores, memory, and the choice. */
export const manyLanes: readonly TourChapter[] = [
  {
    id: 'computing',
    point: [
      'Work that computes wants cores, not turns. A loop has one thread, so it gains nothing.',
      'In CPython a lock keeps threads from computing side by side, and processes are the way around it. Node.js has no such lock: its threads do compute side by side.',
    ],
    steps: [
      {
        claim: 'async-does-not-speed-up-computing',
        means: { holds: 'Taking turns does not make anybody faster.' },
      },
      {
        claim: 'threads-do-not-speed-up-computing',
        means: {
          differs:
            'Here threads use the cores. The rule is about CPython and its lock, and newer builds of CPython do without it.',
          holds:
            'Threads gained nothing on this machine, although Node.js has no lock: look whether it has a second core to give.',
        },
      },
      {
        claim: 'processes-speed-up-computing',
        means: {
          holds: 'A core each: this works in every runtime.',
          'does-not-hold': 'No gain: the cores were taken by others, or there is only one.',
        },
      },
    ],
    lab: computing('threads'),
  },
  {
    id: 'crossing',
    point: [
      'What one process hands to another must be packed, sent and unpacked. Functions, sockets and open files cannot be packed.',
      'Threads of Node.js stand between: they copy as well, but can share plain memory.',
    ],
    steps: [
      {
        claim: 'functions-do-not-cross',
        means: {
          holds: 'Send the data and the name of what to do, never the function.',
          'does-not-hold': 'It did arrive: your runtime knows a way that others do not have.',
        },
      },
      {
        claim: 'crossing-costs-time',
        means: {
          holds: 'With large data this decides more than the cores do: hand over less, or share it.',
          'does-not-hold': 'At this size the copy hardly counts here: compare again with your own sizes.',
        },
      },
    ],
    lab: handingOver('processes', 'clone'),
  },
  {
    id: 'costs',
    point: [
      'A task on a loop is a small object. A thread brings a stack and, in Node.js, a heap. A process brings a whole program.',
      'That is why a loop holds tens of thousands, a pool of threads some hundreds, and processes are counted in cores.',
    ],
    steps: [
      {
        claim: 'async-task-is-small',
        means: { holds: 'Thousands of tasks fit where one thread does.' },
      },
      {
        claim: 'thread-takes-eight-megabytes',
        means: {
          holds:
            'The number is right, the reason another: this is the heap of each thread, and all of it is real.',
          differs:
            'Another number than the stack that is set aside elsewhere: here the heap of each thread counts.',
        },
      },
      {
        claim: 'process-costs-most',
        means: {
          holds: 'A program each: the dearest of the three.',
          differs:
            'By its own share of memory hardly dearer than a thread: the program itself is there only once.',
        },
      },
    ],
    lab: holding('threads'),
  },
  {
    id: 'choosing',
    point: [
      'Three questions lead far. Does it compute? Then cores. Does it wait, for very many things at once? Then a loop. Does it wait in a library that blocks? Then threads.',
      'The rest is measuring: heddle decide asks more, and proves its answer.',
    ],
    steps: [
      {
        claim: 'many-waits-choose-async',
        means: {
          holds: 'A pool takes the waits in turns, a loop takes all at once.',
          'does-not-hold': 'The loop was no faster: something else held it.',
        },
      },
      {
        claim: 'computing-chooses-processes',
        means: {
          differs: 'In Node.js threads are as fast and start sooner: take processes for what may crash.',
          holds: 'Processes were faster than threads here: measure your own work before you rely on either.',
        },
      },
    ],
    lab: manyWaits('async'),
  },
  {
    id: 'mixing',
    point: [
      'Real programs do all of it. A server waits for others, calls a library that blocks and computes a page, for many users at once.',
      'So models are mixed: a loop in front that only waits, and a pool behind it for what would hold it up.',
    ],
    steps: [
      {
        claim: 'server-mixes-models',
        means: {
          holds: 'Light requests no longer wait for heavy ones: that is what the pool is for.',
          'does-not-hold':
            'The pool brought nothing here: with few cores, loop and pool compete for the same ones.',
        },
      },
    ],
    lab: serving('hybrid'),
  },
];
