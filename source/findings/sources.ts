/** Where the reasons of the rules can be read. */
export const sources = {
  eventLoop:
    "Node.js, Don't Block the Event Loop: https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop",
  workerThreads: 'Node.js, Worker threads: https://nodejs.org/api/worker_threads.html',
  transfer:
    'Node.js, postMessage and its transfer list: https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist',
  serialization:
    'Node.js, Advanced serialization: https://nodejs.org/api/child_process.html#advanced-serialization',
  heapLimit: 'Node.js, --max-old-space-size: https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
  threadPool: 'libuv, Thread pool work scheduling: https://docs.libuv.org/en/v1.x/threadpool.html',
  atomics:
    'MDN, Atomics: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics',
  structuredClone:
    'MDN, The structured clone algorithm: https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Structured_clone_algorithm',
  bandwidth: 'Linux, CFS bandwidth control: https://docs.kernel.org/scheduler/sched-bwc.html',
  runQueue: 'Linux, Scheduler statistics: https://docs.kernel.org/scheduler/sched-stats.html',
  memoryLimit: 'Linux, Control groups, memory: https://docs.kernel.org/admin-guide/cgroup-v2.html#memory',
  cores: 'Node.js, os.availableParallelism: https://nodejs.org/api/os.html#osavailableparallelism',
  isolation: 'Node.js, Child process: https://nodejs.org/api/child_process.html',
  hyperfine: 'hyperfine, on commands that are too short to time: https://github.com/sharkdp/hyperfine',
} as const;
