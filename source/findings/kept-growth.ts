import type { Session } from '../session/state.ts';

/** Bytes that are kept, by tasks that have ended. */
export type KeptGrowth = { readonly perTask: number; readonly grown: number; readonly tasks: number };

/** Of fewer tasks each may be the first of its kind. */
const fewestTasks = 20;
/** Where in the run it is looked whether it still grew: before, code is loaded and caches fill; after, garbage hides the rest. */
const [from, to] = [0.3, 0.8];
/** From there to the end at least half as much has to be added per task as over all. */
const goesOnRatio = 0.5;

/**
 * How much of the heap is kept after the tasks of a run, where that still grew when the run ended. Both ends are exact: what
 * was in use at the start (garbage included, so it is rather less that grew), and after the full collection at the end. In
 * between, what is in use after any collection is at least what is kept, so what was added from there to the end is at least
 * the rest. A cache that fills and stops adds nothing from then on. Null where memory does not grow so, or nobody knows.
 */
export function keptGrowth({ kept, points, tasks }: Session): KeptGrowth | null {
  const ended = tasks.counts.done + tasks.counts.failed;
  if (kept === null || ended < fewestTasks) return null;
  const grown = kept.keptBytes - kept.beganBytes;
  const looks = points.all.flatMap((point) => {
    const done = point.ended / ended;
    if (point.usedBytes === null || done < from || done > to) return [];
    return [kept.keptBytes - point.usedBytes >= goesOnRatio * (1 - done) * grown];
  });
  const growing = looks.filter((isGrowing) => isGrowing).length;
  if (grown <= 0 || looks.at(-1) !== true || growing < looks.length / 2) return null;
  return { perTask: grown / ended, grown, tasks: ended };
}
