import { endedByItself, type RunEvent } from '../protocol/events.ts';
import { addErrors } from './error-kinds.ts';
import { addPoint } from './points.ts';
import { begin, reduceVitals } from './reduce-vitals.ts';
import type { Session } from './state.ts';
import { abandon, applyRows, createTaskTable } from './task-table.ts';

/** Texts of so many tasks are kept: enough to scroll through, little enough to hold for hours. */
const keptTexts = 1000;

/** The session after one more event. Pure: no clock, no I/O, the old session stays as it was. */
export function reduce(session: Session, event: RunEvent): Session {
  const next = { ...session, atMs: Math.max(session.atMs, event.atMs) };
  switch (event.type) {
    case 'run-started':
      return {
        ...begin(next, event),
        started: event,
        plan: event.plan,
        tasks: createTaskTable(event.plan.tasks),
      };
    case 'phase':
      return {
        ...next,
        phase: event.phase,
        runningSinceMs: event.phase === 'running' ? event.atMs : session.runningSinceMs,
        runningUntilMs: event.phase === 'closing' ? event.atMs : session.runningUntilMs,
      };
    case 'tasks':
      return { ...next, tasks: applyRows(session.tasks, event.rows) };
    case 'results':
      return {
        ...next,
        results: addTexts(
          session.results,
          event.results.map(({ task, ...result }) => [task, result]),
          session.plan.digests,
        ),
      };
    case 'errors':
      return {
        ...next,
        errors: addTexts(
          session.errors,
          event.errors.map(({ task, ...error }) => [task, error]),
        ),
        errorCounts: addErrors(session.errorCounts, event),
      };
    case 'sample': {
      const after = reduceVitals(session, event);
      if (after.phase !== 'running') return after;
      const { done, failed, cancelled } = after.tasks.counts;
      return { ...after, points: addPoint(after.points, done + failed + cancelled, event) };
    }
    case 'lane':
    case 'held':
    case 'output':
    case 'host':
      return reduceVitals(session, event);
    case 'calls': {
      const { type: _, atMs: __, ...calls } = event;
      return { ...next, calls };
    }
    case 'profile': {
      const { type: _, atMs: __, ...profile } = event;
      return { ...next, profile };
    }
    case 'kept': {
      const { type: _, atMs: __, ...kept } = event;
      return { ...next, kept: [...session.kept, kept] };
    }
    case 'collected':
      return { ...next, collected: new Map(session.collected).set(event.lane, event.places) };
    case 'check':
      return {
        ...next,
        check: { ok: event.ok, expected: event.expected, got: event.got, figures: event.figures },
      };
    case 'run-ended': {
      const { outcome, message } = event;
      // An engine that was killed could not say: then it is the time up to its end.
      const wallMs =
        event.wallMs ?? (session.runningSinceMs === null ? null : event.atMs - session.runningSinceMs);
      const cutOff = outcome === 'cancelled' || outcome === 'timed-out' ? 'cancelled' : 'failed';
      const leftOver = session.plan.stopAfterMs !== null && endedByItself(outcome);
      const tasks = leftOver ? session.tasks : abandon(session.tasks, cutOff, event.atMs);
      const runningUntilMs = session.runningUntilMs ?? event.atMs;
      return { ...next, phase: 'ended', tasks, runningUntilMs, ended: { outcome, wallMs, message } };
    }
  }
}

/** `always`: tasks below this number are kept however many there are. */
function addTexts<T>(
  kept: ReadonlyMap<number, T>,
  more: readonly [number, T][],
  always = 0,
): ReadonlyMap<number, T> {
  if (kept.size >= keptTexts && !more.some(([task]) => task < always)) return kept;
  const all = new Map(kept);
  for (const [task, value] of more)
    if (all.size < keptTexts || all.has(task) || task < always) all.set(task, value);
  return all;
}
