import type { Plan } from '../protocol/plan.ts';
import type { Course } from '../session/course.ts';
import type { Session } from '../session/state.ts';
import type { Summary } from '../session/summary.ts';

/** A run as it is judged: what it was to do, what it came to, how it went on, and what its first tasks returned. */
export type Evidence = {
  readonly plan: Plan;
  readonly summary: Summary;
  readonly course: Course;
  readonly results: Session['results'];
  /** From the start of its engine to its last event, by the clock of who started it. */
  readonly tookMs: number;
};
