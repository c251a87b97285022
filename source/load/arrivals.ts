/** When requests fall due that come at a rate: for the tasks of a run, and for clients of a server. */

/** From 0 up to, not including, 1: the same ones for the same seed. */
export type Chance = () => number;

/**
 * The next of a row of whole numbers below 2 ** 32 that look like chance and are the same for the same seed (a linear
 * congruential generator). Its high bits are the better ones. It costs next to nothing, millions of times.
 */
export const nextChance = (state: number) => (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;

/** Numbers that look like chance, of the 24 bits of each that are the better ones. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = nextChance(state);
    return (state >>> 8) / 2 ** 24;
  };
}

/**
 * Milliseconds until the next request. The gaps of a Poisson process are how requests come that know nothing of each
 * other; by inverse transform sampling (Knuth, The Art of Computer Programming, volume 2, 3.4.1).
 */
export function gapMs(ratePerSecond: number, chance: Chance): number {
  return (-Math.log(1 - chance()) * 1000) / ratePerSecond;
}

/** When each of `count` requests falls due, in milliseconds after the first one. */
export function arrivals(ratePerSecond: number, count: number, seed: number): Float64Array {
  const chance = chanceFrom(seed);
  const dueMs = new Float64Array(count);
  for (let at = 1; at < count; at++) dueMs[at] = dueMs[at - 1]! + gapMs(ratePerSecond, chance);
  return dueMs;
}
