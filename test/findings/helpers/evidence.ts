import type { Evidence } from '../../../source/findings/finding.ts';
import { findingsOf, rules } from '../../../source/findings/index.ts';
import type { Outcome } from '../../../source/protocol/events.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import { addLags, emptyLagHistogram } from '../../../source/session/lag-histogram.ts';
import { createSession, type Session } from '../../../source/session/state.ts';
import { outline } from '../../../source/session/summary.ts';
import { applyRows, createTaskTable } from '../../../source/session/task-table.ts';
import type { Held, Lane } from '../../../source/session/vitals.ts';
import { everyEvent } from '../../helpers/events.ts';
import { libuvFigures, type Pool } from '../../helpers/libuv.ts';
import { planOf } from '../../helpers/plan.ts';
import { taskRow } from '../../helpers/rows.ts';

/** Milliseconds from the engine's start to the first task's turn. */
const startMs = 100;

type LaneFigures = {
  cpuMs?: number | null;
  waitMs?: number | null;
  copyMs?: number | null;
  reason?: string;
  openings?: number;
};
/** Lane, and from when to when since the first task's turn; without an end it still runs. */
type TaskTime = readonly [lane: number, fromMs: number, toMs?: number];

/** The figures of a run. What is not said was measured and is unremarkable; null was not measured. */
export type Figures = {
  model?: ModelId;
  atOnce?: number;
  /** Threads behind the loop. */
  poolThreads?: number;
  cores?: number;
  quotaCores?: number | null;
  wallMs?: number;
  /** Null: it is under way. */
  outcome?: Outcome | null;
  main?: LaneFigures;
  /** Lanes of the pool, from 1 on. */
  pool?: readonly LaneFigures[];
  tasks?: readonly TaskTime[];
  /** It is a file of the person's own; so many of its tasks returned something. */
  own?: { returned: number };
  printed?: { lines: number; bytes: number };
  /** Tasks fall due at this rate, one after another without chance; left out: all at once. */
  ratePerSecond?: number;
  /** Tasks end with an error. */
  fails?: boolean;
  busyCores?: number | null;
  throttledMs?: number | null;
  /** Share of all cores that other programs used, and the run; by default nobody else. */
  others?: { used: number; own: number };
  freezes?: readonly { durationMs: number; over?: boolean; task?: number }[];
  /** How late the loop was at worst. */
  lagMaxMs?: number | null;
  libuv?: Pool;
  memory?: Partial<Session['memory']>;
  heapLimitBytes?: number | null;
  memoryLimitBytes?: number | null;
  memoryBytes?: number;
  check?: Readonly<Record<string, number | null>>;
  errors?: readonly (readonly [name: string, code: string | null, message?: string])[];
};

/** Tasks of a lane one after another without a pause. */
export const row = (lane: number, count: number, eachMs: number): TaskTime[] =>
  Array.from({ length: count }, (_, at) => [lane, at * eachMs, (at + 1) * eachMs]);

/** Tasks of the main loop that all begin at once. */
export const together = (count: number, eachMs: number): TaskTime[] =>
  Array.from({ length: count }, () => [0, 0, eachMs]);

export function sessionOf(figures: Figures): Session {
  const {
    model = 'threads',
    cores = 2,
    wallMs = 1000,
    pool = [],
    tasks = [],
    outcome = 'completed',
  } = figures;
  const plan = planOf({
    model,
    tasks: Math.max(1, tasks.length),
    concurrency: figures.atOnce ?? Math.max(1, pool.length),
    poolThreads: figures.poolThreads ?? null,
    module: figures.own ? '/own.js' : null,
    ratePerSecond: figures.ratePerSecond ?? null,
  });
  const empty = createSession(plan);
  const atMs = startMs + wallMs;
  const lanes = [figures.main ?? {}, ...pool].map((lane, id) => laneOf(id, lane));
  const cpuMs = lanes.reduce((sum, lane) => sum + (lane.cpuMs ?? 0), 0);
  const busyCores = figures.busyCores === undefined ? cpuMs / wallMs : figures.busyCores;
  const freezes = (figures.freezes ?? []).map(
    ({ durationMs, over = true, task }): Held => ({
      lane: 0,
      startedMs: 0,
      durationMs,
      over,
      looks: 1,
      cause: null,
      holder: task === undefined ? null : { kind: 'task', task, certainty: 'likely' },
      frames: [],
    }),
  );
  const started = everyEvent['run-started'];
  return {
    ...empty,
    phase: outcome === null ? 'running' : 'ended',
    atMs,
    runningSinceMs: startMs,
    runningUntilMs: outcome === null ? null : atMs,
    started: {
      ...started,
      engine: {
        ...started.engine,
        heapLimitBytes: figures.heapLimitBytes ?? null,
      },
      machine: {
        ...started.machine,
        effectiveCores: cores,
        quotaCores: figures.quotaCores ?? null,
        memoryBytes: figures.memoryBytes ?? 8e9,
        memoryLimitBytes: figures.memoryLimitBytes ?? null,
      },
    },
    tasks: applyRows(
      createTaskTable(plan.tasks),
      tasks.flatMap((time, task) => {
        const dueMs =
          figures.ratePerSecond === undefined ? 0 : startMs + (task * 1000) / figures.ratePerSecond;
        return rowOf(task, dueMs, time, figures.fails ? 'failed' : 'done');
      }),
    ),
    lanes,
    loop: {
      lag: addLags(emptyLagHistogram, figures.lagMaxMs == null ? [] : [figures.lagMaxMs]),
      held: freezes,
      longest: freezes.toSorted((a, b) => b.durationMs - a.durationMs),
      freezeCount: freezes.length,
      frozenMs: freezes.reduce((sum, { durationMs }) => sum + durationMs, 0),
      busy: { busyMs: 0, ofMs: 0 },
    },
    cpu: {
      ...empty.cpu,
      // As much again was before the first task, and does not count.
      throttledMs: figures.throttledMs == null ? null : 2 * figures.throttledMs,
      throttledBeforeMs: figures.throttledMs ?? null,
      others: figures.others
        ? { usedMs: figures.others.used * 1000, ownMs: figures.others.own * 1000, ofMs: 1000 }
        : null,
      first:
        busyCores === null
          ? null
          : { atMs: startMs, cpuMs: 0, serversMs: 0, engineMs: null, watcherMs: null },
      last:
        busyCores === null
          ? null
          : { atMs, cpuMs: busyCores * wallMs, serversMs: 0, engineMs: null, watcherMs: null },
    },
    calls: figures.own ? { promises: 0, values: tasks.length, results: figures.own.returned } : null,
    output: {
      ...empty.output,
      droppedLines: figures.printed?.lines ?? 0,
      bytes: figures.printed?.bytes ?? 0,
    },
    figures: libuvFigures({ threads: 4, ...figures.libuv }),
    memory: { ...empty.memory, ...figures.memory },
    check: figures.check ? checkOf(figures.check) : null,
    errors: new Map(
      (figures.errors ?? []).map(([name, code, message = 'no'], task) => [
        task,
        { name, code, message, place: null, stack: [] },
      ]),
    ),
    ended: outcome === null ? null : { outcome, wallMs, message: null },
  };
}

function laneOf(
  id: number,
  { cpuMs = 0, waitMs = 0, copyMs = null, reason, openings = 1 }: LaneFigures,
): Lane {
  const empty = {
    pid: 1,
    state: 'open',
    base: null,
    lagMs: null,
    utilizationRatio: null,
    task: null,
  } as const;
  return {
    ...empty,
    id,
    name: id === 0 ? 'main' : `thread-${id}`,
    kind: id === 0 ? 'loop' : 'thread',
    reason: reason ?? null,
    cpuMs,
    waitMs,
    copyMs,
    openings,
    crashes: reason === undefined ? 0 : Math.max(1, openings - 1),
    lag: { bucketMs: 100, values: [] },
  };
}

function rowOf(
  task: number,
  dueMs: number,
  [lane, fromMs, toMs]: TaskTime,
  ended: 'done' | 'failed',
): number[] {
  const startedMs = startMs + fromMs;
  return toMs === undefined
    ? taskRow(task, 'running', lane, [dueMs, startedMs], 1)
    : taskRow(task, ended, lane, [dueMs, startedMs, startMs + toMs], 1);
}

function checkOf(values: Readonly<Record<string, number | null>>): Session['check'] {
  const figures = Object.entries(values).map(([name, value]) => ({ name, title: name, value, unit: '' }));
  return { ok: true, expected: '', got: '', figures };
}

export function evidenceOf(figures: Figures): Evidence {
  const session = sessionOf(figures);
  return { session, summary: outline(session) };
}

/** Whether that rule by itself finds something in these figures. */
export function fires(rule: string, figures: Figures): boolean {
  const found = rules.find(({ id }) => id === rule)!.find(evidenceOf(figures));
  return found !== null;
}

/** What all rules together find. */
export const findingsIn = (figures: Figures) => findingsOf(sessionOf(figures));

/** Ids of what all rules together find, in the order in which it is told. */
export const found = (figures: Figures) => findingsOf(sessionOf(figures)).map(({ rule }) => rule);
