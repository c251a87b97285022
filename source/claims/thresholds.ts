/**
 * Where a rule draws its lines. Each line is a band: at one side the claim holds, at the other it does not, and a
 * figure between the two cannot be told from chance.
 */
export type Band = { readonly low: number; readonly high: number };

export type Side = 'below' | 'above' | 'between';

export function sideOf(value: number, { low, high }: Band): Side {
  if (value <= low) return 'below';
  return value >= high ? 'above' : 'between';
}

/** Two tasks by one: 1.0 when they run together, 2.0 one after another. Half way between, with room for a slow start. */
export const twoByOne: Band = { low: 1.4, high: 1.6 };

/** Two take no less time than one of them: where they seem to, something held the one up. */
export const leastTwoByOne = 0.8;

/**
 * Time of one after another by that of two lanes: 1.0 without a gain. Two cores give 1.57 to 1.96, and others on the
 * machine take some of it; what gains nothing was never seen above 1.1.
 */
export const speedUp: Band = { low: 1.15, high: 1.3 };

/** The same time or not: runs of the same work differ by up to a fifth on a shared machine. */
export const sameTime: Band = { low: 1.25, high: 1.5 };

/** Share of the time that the loop stood still. A blocking task takes all of it, a free loop has pauses of a few ms. */
export const frozenShare: Band = { low: 0.25, high: 0.7 };

/** Share of the cycles off the loop's thread: libuv's pool takes nearly all of a hash, watching some hundredths. */
export const offLoop: Band = { low: 0.2, high: 0.5 };

/** The worst lag with the calls moved away by that with the calls on the loop: a starved machine alone makes half of it. */
export const calmer: Band = { low: 0.5, high: 0.8 };

/**
 * Time with a pool behind the loop by that without one. A pool that gains hardly anything (two cores halve it at best) looks
 * like one whose cores other programs took, so only a pool that is clearly slower speaks against it.
 */
export const withPool: Band = { low: 0.8, high: 1.3 };

/** The slowest requests of a server by those without a pool: as above, but a queue that grows makes a far larger gap. */
export const soonerWithPool: Band = { low: 0.5, high: 1.3 };

/** Hundreds wait on one loop for each that a pool of sixteen can hold; anything near the pool's speed is no such gain. */
export const manyTimes: Band = { low: 1.5, high: 3 };

/** A task of a few hundred bytes against a thread of megabytes: a factor of thousands; fifty would still be another kind of thing. */
export const fiftyTimes: Band = { low: 20, high: 50 };

/** A cost of another kind is half as much again; up to a quarter more is within what collectors and page sizes make. */
export const moreMemory: Band = { low: 1.25, high: 1.5 };

/**
 * A thread's memory in bytes, around the eight million of the Python guide, which are only reserved address space. A quarter off
 * is still "about": Node.js 20 had 8.2 MB; the 12 to 14 of Node.js 24 and the 16 KB of CPython are other figures.
 */
export const aboutEightMegabytes = { least: 6e6, most: 10e6 } as const;

/** A copy of everything shares nothing: its own share of the memory would be all of it, less the program's text. */
export const ownShare: Band = { low: 0.6, high: 0.85 };

/** Lanes get equal turns: with n lanes a core each takes n times as long. Half of that is more than chance. */
export const sharesTurns: Band = { low: 1.2, high: 1.6 };

/**
 * Where more at once stops being practical: starting them and waiting for them takes about three times as long as it does
 * for the first rung, so that most of the time goes into having them at all.
 */
export const practicalSlowdown: Band = { low: 2.5, high: 3.5 };

/** About as many as cores: the rungs of the climb lie a factor of three to five apart, so it can be told no finer. */
export const aboutTheCores = 5;

/** All that there should be, or clearly less: handing work out takes a fifth at most; timers of a busy machine end later. */
export const nearlyAll: Band = { low: 0.5, high: 0.8 };

/** Of ten thousand connections: opening them takes its time, so that the first are answered while the last come. */
export const openTogether: Band = { low: 1000, high: 5000 };
