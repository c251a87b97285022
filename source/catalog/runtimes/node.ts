import type { LaneCard, RuntimeCard } from '../cards.ts';

// Bytes were measured on Node 24, Linux.
const thread: LaneCard = {
  unit: 'threads',
  sharesMemory: true,
  copies: true,
  crashesAlone: false,
  most: 1024,
  bytes: 13e6,
  // They cost 0.2 GB and show what a pool gains from waiting side by side.
  waiting: 16,
  // Beyond it one measures the scheduler; lanes that wait so much are promises' work.
  tried: 32,
};

const childProcess: LaneCard = {
  unit: 'processes',
  sharesMemory: false,
  copies: true,
  crashesAlone: true,
  most: 256,
  bytes: 55e6,
  // Each costs four times as much as a thread.
  waiting: 8,
  tried: 16,
};

/** Promises on a loop are as many as memory holds; a million takes about a gigabyte. */
const mostPromises = 1_000_000;

export const node: RuntimeCard = {
  id: 'node',
  baseline: 'sequential',
  usual: 'async',
  words: {
    waits: 'on-loop',
    context: 'given',
    // The promise alone: 1 to 1.5 KB, by a bare program with 50,000 that wait.
    waiter: { one: 'A promise', many: 'Promises', takes: '1 KB' },
    offload: { blocking: 'context.offload', computing: 'context.offload' },
    beside: { blocking: 'hybrid with context.offload', computing: 'hybrid with context.offload' },
    turn: 'await context.yield()',
    starving: {
      microtasks: {
        what: 'Microtasks',
        why: 'Promises that resolve at once go on before any timer, socket or other task.',
        next: 'Await setImmediate from node:timers/promises there, or the event it polls for',
      },
      ticks: {
        what: 'process.nextTick',
        why: 'Its callbacks go on before any timer, socket or other task.',
        next: 'Use setImmediate there instead of process.nextTick',
      },
      both: {
        what: 'Two queues',
        why: 'Promises and process.nextTick refill each other before any timer or task.',
        next: 'Await setImmediate from node:timers/promises there, or the event it polls for',
      },
    },
    freeLock: 'Let a message or Atomics.waitAsync tell the loop that the thread is done',
    handOver: 'context.transfer',
    safeUpdate: 'Update shared memory with Atomics.add, or hold a mutex during the update',
    mutex: 'a mutex',
    neverEnds: {
      why: 'It may wait for a promise that never settles, or a callback never called.',
      function: 'the promise of your function may never settle',
    },
    nothing: {
      value: 'undefined',
      remedy: 'If it starts something asynchronous, return the promise or await it',
    },
    cannotCross: {
      what: 'their data cannot be copied',
      why: 'Only plain data can be copied. Functions and sockets belong to one thread.',
    },
    changes: {
      beside: {
        why: 'Only plain data can be copied. JSON changes some of it without an error.',
        remedy: 'Return plain data, not JSON; keep functions and sockets where they are',
      },
      alone: {
        why: 'JSON has no dates, maps or NaN, and a copy loses its class.',
        remedy: 'Send the changed fields as plain data, not as JSON',
        apart: "Send plain data; between processes use serialization: 'advanced'",
      },
    },
    copying: {
      why: 'Results are copied between lanes unless they are transferred or shared.',
      remedy: 'Transfer buffers (context.transfer), or share them (SharedArrayBuffer)',
    },
    copy: 'structured clone',
    heap: {
      owner: 'V8',
      option: 'NODE_OPTIONS=--max-old-space-size',
      page: 'Node.js, --max-old-space-size: https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
    },
    pages: {
      collector: 'V8, Trash talk, the Orinoco garbage collector: https://v8.dev/blog/trash-talk',
      eventLoop:
        "Node.js, Don't Block the Event Loop: https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
      cores: 'Node.js, os.availableParallelism: https://nodejs.org/api/os.html#osavailableparallelism',
      isolation: 'Node.js, Child process: https://nodejs.org/api/child_process.html',
      sharedMemory:
        'MDN, Atomics: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics',
      copy: 'MDN, The structured clone algorithm: https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Structured_clone_algorithm',
      handOver:
        'Node.js, postMessage and its transfer list: https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist',
      packing:
        'Node.js, Advanced serialization: https://nodejs.org/api/child_process.html#advanced-serialization',
    },
  },
  lanes: {
    loop: {
      unit: 'promises',
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
    // A worker thread is one: V8, a heap and a loop of its own.
    interpreter: thread,
  },
  parts: 'by-name',
  startMethods: [],
  models: [
    {
      id: 'sequential',
      aliases: ['serial'],
      how: 'one task after another on the main loop',
      goodFor: 'a baseline to compare the other models with',
      unit: 'task',
      most: 1,
      lane: 'loop',
      body: 'blocking',
      lanesFrom: 'one',
    },
    {
      id: 'async',
      aliases: ['asyncio', 'promises', 'event-loop'],
      how: 'promises on one event loop, in one thread',
      goodFor: 'work that waits: network calls, timers, many at once',
      unit: 'promises',
      most: mostPromises,
      lane: 'loop',
      body: 'cooperative',
      lanesFrom: 'one',
    },
    {
      id: 'threads',
      aliases: ['threading', 'workers', 'worker-threads', 'piscina'],
      how: 'a pool of worker threads in one process (piscina)',
      goodFor: 'JavaScript that computes, and calls that block',
      unit: thread.unit,
      most: thread.most,
      lane: 'thread',
      body: 'blocking',
      lanesFrom: 'at-once',
    },
    {
      id: 'processes',
      aliases: ['multiprocessing', 'fork', 'child-processes', 'cluster'],
      how: 'a pool of child processes',
      goodFor: 'computing that may crash or leak memory, isolated',
      unit: childProcess.unit,
      most: childProcess.most,
      lane: 'process',
      body: 'blocking',
      lanesFrom: 'at-once',
    },
    {
      id: 'hybrid',
      aliases: ['mix', 'mixed'],
      how: 'an event loop that hands blocking work to a thread pool',
      goodFor: 'a server that waits a lot and computes a little',
      unit: 'tasks',
      most: mostPromises,
      lane: 'thread',
      body: 'cooperative',
      lanesFrom: 'behind',
    },
  ],
};
