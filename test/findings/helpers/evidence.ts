import type { Evidence } from '../../../source/findings/finding.ts';
import { findingsOf } from '../../../source/findings/index.ts';
import { rules } from '../../../source/findings/rules/index.ts';
import type { Outcome } from '../../../source/protocol/events.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import { addErrors } from '../../../source/session/error-kinds.ts';
import { addPlace, collectingMs } from '../../../source/session/held-places.ts';
import { addLags, emptyLagHistogram } from '../../../source/session/lag-histogram.ts';
import {
  createSession,
  type ErrorCount,
  type Session,
  type TaskError,
} from '../../../source/session/state.ts';
import { outline } from '../../../source/session/summary.ts';
import { applyRows, createTaskTable } from '../../../source/session/task-table.ts';
import type { Held } from '../../../source/session/vitals.ts';
import { taskError } from '../../helpers/errors.ts';
import { everyEvent } from '../../helpers/events.ts';
import { libuvFigures, type Pool } from '../../helpers/libuv.ts';
import { planOf } from '../../helpers/plan.ts';
import { unlooked } from '../../helpers/unmeasured.ts';
import { type LaneFigures, laneOf } from './lane.ts';
import { oneProcess, type PartsOfPoints, pointsOf } from './points.ts';
import { inPython, type Python } from './python.ts';
import { seenIn } from './seen.ts';
import { rowOf, startMs, type TaskTime } from './task-row.ts';

/** Of the other processor times. */
const unmeasured = { engineMs: null, watcherMs: null };

/** The figures of a run. What is not said was measured and is unremarkable; null was not measured. */
export type Figures = {
  model?: ModelId;
  /** It runs in this CPython, whose threads share a lock if nobody says otherwise. */
  python?: Python;
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
  own?: { returned: number; promises?: number; beforeAwaitMs?: number; copyMs?: number };
  printed?: { lines: number; bytes: number };
  /** Tasks fall due at this rate, one after another without chance; left out: all at once. */
  ratePerSecond?: number;
  /** Tasks end with an error; all of them, or the first ones. */
  fails?: boolean;
  failed?: number;
  busyCores?: number | null;
  /** Cores' worth of processor time of processes that tasks started, and of servers. */
  childCores?: number;
  serverCores?: number;
  throttledMs?: number | null;
  /** Share of all cores that other programs used, and the run; by default nobody else. */
  others?: { used: number; own: number };
  freezes?: readonly ({ durationMs: number; over?: boolean; task?: number } & Partial<Held>)[];
  /** How late the loop was at worst. */
  lagMaxMs?: number | null;
  libuv?: Pool;
  /** Other figures of the samples: each was zero at first, and had this value in the end. */
  seen?: Readonly<Record<string, number>>;
  memory?: Partial<Session['memory']>;
  otherThreads?: Session['processes'][number]['otherThreads'];
  /** What it held at its samples, and what of it was kept at the end. */
  points?: PartsOfPoints;
  kept?: Session['kept'];
  /** Long collections that code called for on the main lane. */
  collected?: Session['collected'] extends ReadonlyMap<number, infer T> ? T : never;
  heapLimitBytes?: number | null;
  memoryLimitBytes?: number | null;
  memoryBytes?: number;
  check?: Readonly<Record<string, number | null>>;
  errors?: readonly (readonly [
    name: string,
    code: string | null,
    message?: string,
    more?: Partial<TaskError>,
  ])[];
  /** Failed tasks of which only the kind of error is known. */
  moreErrors?: readonly ErrorCount[];
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
    ...inPython(figures.python),
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
    ({ durationMs, over = true, task, ...known }): Held => ({
      ...{ lane: 0, startedMs: 0, durationMs, over, looks: 1 },
      cause: null,
      call: null,
      keepsLock: null,
      holder: task === undefined ? null : { kind: 'task', task, certainty: 'likely' },
      frames: [],
      ...unlooked,
      ...known,
    }),
  );
  const started = everyEvent['run-started'];
  const errors = (figures.errors ?? []).map(([name, code, message = 'no', more = {}], task) => ({
    task,
    ...taskError({ name, code, message, ...more }),
    stack: [],
  }));
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
        return rowOf(task, dueMs, time, figures.fails || task < (figures.failed ?? 0) ? 'failed' : 'done');
      }),
    ),
    lanes,
    loop: {
      ...empty.loop,
      lag: addLags(emptyLagHistogram, figures.lagMaxMs == null ? [] : [figures.lagMaxMs]),
      held: freezes,
      longest: freezes.toSorted((a, b) => b.durationMs - a.durationMs),
      freezeCount: freezes.length,
      frozenMs: freezes.reduce((sum, { durationMs }) => sum + durationMs, 0),
      places: freezes.filter(({ over }) => over).reduce(addPlace, []),
      frozenCollectingMs: freezes.reduce((sum, held) => sum + collectingMs(held), 0),
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
        busyCores === null ? null : { ...unmeasured, atMs: startMs, cpuMs: 0, serversMs: 0, childrenMs: 0 },
      last:
        busyCores === null
          ? null
          : {
              ...{ ...unmeasured, atMs, cpuMs: busyCores * wallMs },
              serversMs: (figures.serverCores ?? 0) * wallMs,
              childrenMs: (figures.childCores ?? 0) * wallMs,
            },
    },
    calls: figures.own ? callsOf(figures.own, tasks.length) : null,
    output: {
      ...empty.output,
      droppedLines: figures.printed?.lines ?? 0,
      bytes: figures.printed?.bytes ?? 0,
    },
    figures: seenIn(libuvFigures({ threads: 4, ...figures.libuv }), figures.seen ?? {}),
    memory: { ...empty.memory, ...figures.memory },
    processes: [{ ...oneProcess, otherThreads: figures.otherThreads ?? null }],
    points: pointsOf(figures.points),
    kept: figures.kept ?? [],
    collected: new Map(figures.collected ? [[0, figures.collected]] : []),
    check: figures.check ? checkOf(figures.check) : null,
    errors: new Map(errors.map(({ task, ...error }) => [task, error])),
    errorCounts: addErrors([], { type: 'errors', atMs, errors, more: [...(figures.moreErrors ?? [])] }),
    ended: outcome === null ? null : { outcome, wallMs, message: null },
  };
}

function callsOf(
  { returned, promises = 0, beforeAwaitMs, copyMs = 0 }: Figures['own'] & object,
  tasks: number,
): Session['calls'] {
  return {
    promises,
    values: tasks - promises,
    beforeAwaitMs: beforeAwaitMs ?? null,
    copyEstimateMs: copyMs,
    results: returned,
  };
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
