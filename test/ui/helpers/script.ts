import type { RunEvent, RunEventOf } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { taskError } from '../../helpers/errors.ts';
import { taskRow as row } from '../../helpers/rows.ts';
import { unlooked } from '../../helpers/unmeasured.ts';
import { opening, sample, tasks } from './engine-events.ts';
import { manyPlan, planOf } from './plans.ts';

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
    const results: RunEventOf<'results'>['results'] = [];
    for (const lane of [0, 1]) {
      const each = taskMs[lane]!;
      const past = atMs - 100;
      const turn = Math.floor(past / each);
      const index = turn * 2 + lane;
      const start = 100 + turn * each;
      const before = index - 2;
      if (before >= 0 && before < plan.tasks) {
        rows.push(row(before, 'done', lane + 1, [100, start - each, start], 1));
        results.push({ task: before, text: `sum ${before * 333_333}`, digest: null, shape: null });
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
    call: null,
    keepsLock: null,
    holder: { kind: 'task', task: 3, certainty: 'likely' },
    frames: [],
    ...unlooked,
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
      { task: 0, text: '結果は四十二です', digest: null, shape: null },
      { task: 1, text: '{"ok":true}', digest: null, shape: null },
    ],
  };
  yield {
    type: 'errors',
    atMs: 900,
    errors: [
      {
        task: 2,
        name: 'RangeError',
        message: 'index 7 is out of range\nat somewhere',
        code: null,
        place: '/jobs/own.js:7',
        stack: ['read (/jobs/own.js:7)', '/jobs/own.js:21'],
        rootCode: null,
        syscall: null,
      },
      { task: 3, ...taskError({ message: 'no such file', code: 'ENOENT' }), stack: [] },
    ],
    more: [],
  };
  yield {
    type: 'output',
    atMs: 900,
    stream: 'stdout',
    text: 'reading 3 files\n進捗 50 %\n',
    bytes: 28,
    droppedBytes: 0,
  };
  yield {
    type: 'output',
    atMs: 950,
    stream: 'stderr',
    text: 'warning: 2 files are missing\n',
    bytes: 29,
    droppedBytes: 4096,
  };
  yield sample(950, { busy: [null, null] });
  yield { type: 'run-ended', atMs: 1000, outcome: 'failed', wallMs: 630, message: null };
}

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

const pythonEngine = { runtime: 'python', version: '3.11.7', path: '/usr/bin/python3' } as const;

/**
 * The same work in a Python whose threads share a lock: of each 100 ms a thread computes 25, waits for the lock 60 and for
 * a core 5. `lock`: of the interpreter; `lockMs`: measured of each 100 ms.
 */
export function* computeUnderOneLock(
  untilMs: number,
  { lock = 'shared', lockMs = 60 }: { lock?: 'shared' | 'none'; lockMs?: number | null } = {},
  plan: Plan = planOf(),
): Generator<RunEvent> {
  for (const event of computeUnderThreads(untilMs, plan)) {
    if (event.type === 'run-started')
      yield { ...event, engine: { ...event.engine, ...pythonEngine, lock, figures: [] } };
    else if (event.type === 'sample') {
      const turns = event.atMs / 100;
      const lanes = event.lanes.map((lane) =>
        lane.lane === 0
          ? lane
          : {
              ...lane,
              cpuMs: turns * 25,
              waitMs: turns * 5,
              lockMs: lockMs === null ? null : turns * lockMs,
            },
      );
      yield { ...event, lanes };
    } else yield event;
  }
}

/** The frozen loop, of which it is known what it does and where. */
export function* frozenAtLine(cause: 'computing' | 'lock'): Generator<RunEvent> {
  const frame = (name: string, file: string, line: number) => ({ name, file, line, column: null });
  for (const event of frozenUnderAsync())
    yield event.type === 'held'
      ? {
          ...event,
          cause,
          frames: [
            frame('match', '/usr/lib/python3.11/re/__init__.py', 166),
            frame('regex', '/jobs/work.py', 7),
          ],
        }
      : event;
}
