import type { TourChapter } from './chapter.ts';

/** Computing, crossing, costs, choosing, mixing: cores, memory, and the choice. */
export const manyLanes: readonly TourChapter[] = [
  {
    id: 'computing',
    point: [
      'Work that computes needs cores. A loop has only one thread, so async gains nothing.',
      'In CPython, a lock keeps threads from computing in parallel, and processes are the way around it. Node.js has no such lock: its threads compute in parallel.',
    ],
    steps: [
      {
        claim: 'async-does-not-speed-up-computing',
        means: { holds: 'Tasks that take turns on one core are not done any sooner.' },
      },
      {
        claim: 'threads-do-not-speed-up-computing',
        means: {
          differs:
            'Here threads use all cores. The claim is about CPython and its lock, and newer builds of CPython work without that lock.',
          holds:
            'Threads gained nothing on this machine, although Node.js has no such lock. Check whether a second core is free.',
        },
        inRuntime: {
          python: {
            holds:
              'However many threads there are, the lock lets one of them compute at a time. Processes have a lock each, and C code such as hashing releases it.',
            differs: 'This CPython was built without the lock, so its threads use all cores.',
          },
        },
      },
      {
        claim: 'processes-speed-up-computing',
        means: {
          holds: 'Each process has its own core. This works in every runtime.',
          'does-not-hold': 'No gain: other programs used the cores, or there is only one.',
        },
      },
    ],
    lab: (ask) => ask.computing('threads'),
  },
  {
    id: 'crossing',
    point: [
      'Data for another process must be packed, sent and unpacked. Functions, sockets and open files cannot be packed.',
      'Threads of Python share all objects. Threads in Node.js copy data, too, but they can also share plain memory.',
    ],
    steps: [
      {
        claim: 'functions-do-not-cross',
        means: {
          holds: 'Send the data and the name of the job, never the function itself.',
          'does-not-hold': 'It did arrive: this runtime can do what others cannot.',
        },
      },
      {
        claim: 'crossing-costs-time',
        means: {
          holds: 'With large data this matters more than cores do: send less, or share it.',
          'does-not-hold':
            'At this size the copy hardly matters here. Compare again with the sizes you have.',
        },
      },
    ],
    lab: (ask) => ask.handingOver('processes', 'copied'),
  },
  {
    id: 'costs',
    point: [
      'A task on a loop is a small object. A thread needs a stack and, in Node.js, a heap. A process needs a whole program.',
      'That is why a loop can hold tens of thousands of tasks, a machine hundreds of threads (in Python thousands, if they only wait), and about as many processes as it has cores.',
    ],
    steps: [
      {
        claim: 'async-task-is-small',
        means: { holds: 'Many tasks fit in the memory of one thread.' },
        inRuntime: {
          python: {
            'does-not-hold':
              'A task is smaller, but a thread that waits is small, too: most of its stack is only reserved address space.',
          },
        },
      },
      {
        claim: 'thread-takes-eight-megabytes',
        means: {
          holds:
            'The number is right, but for another reason: here it is the heap of each thread, and that is real memory.',
          differs:
            'In Python the 8 MB are address space reserved for a stack. Here the heap of each thread counts, and that is real memory.',
        },
        inRuntime: {
          python: {
            holds: 'These threads really use the memory that a waiting thread only reserves.',
            'does-not-hold':
              'The 8 MB are address space reserved for a stack. A thread that waits uses a few KB of it, and only that is memory.',
          },
        },
      },
      {
        claim: 'process-costs-most',
        means: {
          holds: 'Each process holds its own program: it costs the most of the three.',
          differs:
            'Here a process costs hardly more than a thread: each thread has its own heap, and processes share the code of the program.',
        },
        inRuntime: {
          python: { differs: 'Here a process costs hardly more than a thread: processes share their pages.' },
        },
      },
    ],
    lab: (ask) => ask.holding('threads'),
  },
  {
    id: 'choosing',
    point: [
      'Three questions decide most cases. Does it compute? Use several cores. Does it wait for very many things at once? Use a loop. Does it wait in a library that blocks? Use threads.',
      'Measure the rest: heddle guide asks more questions and proves its answer.',
    ],
    steps: [
      {
        claim: 'many-waits-choose-async',
        means: {
          holds: 'A pool takes a few waits at a time, a loop takes all of them at once.',
          'does-not-hold': 'The loop was no faster: something else kept it busy.',
        },
      },
      {
        claim: 'computing-chooses-processes',
        means: {
          differs:
            'In Node.js threads compute in parallel, too: here they were about as fast, or faster. Use processes for code that may crash.',
          holds: 'Processes were faster than threads here. Measure your own work before you rely on that.',
        },
        inRuntime: {
          python: {
            differs:
              'Threads were about as fast here. Either this CPython has no lock, or there was only one free core.',
          },
        },
      },
    ],
    lab: (ask) => ask.manyWaits('async'),
  },
  {
    id: 'mixing',
    point: [
      'Real programs do all of this. A server waits for other servers, calls a library that blocks and computes a page, for many users at once.',
      'So they mix models: a loop in front that only waits, and a pool of threads behind it for everything that would freeze it.',
    ],
    steps: [
      {
        claim: 'server-mixes-models',
        means: {
          holds: 'Light requests no longer wait for heavy ones. That is what the pool is for.',
          'does-not-hold':
            'The pool did not help here: with few cores, the loop and the pool compete for the same ones.',
        },
      },
    ],
    lab: (ask) => ask.serving('hybrid'),
  },
];
