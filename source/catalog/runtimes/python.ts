import { startMethods } from '../../protocol/plan.ts';
import type { LaneCard, RuntimeCard } from '../cards.ts';

// Bytes were measured on CPython 3.11 and 3.13, Linux.
const thread: LaneCard = {
  unit: 'threads',
  sharesMemory: true,
  copies: false,
  crashesAlone: false,
  most: 4096,
  // Resident; each reserves 8 MB of address space for its stack beside it.
  bytes: 100e3,
  // What asyncio and concurrent.futures start at most when nobody says.
  waiting: 32,
  // A function that is not async can only wait in threads, and they are cheap.
  tried: 128,
};

const childProcess: LaneCard = {
  unit: 'processes',
  sharesMemory: false,
  copies: true,
  crashesAlone: true,
  most: 256,
  bytes: 28e6,
  waiting: 8,
  tried: 16,
};

const interpreter: LaneCard = {
  unit: 'interpreters',
  sharesMemory: false,
  copies: true,
  crashesAlone: false,
  most: 256,
  bytes: 6e6,
  waiting: 16,
  tried: 16,
};

/** How many threads one loop has for asyncio.to_thread, and a ThreadPoolExecutor, when nobody says: https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor */
export const executorThreads = (cores: number) => Math.min(32, cores + 4);

/** Tasks on a loop are as many as memory holds; a million takes one to two gigabytes. */
const mostTasksOnLoop = 1_000_000;

export const python: RuntimeCard = {
  id: 'python',
  baseline: 'sequential',
  usual: 'async',
  words: {
    waits: 'in-calls',
    context: 'where-taken',
    // A task of asyncio that sleeps, by a bare program with 100,000 of them: CPython 3.14 to 3.8.
    waiter: { one: 'A task', many: 'Tasks', takes: '1.1 to 1.5 KB' },
    offload: { blocking: 'asyncio.to_thread', computing: 'context.dispatch or a ProcessPoolExecutor' },
    beside: { blocking: 'asyncio.to_thread', computing: 'a ProcessPoolExecutor' },
    turn: 'await asyncio.sleep(0)',
    starving: null,
    freeLock: 'Release the lock before it is taken again, or use threading.RLock',
    handOver: null,
    safeUpdate: 'Hold a threading.Lock from reading to writing, or let one thread update',
    mutex: 'an asyncio.Lock',
    neverEnds: {
      why: 'It may wait for a call that never returns, or for a future that is never set.',
      function: 'your function may never return',
    },
    nothing: {
      value: 'None',
      remedy: 'If it starts a task, a thread or a process, wait for its end',
    },
    cannotCross: {
      what: 'their data cannot be pickled',
      why: 'No lambda, lock, socket, open file or generator can be pickled.',
    },
    changes: {
      beside: {
        why: 'Pickle leaves out some of what an object holds, without an error.',
        remedy: 'Return plain data; keep functions, sockets and open files where they are',
      },
      alone: {
        why: 'Pickle leaves out some of what an object holds, without an error.',
        remedy: 'Return plain data, or give the class __getstate__ and __setstate__',
        apart: 'Return plain data, or give the class __getstate__ and __setstate__',
      },
    },
    copying: {
      why: 'Results are pickled on their way out of a process.',
      remedy: 'Return less, or put the data in multiprocessing.shared_memory',
    },
    copy: 'pickle',
    heap: null,
    pages: {
      collector: 'Python, gc, Garbage Collector interface: https://docs.python.org/3/library/gc.html',
      eventLoop:
        'Python, Developing with asyncio: https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
      cores: 'Python, os.cpu_count: https://docs.python.org/3/library/os.html#os.cpu_count',
      isolation: 'Python, multiprocessing: https://docs.python.org/3/library/multiprocessing.html',
      sharedMemory: 'Python, Lock objects: https://docs.python.org/3/library/threading.html#lock-objects',
      copy: 'Python, What can be pickled: https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled',
      handOver:
        'Python, multiprocessing.shared_memory: https://docs.python.org/3/library/multiprocessing.shared_memory.html',
      packing: 'Python, pickle: https://docs.python.org/3/library/pickle.html',
    },
  },
  lanes: {
    loop: {
      unit: 'tasks',
      sharesMemory: true,
      copies: false,
      crashesAlone: false,
      most: 1,
      bytes: 0,
      waiting: 1,
      tried: 1,
    },
    thread,
    process: childProcess,
    interpreter,
  },
  parts: 'by-call',
  startMethods,
  models: [
    {
      id: 'sequential',
      aliases: ['serial'],
      how: 'one task after another in the main thread',
      goodFor: 'a baseline to compare the other models with',
      unit: 'task',
      most: 1,
      lane: 'loop',
      body: 'blocking',
      lanesFrom: 'one',
    },
    {
      id: 'async',
      aliases: ['asyncio', 'coroutines', 'event-loop'],
      how: 'tasks on one event loop, in one thread (asyncio)',
      goodFor: 'work that waits: network calls, timers, many at once',
      unit: 'tasks',
      most: mostTasksOnLoop,
      lane: 'loop',
      body: 'cooperative',
      lanesFrom: 'one',
    },
    {
      id: 'threads',
      aliases: ['threading', 'workers'],
      how: 'threads that share one lock (threading)',
      goodFor: 'calls that block, and C code that lets the lock go',
      unit: thread.unit,
      most: thread.most,
      lane: 'thread',
      body: 'blocking',
      lanesFrom: 'at-once',
    },
    {
      id: 'processes',
      aliases: ['multiprocessing', 'fork', 'spawn', 'forkserver'],
      how: 'processes, each with its own lock (multiprocessing)',
      goodFor: 'Python code that computes, and work that may crash',
      unit: childProcess.unit,
      most: childProcess.most,
      lane: 'process',
      body: 'blocking',
      lanesFrom: 'at-once',
    },
    {
      id: 'hybrid',
      aliases: ['mix', 'mixed', 'to-thread'],
      how: 'asyncio in front, pools of threads and processes',
      goodFor: 'a server that waits a lot and computes a little',
      unit: 'tasks',
      most: mostTasksOnLoop,
      lane: 'thread',
      body: 'cooperative',
      lanesFrom: 'behind',
    },
    {
      id: 'interpreters',
      aliases: ['subinterpreters'],
      how: 'interpreters in threads, each with its own lock',
      goodFor: 'Python code that computes, for less memory than processes',
      unit: interpreter.unit,
      most: interpreter.most,
      lane: 'interpreter',
      body: 'blocking',
      lanesFrom: 'at-once',
      since: '3.14',
    },
  ],
};
