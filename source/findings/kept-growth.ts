import type { Kept } from '../session/state.ts';

/** Of fewer tasks each may be the first of its kind. */
const fewestTasks = 20;
/** From where in a lane's tasks on it is looked whether its memory still grew: before, code is loaded and caches fill. */
const from = 0.3;
/** And until where: after it there has to be room for a collection, as garbage hides what is kept. */
const to = 0.7;
/**
 * Between these two and after them, at least a third as much has to be added per task as over all: of objects that a young
 * collection of V8 has yet to find there are 6 MB, which hide the rest.
 */
const goesOnRatio = 0.33;

/** Tasks are counted as they end. Where all are under way at once, what they keep may have grown as they began. */
const counts = ['ended', 'begun'] as const;

/**
 * How many bytes a lane keeps of its tasks, where it still kept more with each when its tasks were over. Both ends are exact:
 * what was in use before (garbage included, so it is rather less that grew), and after the full collection at the end. A cache
 * that fills and stops adds nothing from then on. Null where memory does not grow so, or nobody can tell.
 */
export function keptGrowth(kept: Kept): number | null {
  const grown = kept.keptBytes - kept.beganBytes;
  if (grown <= 0 || (kept.looks.at(-1)?.ended ?? 0) < fewestTasks) return null;
  return counts.some((count) => goesOn(kept, count, grown)) ? grown : null;
}

/**
 * What is in use is at least what is kept at that moment. Where nothing that was kept is let go, it is at least what was kept
 * at any moment before, too: so the least that was in use from a moment on is the most that was kept then.
 */
function goesOn({ looks, keptBytes }: Kept, count: (typeof counts)[number], grown: number): boolean {
  const all = looks.at(-1)![count];
  const end = looks.findIndex((look) => look[count] === all);
  const mostKept = (ratio: number) =>
    looks
      .slice(0, end + 1)
      .reduce(
        (least, look) => (look[count] < ratio * all ? least : Math.min(least, look.usedBytes)),
        keptBytes,
      );
  const slow = (ratio: number) => goesOnRatio * ratio * grown;
  const [early, late, last] = [mostKept(from), mostKept(to), mostKept(1)];
  return late - early >= slow(to - from) && last - late >= slow(1 - to);
}
