import type { RunEvent } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { protocolVersion } from '../../../source/protocol/units.ts';
import { uncollected, uncounted } from '../../helpers/unmeasured.ts';

/** Start, lanes and the beginning of the tasks, as an engine tells them. */
export function opening(plan: Plan, cores = 2): RunEvent[] {
  const lanes = plan.model === 'threads' ? plan.concurrency : 0;
  const pool = Array.from(
    { length: lanes },
    (_, index): RunEvent => ({
      type: 'lane',
      atMs: 60 + index,
      lane: index + 1,
      name: `thread-${index + 1}`,
      kind: 'thread',
      pid: 100,
      state: 'open',
      reason: null,
    }),
  );
  return [
    {
      type: 'run-started',
      protocol: protocolVersion,
      atMs: 0,
      epochMs: 0,
      monotonicMs: 0,
      plan,
      engine: {
        runtime: 'node',
        version: '24.21.0',
        pid: 100,
        platform: 'linux',
        path: null,
        lock: null,
        heapLimitBytes: 4e9,
        figures: [{ name: 'libuvThreads', title: "size of libuv's pool", value: 4, unit: 'threads' }],
      },
      machine: {
        cores,
        effectiveCores: cores,
        affinityCores: cores,
        quotaCores: null,
        memoryBytes: 8e9,
        memoryLimitBytes: null,
      },
      stacks: true,
    },
    { type: 'phase', atMs: 10, phase: 'starting' },
    { type: 'lane', atMs: 20, lane: 0, name: 'main', kind: 'loop', pid: 100, state: 'open', reason: null },
    ...pool,
    { type: 'phase', atMs: 100, phase: 'running' },
  ];
}

export function tasks(atMs: number, ...rows: number[][]): RunEvent {
  return { type: 'tasks', atMs, rows: rows.flat() };
}

type SampleOptions = {
  lags?: number[];
  busy?: (number | null)[];
  cores?: number[];
  rss?: number;
  cpuMs?: number;
  dropped?: number;
};

/** A telemetry sample of one engine process with a main loop and as many pool lanes as `busy` has entries. */
export function sample(atMs: number, options: SampleOptions = {}): RunEvent {
  const {
    lags = [0.4],
    busy = [],
    cores = [0.96, 0.93],
    rss = 142e6,
    cpuMs = atMs * 1.94,
    dropped = 0,
  } = options;
  const pool = busy.map((task, index) => ({
    lane: index + 1,
    cpuMs: atMs,
    waitMs: 1,
    lockMs: null,
    lagMs: task === null ? 0.5 : 380,
    utilizationRatio: 1,
    copyMs: null,
    ...uncollected,
    task,
  }));
  return {
    type: 'sample',
    atMs,
    loopLagsMs: lags,
    lanes: [
      {
        lane: 0,
        cpuMs: 30,
        waitMs: 2,
        lockMs: null,
        lagMs: Math.max(...lags),
        utilizationRatio: 0.02,
        copyMs: null,
        ...uncollected,
        task: null,
      },
      ...pool,
    ],
    processes: [
      {
        pid: 100,
        role: 'engine',
        cpuMs,
        rssBytes: rss,
        pssBytes: rss * 0.9,
        heapUsedBytes: 12e6,
        virtualBytes: 1.3e9,
        childrenCpuMs: null,
        ...uncounted,
      },
    ],
    machine: { coreBusyRatio: cores, memoryUsedBytes: 3e9, throttledMs: 0 },
    figures: [
      { name: 'libuvWaitMs', title: 'wait', value: 0.1, unit: 'ms' },
      { name: 'libuvWaitedRatio', title: 'waited', value: 0, unit: 'ratio' },
    ],
    overhead: { cpuMs: atMs * 0.008, samplesDropped: dropped },
  };
}
