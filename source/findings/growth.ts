import type { Measured } from '../protocol/units.ts';
import type { Point } from '../session/points.ts';
import { theilSen } from '../session/slope.ts';
import type { Session } from '../session/state.ts';

/** What grows with the tasks that end. */
export type Growth = {
  readonly perTask: number;
  /** From the first of the points to the last. */
  readonly tasks: number;
  readonly grown: number;
};

/** One of twenty tasks leaves one behind: what grows more slowly than that may be a pool that fills. */
const leastPerTask = 0.05;
/** What fills and stops rises in its first half only; what grows without an end rises in the second at least half as fast. */
const goesOnRatio = 0.5;

/**
 * Whether things that can be counted become more with the tasks that have ended, without an end in sight. Looked for at the end
 * of a run that came to its end. Null where they do not, and where it cannot be told. The method: `theilSen`, over all points
 * from when as many tasks have ended as run at once, which fill pools, and over the second half of them; with a confidence of
 * 95 % they become more at all. What only tasks under way hold is gone at the last point, which must lie near the line.
 */
export function growthOf(session: Session, of: (point: Point) => Measured): Growth | null {
  if (session.ended === null) return null;
  const { concurrency } = session.plan;
  const all = session.points.all;
  const last = all.at(-1)?.ended ?? 0;
  const least = Math.min(concurrency, last / 2);
  const points = all.flatMap((point) => {
    const value = of(point);
    return value === null || point.ended < least ? [] : [[point.ended, value] as const];
  });
  const slope = theilSen(points);
  const secondHalf = theilSen(points.slice(points.length >> 1));
  if (!slope || !secondHalf || slope.low <= 0 || slope.slope < leastPerTask) return null;
  if (secondHalf.slope < goesOnRatio * slope.slope) return null;
  const [from, to] = [points[0]!, points.at(-1)!];
  const tasks = to[0] - from[0];
  const grown = to[1] - from[1];
  if (grown < goesOnRatio * slope.slope * tasks) return null;
  return { perTask: slope.slope, tasks, grown };
}
