/** Where the reasons of the rules can be read that are the same in every runtime; of the others its card tells. */
export const sources = {
  threadPool: 'libuv, Thread pool work scheduling: https://docs.libuv.org/en/v1.x/threadpool.html',
  bandwidth: 'Linux, CFS bandwidth control: https://docs.kernel.org/scheduler/sched-bwc.html',
  runQueue: 'Linux, Scheduler statistics: https://docs.kernel.org/scheduler/sched-stats.html',
  memoryLimit: 'Linux, Control groups, memory: https://docs.kernel.org/admin-guide/cgroup-v2.html#memory',
  hyperfine: 'hyperfine, on commands that are too short to time: https://github.com/sharkdp/hyperfine',
} as const;
