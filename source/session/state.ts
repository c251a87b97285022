import type { Outcome, RunEventOf } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import { createTaskTable, type TaskTable } from './task-table.ts';
import { createVitals, type Vitals } from './vitals.ts';

/** Everything known of one run: its vitals, and what its plan adds. A pure function of the events so far. */
export type Session = Vitals & {
  readonly plan: Plan;
  readonly started: RunEventOf<'run-started'> | null;
  readonly tasks: TaskTable;
  /** What tasks returned, by task: the first thousand that came, and those that the plan wants to be compared. */
  readonly results: ReadonlyMap<number, Result>;
  readonly errors: ReadonlyMap<number, TaskError>;
  /** Null until all tasks have ended. */
  readonly calls: Readonly<Pick<RunEventOf<'calls'>, 'promises' | 'values' | 'results'>> | null;
  readonly profile: Profile | null;
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
/** What the main thread did, see `profile` in events.ts. */
export type Profile = Readonly<Omit<RunEventOf<'profile'>, 'type' | 'atMs'>>;
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
    calls: null,
    profile: null,
    check: null,
    ended: null,
  };
}
