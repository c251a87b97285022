import type { Outcome, RunEventOf } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import { createVitals } from './create-vitals.ts';
import { noPoints, type Points } from './points.ts';
import { createTaskTable, type TaskTable } from './task-table.ts';
import type { Vitals } from './vitals.ts';

/** Everything known of one run: its vitals, and what its plan adds. A pure function of the events so far. */
export type Session = Vitals & {
  readonly plan: Plan;
  readonly started: RunEventOf<'run-started'> | null;
  readonly tasks: TaskTable;
  /** What tasks returned, by task: the first thousand that came, and those that the plan wants to be compared. */
  readonly results: ReadonlyMap<number, Result>;
  /** Of tasks that failed, by task: the first thousand that came. */
  readonly errors: ReadonlyMap<number, TaskError>;
  /** All of them. */
  readonly errorCounts: readonly ErrorCount[];
  /** Null until all tasks have ended. */
  readonly calls: Readonly<Omit<RunEventOf<'calls'>, 'type' | 'atMs'>> | null;
  readonly profile: Profile | null;
  /** What it held at its samples, from the first task's turn on. */
  readonly points: Points;
  /** Of the lanes whose memory grew; empty while it runs. */
  readonly kept: readonly Kept[];
  /** Collections that code called for by itself, by lane. */
  readonly collected: ReadonlyMap<number, Collected>;
  readonly check: Check | null;
  /** Null until the run ended. */
  readonly ended: {
    readonly outcome: Outcome;
    readonly wallMs: Measured;
    readonly message: string | null;
  } | null;
};

/** As text, and by what it is compared with others': see `results` in events.ts. */
export type Result = Readonly<Omit<RunEventOf<'results'>['results'][number], 'task'>>;
export type TaskError = Readonly<Omit<RunEventOf<'errors'>['errors'][number], 'task'>>;
/** So many tasks failed with that; all are counted, however few of their errors are kept. */
export type ErrorCount = Readonly<RunEventOf<'errors'>['more'][number]>;
/** What the main thread did, see `profile` in events.ts. */
export type Profile = Readonly<Omit<RunEventOf<'profile'>, 'type' | 'atMs'>>;
/** What a lane keeps in memory once tasks have ended, see `kept` in events.ts. */
export type Kept = Readonly<Omit<RunEventOf<'kept'>, 'type' | 'atMs'>>;
/** The calls, each with its line, see `collected` in events.ts. */
export type Collected = RunEventOf<'collected'>['places'];
export type Check = Pick<RunEventOf<'check'>, 'ok' | 'expected' | 'got' | 'figures'>;

/** The state before the first event. */
export function createSession(plan: Plan): Session {
  return {
    ...createVitals('launching'),
    plan,
    started: null,
    tasks: createTaskTable(plan.tasks),
    results: new Map(),
    errors: new Map(),
    errorCounts: [],
    calls: null,
    profile: null,
    points: noPoints,
    kept: [],
    collected: new Map(),
    check: null,
    ended: null,
  };
}
