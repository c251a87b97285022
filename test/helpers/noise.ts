/** Chance that is the same in every run of a test: mulberry32, from 0 to 1. */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Noise = (chance: () => number) => () => number;

/** From a normal distribution (Box and Muller). */
function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** Noise on a time, as a share of it, with outliers that are always too long. */
export const spread =
  (share: number, outliers = 0, mean = 0): Noise =>
  (chance) =>
  () =>
    Math.exp(normal(chance) * share) * (chance() < outliers ? 1 - mean * Math.log(1 - chance()) : 1);

/** What runs are like, one after another: a factor on their true time. */
export const noises: Readonly<Record<string, Noise>> = {
  quiet: spread(0.01),
  typical: spread(0.02, 0.07, 0.1),
  heavy: spread(0.03, 0.15, 0.4),
  /** What this run was like, the next will be: a first-order autoregression. */
  lasting(chance) {
    let log = 0;
    return () => {
      log = 0.9 * log + normal(chance) * 0.05 * Math.sqrt(1 - 0.9 ** 2);
      return Math.exp(log);
    };
  },
  /** A neighbour that comes and goes. */
  steps(chance) {
    let busy = false;
    return () => {
      if (chance() < 0.1) busy = !busy;
      return Math.exp(normal(chance) * 0.01) * (busy ? 1.12 : 1);
    };
  },
};
