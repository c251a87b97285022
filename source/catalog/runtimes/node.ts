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
};

/** Promises on a loop are as many as memory holds; a million takes about a gigabyte. */
const mostPromises = 1_000_000;

export const node: RuntimeCard = {
  id: 'node',
  baseline: 'sequential',
  usual: 'async',
  words: {
    waiter: { one: 'A promise', many: 'Promises' },
    offload: 'context.offload',
    turn: 'await context.yield()',
    handOver: 'context.transfer',
    sharedMemory: 'SharedArrayBuffer',
    atomicAdd: 'Atomics.add',
    copy: 'structured clone',
    heap: { owner: 'V8', option: 'NODE_OPTIONS=--max-old-space-size' },
    pages: {
      eventLoop:
        "Node.js, Don't Block the Event Loop: https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
      cores: 'Node.js, os.availableParallelism: https://nodejs.org/api/os.html#osavailableparallelism',
      isolation: 'Node.js, Child process: https://nodejs.org/api/child_process.html',
      heap: 'Node.js, --max-old-space-size: https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
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
    },
    thread,
    process: childProcess,
  },
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
