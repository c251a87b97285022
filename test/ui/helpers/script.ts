import stringWidth from 'string-width';
import type { WorkloadCard } from '../../../source/catalog/workloads.ts';
import type { RunEvent } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { protocolVersion } from '../../../source/protocol/units.ts';
import { reduce } from '../../../source/session/reduce.ts';
import { createSession, type Session } from '../../../source/session/state.ts';
import { taskRow as row } from '../../helpers/rows.ts';

const card = (id: string, kind: WorkloadCard['kind'], more: Partial<WorkloadCard>): WorkloadCard => ({
  id,
  title: id,
  shows: '',
  kind,
  parameters: {},
  tasks: 24,
  bodies: ['blocking', 'cooperative'],
  parts: [],
  refuses: {},
  module: null,
  ...more,
});

/** Three workloads like the built-in ones: one waits, one computes, one cannot run under every model. */
export const cards: readonly WorkloadCard[] = [
  card('wait', 'async-io', {
    shows: 'waiting costs a thread under one model and nothing under another',
    parameters: {
      ms: { type: 'number', title: 'how long a task waits', unit: 'ms', default: 200, min: 1, max: 60000 },
    },
  }),
  card('compute', 'cpu', {
    shows: 'computing needs cores, and holds the loop it runs on',
    parameters: {
      rounds: {
        type: 'number',
        title: 'squares to add',
        unit: 'M',
        default: 20,
        min: 1,
        max: 1000,
        integer: true,
      },
      chunks: { type: 'choice', title: 'yield between chunks', choices: ['few', 'many'], default: 'few' },
    },
    bodies: ['blocking', 'cooperative'],
  }),
  card('connections', 'async-io', {
    shows: '10,000 sockets on one loop',
    tasks: 1000,
    bodies: ['cooperative'],
    refuses: { processes: 'its tasks are connections of one process' },
  }),
];

export const room = { effectiveCores: 2, availableMemoryBytes: 4e9 };

/** A plan of `compute`, or of what is said otherwise. */
export function planOf(plan: Partial<Plan> = {}): Plan {
  return {
    runtime: 'node',
    model: 'threads',
    workload: 'compute',
    module: null,
    parameters: { rounds: 20 },
    tasks: 24,
    concurrency: 2,
    poolThreads: null,
    libuvThreads: null,
    timeLimitMs: null,
    seed: 1,
    ...plan,
  };
}

/** The session after these events. */
export function sessionOf(plan: Plan, events: Iterable<RunEvent>): Session {
  let session = createSession(plan);
  for (const event of events) session = reduce(session, event);
  return session;
}

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
    lagMs: task === null ? 0.5 : 380,
    utilizationRatio: 1,
    copyMs: null,
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
        lagMs: Math.max(...lags),
        utilizationRatio: 0.02,
        copyMs: null,
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

/** `compute` under two threads, from its start to a moment between: tasks of 400 ms, two at a time. */
export function* computeUnderThreads(
  untilMs: number,
  plan: Plan = planOf(),
  stepMs = 100,
): Generator<RunEvent> {
  yield* opening(plan);
  const taskMs = [412, 398];
  for (let atMs = 100 + stepMs; atMs <= untilMs; atMs += stepMs) {
    const rows: number[][] = [];
    const busy: (number | null)[] = [];
    const results: { task: number; text: string }[] = [];
    for (const lane of [0, 1]) {
      const each = taskMs[lane]!;
      const past = atMs - 100;
      const turn = Math.floor(past / each);
      const index = turn * 2 + lane;
      const start = 100 + turn * each;
      const before = index - 2;
      if (before >= 0 && before < plan.tasks) {
        rows.push(row(before, 'done', lane + 1, [100, start - each, start], 1));
        results.push({ task: before, text: `sum ${before * 333_333}` });
      }
      if (index < plan.tasks)
        rows.push(row(index, 'running', lane + 1, [100, start], (past - turn * each) / each));
      busy.push(index < plan.tasks ? index : null);
    }
    yield tasks(atMs, ...rows);
    if (results.length > 0) yield { type: 'results', atMs, results };
    yield sample(atMs, { busy });
  }
}

/** The same run to its end. */
export function* computeToItsEnd(plan: Plan = planOf(), stepMs = 100): Generator<RunEvent> {
  const lastMs = 100 + Math.ceil(plan.tasks / 2) * 412;
  yield* computeUnderThreads(lastMs + stepMs, plan, stepMs);
  yield { type: 'phase', atMs: lastMs + stepMs, phase: 'closing' };
  yield { type: 'check', atMs: lastMs + stepMs, ok: true, expected: '24 sums', got: '24 sums', figures: [] };
  yield {
    type: 'run-ended',
    atMs: lastMs + stepMs,
    outcome: 'completed',
    wallMs: lastMs - 100,
    message: null,
  };
}

/** `compute` under async: the loop is frozen by task 3 and the freeze lasts. */
export function* frozenUnderAsync(): Generator<RunEvent> {
  const plan = planOf({ model: 'async', concurrency: 24 });
  yield* opening(plan);
  yield tasks(200, ...Array.from({ length: 24 }, (_, task) => row(task, 'running', 0, [100, 100 + task], 0)));
  yield sample(300, { lags: [1, 2], cpuMs: 300 });
  yield {
    type: 'held',
    atMs: 1700,
    lane: 0,
    startedMs: 300,
    durationMs: 1400,
    over: false,
    looks: 70,
    cause: null,
    holder: { kind: 'task', task: 3, certainty: 'likely' },
    frames: [],
  };
  yield sample(1700, { lags: [1400], cpuMs: 1700 });
}

/** `compute` under threads where task 2 fails, in a language of wide characters, and both streams were written to. */
export function* failingUnderThreads(): Generator<RunEvent> {
  yield* opening(planOf({ tasks: 4 }));
  yield tasks(600, row(0, 'done', 1, [100, 100, 500], 1), row(1, 'done', 2, [100, 110, 520], 1));
  yield tasks(900, row(2, 'failed', 1, [100, 500, 700], 0.4), row(3, 'failed', 2, [100, 520, 730], 0.5));
  yield {
    type: 'results',
    atMs: 900,
    results: [
      { task: 0, text: '結果は四十二です' },
      { task: 1, text: '{"ok":true}' },
    ],
  };
  yield {
    type: 'errors',
    atMs: 900,
    errors: [
      { task: 2, name: 'RangeError', message: 'index 7 is out of range\nat somewhere', code: null },
      { task: 3, name: 'Error', message: 'no such file', code: 'ENOENT' },
    ],
  };
  yield {
    type: 'output',
    atMs: 900,
    stream: 'stdout',
    text: 'reading 3 files\n進捗 50 %\n',
    droppedBytes: 0,
  };
  yield {
    type: 'output',
    atMs: 950,
    stream: 'stderr',
    text: 'warning: 2 files are missing\n',
    droppedBytes: 4096,
  };
  yield sample(950, { busy: [null, null] });
  yield { type: 'run-ended', atMs: 1000, outcome: 'failed', wallMs: 630, message: null };
}

export const manyPlan = planOf({
  model: 'async',
  tasks: 100_000,
  concurrency: 100_000,
  workload: 'wait',
  parameters: {},
});

/** 100,000 tasks under async on a machine of 48 cores, with a server and two more processes. */
export function* manyUnderAsync(): Generator<RunEvent> {
  yield* opening(manyPlan, 48);
  const rows: number[] = [];
  for (let task = 0; task < 60_000; task++) {
    const started = 100 + task / 100;
    const state = task >= 40_000 ? 'running' : task === 20_500 ? 'failed' : 'done';
    rows.push(
      ...row(task, state, 0, [100, started, task < 40_000 ? started + 300 : null], task < 40_000 ? 1 : 0.2),
    );
  }
  yield { type: 'tasks', atMs: 900, rows };
  const cores = Array.from({ length: 48 }, (_, core) => (core % 8) / 8);
  const base = sample(1000, { cores, lags: [4, 12], dropped: 3 });
  if (base.type !== 'sample') return;
  const [engine] = base.processes;
  const processes = [
    engine!,
    { ...engine!, pid: 101, role: 'server' as const, rssBytes: 61e6 },
    { ...engine!, pid: 102, role: 'lane' as const, rssBytes: 43e6, pssBytes: null },
  ];
  yield { ...base, processes };
}

const narrow = /^[\u0020-\u007e\u2500-\u259f·▸✓✗⊘❄…—→←↑↓×]*$/u;

/** Cells a row takes in a terminal: by the package that knows, or of glyphs whose width another test checks. */
export function cells(row: string): number {
  const plain = row.replace(/\u001b\[[\d;]*m/g, '');
  return narrow.test(plain) ? plain.length : stringWidth(plain);
}
