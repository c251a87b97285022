import { type Figures, together } from './evidence.ts';
import { between, queueOf } from './queue.ts';

/** Tasks of one loop that wait for one of so many places, in a run of as long as they took. */
export function limited(through: number, atOnce = 100, tasks = 300): Figures {
  const times = queueOf({ tasks, atOnce, through, serveMs: between(40, 56) });
  return {
    model: 'async',
    atOnce,
    tasks: times.map(({ startedMs, endedMs }) => [0, startedMs, endedMs] as const),
    wallMs: Math.max(...times.map(({ endedMs }) => endedMs)),
    main: { cpuMs: 20 },
  };
}

/** The same in threads, each with a task at a time. */
export function limitedLanes(through: number, lanes = 8, tasks = 64): Figures {
  const run = limited(through, lanes, tasks);
  const pool = Array.from({ length: lanes }, () => ({ cpuMs: 5 }));
  const spread = run.tasks?.map(([, from, to = from], at) => [1 + (at % lanes), from, to] as const);
  return { ...run, model: 'threads', pool, ...(spread && { tasks: spread }) };
}

/** A hundred requests at once, of which so many wait for one of the sockets of an agent. */
export const asking = (waiting: number, sockets: number): Figures => ({
  ...limited(sockets),
  seen: { agentWaitingRequests: waiting, agentUsedSockets: sockets, agentMaxSockets: sockets },
});

/** Tasks of one loop, so many at once, that take 50 ms each. */
const queued = (tasks: number, atOnce: number, eachMs = 50) =>
  Array.from({ length: tasks }, (_, at) => {
    const fromMs = eachMs * Math.floor(at / atOnce);
    return [0, fromMs, fromMs + eachMs] as const;
  });

/** Tasks of a person's own, four at once and by default a quarter of a second each, that start something. */
export const starting = (seen: Readonly<Record<string, number>>, tasks = 60, eachMs = 250): Figures => ({
  ...{ model: 'async', own: { returned: tasks, promises: tasks }, atOnce: 4, seen },
  wallMs: eachMs * Math.ceil(tasks / 4),
  tasks: queued(tasks, 4, eachMs),
});

/** Two hundred calls of asyncio.to_thread at once, of which so many stand in line for a few threads. */
export const lining = (waiting: number, threads = 6): Figures => ({
  ...limited(6, 200, 200),
  python: {},
  main: { cpuMs: 10 },
  seen: { executorWaitingCalls: waiting, executorThreads: threads },
});

/** Ten calls at once of an async function that computes for 100 ms each, of them 60 before its first await. */
export const inName: Figures = {
  ...{ model: 'async', own: { returned: 10, promises: 10, beforeAwaitMs: 600 }, atOnce: 10 },
  ...{ tasks: together(10, 1000), main: { cpuMs: 1000 } },
};

/** So many calls at once for four threads of libuv. */
const deflating = (calls: number): Figures => ({
  ...{ model: 'async', atOnce: calls, tasks: together(calls, 1000), main: { cpuMs: 950 } },
  seen: { libuvCpuMs: 300 },
});

/** What to do next where a limit elsewhere holds: never more at once. */
export const limitCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['limit-elsewhere', limited(10), /^Try 10 at once: just as fast\. Or find what lets so few in/],
  ['limit-elsewhere', limitedLanes(1), /^Try 1 at once: just as fast/],
  ['sockets-wait', asking(79, 5), /^Try 5 at once, or raise maxSockets/],
  [
    'sockets-wait',
    { ...asking(0, 5), seen: { fetchWaitingRequests: 40, fetchSentRequests: 4 } },
    /^Try 4 at once, or raise connections/,
  ],
  [
    'thread-per-task',
    starting({ startedThreads: 60, threadStartMs: 40 }),
    /^Start 2 threads once .* \(piscina, workerpool\)$/,
  ],
  ['thread-per-task', starting({ startedProcesses: 60 }), /^Start 2 processes once/],
  [
    'thread-per-task',
    starting({ startedPrograms: 60, programStartMs: 90 }),
    /^Give one program many tasks, or call a library in its place$/,
  ],
  [
    'pool-waits',
    { ...limitedLanes(8), own: { returned: 64 }, others: { used: 0.8, own: 0.1 } },
    /^Run it again when the machine is quiet: other programs/,
  ],
  ['executor-waits', lining(194), /^Give it more: loop\.set_default_executor\(ThreadPoolExecutor\(200\)\)$/],
  ['executor-waits', { ...lining(194), busyCores: 0.9 }, /^Try processes: these calls compute/],
  [
    'waiting-is-free',
    { model: 'async', atOnce: 20, tasks: queued(200, 20) },
    /^Try 200 at once: waiting costs no CPU$/,
  ],
  [
    'waiting-is-free',
    { model: 'async', atOnce: 200, wallMs: 1500, tasks: together(30, 1000), ratePerSecond: 100 },
    /^Raise the rate to 1000\/s: waiting/,
  ],
  [
    'behind-the-rate',
    { ...limited(4, 20, 300), ratePerSecond: 1000 },
    /^Lower the rate to about \d+\/s: a limit elsewhere lets no more through$/,
  ],
  [
    'async-in-name-only',
    { ...inName, own: { ...inName.own!, copyMs: 500 } },
    /^Return less: lanes would copy each result \(50 ms; a task computes 100 ms\)$/,
  ],
  ['async-in-name-only', { ...inName, own: { ...inName.own!, copyMs: 499 } }, /^Try threads/],
  [
    'loop-blocked',
    { ...inName, own: { ...inName.own!, copyMs: 500 }, freezes: [{ durationMs: 900 }] },
    /^Return less: lanes would copy/,
  ],
  ['async-in-name-only', inName, /^Try threads: they compute on all 2 cores/],
  ['async-in-name-only', { ...inName, cores: 1 }, /^There is only one core/],
  ['no-gain-from-async', deflating(31), /^Try threads/],
  [
    'no-gain-from-async',
    deflating(32),
    /^Try 8 at once: libuv has 4 threads, and a long queue costs the loop$/,
  ],
];
