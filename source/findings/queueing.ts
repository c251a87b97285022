import { mean, sorted, stepsOf, variance, variation } from './regularity.ts';

/** A task that is done: when it began and ended, in milliseconds. */
export type Times = { readonly startedMs: number; readonly endedMs: number };

/** Something lets only so many tasks through at a time, or so many per second; the others wait for it. */
export type Limit = {
  /** How many at a time get through; null where it is a rate: one ends before the next is let in. */
  readonly through: number | null;
  readonly perSecond: number;
  /** What a task takes that does not wait, and what one takes with so many at once, on average. */
  readonly aloneMs: number;
  readonly queuedMs: number;
  /** Whether tasks got through in the order in which they began. */
  readonly inOrder: boolean;
};

/** Of fewer tasks at once chance makes any order. */
const fewestTasks = 8;
/** Who takes less than so many times the shortest did not wait: whoever waited for another takes about twice as long. */
const notWaited = 1.5;
/** The share of the variance of what tasks took that a line explains. Times by chance come to 0.2, a line to 0.9 and more. */
const leastExplained = 0.8;
/** Less than half a task at a time: others are let in at a rate, and not when one ends. A lock that is handed over slowly has 0.9. */
const leastServed = 0.6;
/** Standard deviation by the mean of the time from one end to the next. Of ends by chance (Poisson) it is 1. */
const mostVaried = 0.35;
/** Ends that are less than half as uneven as without a line; lengths in turn come to 0.4 of it and more, most lines to 0.2. */
const mostOfChance = 0.4;
/** Where among the tasks another is the first: some of them, so that chance in one does not decide. */
const beginnings = [1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6];
/** In fewer rounds of as many as are at once tasks that began together end together, in even steps. */
const fewestRounds = 3;

/**
 * The limit that tasks which wait show by its effect; null where they show none. `atOnce`: how many the run had begun
 * and not ended, all of the time. Two lines are looked for: one where who came first is served first, and one where a lock
 * goes to whoever asks first.
 */
export function limitIn(tasks: readonly Times[], atOnce: number): Limit | null {
  const byStart = tasks.toSorted((a, b) => a.startedMs - b.startedMs);
  return inLine(byStart, atOnce) ?? inWaves(byStart, atOnce) ?? inAnyOrder(byStart, atOnce);
}

const endsOf = (tasks: readonly Times[]) => sorted(tasks.map(({ endedMs }) => endedMs));
const took = ({ startedMs, endedMs }: Times) => endedMs - startedMs;

/**
 * First come, first served. With k served at a time, a task is let in as it begins or when the k-th end before its own has
 * come (Kiefer and Wolfowitz, 1955). What is left of its time is its own: in a line that varies far less than the whole, and
 * without one it varies more. Looked at are the first tasks, which began together, and as many after them; all others must
 * go on like these.
 */
function inLine(byStart: readonly Times[], atOnce: number): Limit | null {
  const looked = byStart.slice(0, 2 * atOnce);
  if (looked.length < fewestTasks) return null;
  const first = looked.slice(0, atOnce);
  const untilMs = first[0]!.startedMs + notWaited * Math.min(...first.map(took));
  const served = first.filter(({ endedMs }) => endedMs < untilMs).length;
  if (served === 0 || served === first.length) return null;
  const ends = endsOf(byStart);
  const own = byStart.map(
    ({ startedMs, endedMs }, at) => endedMs - Math.max(startedMs, ends[at - served] ?? 0),
  );
  const mostLeft = (1 - leastExplained) * variance(looked.map(took));
  if (variance(own.slice(0, looked.length)) > mostLeft || variance(own) > mostLeft) return null;
  const aloneMs = mean(first.slice(0, served).map(took));
  // Little's law (1961), with the throughput of this line. Times that vary hide some of the first, of which this is the sum.
  const through = (served * aloneMs) / mean(own.slice(served));
  // One after another at even distances may be a list of times that grow, as somebody wrote it down.
  const evenly = byStart.length === first.length && variation(stepsOf(ends, 1)) < mostVaried;
  return evenly && Math.round(through) !== 1 ? null : limitOf(byStart, through, aloneMs, true);
}

/**
 * All began together and end in waves, equally many in each, in the order in which they began, and the waves at even distances:
 * so do those that stood in line before as well, for which none of them took the time of a task that does not wait.
 */
function inWaves(byStart: readonly Times[], atOnce: number): Limit | null {
  const ends = endsOf(byStart);
  if (byStart.length > atOnce || byStart.length < fewestTasks) return null;
  const steps = stepsOf(ends, 1);
  // Within a wave they are next to nothing, and between waves of one line never half of each other.
  const between = steps.flatMap((ms, at) => (ms > Math.max(...steps) / 2 ? [at + 1] : []));
  const size = between[0] ?? 0;
  const waves = Math.ceil(byStart.length / size);
  if (size < 2 || waves < fewestRounds || between.length !== waves - 1) return null;
  if (between.some((first, wave) => first !== size * (wave + 1))) return null;
  const isInOrder = byStart.every(({ endedMs }, at) => endedMs >= ends[size * Math.floor(at / size)]!);
  const distances = stepsOf(
    [0, ...between].map((at) => ends[at]!),
    1,
  );
  return isInOrder ? limitOf(byStart, size, mean(distances), true) : null;
}

/**
 * Whoever asks first, or any of them. Tasks wait, as on average they take longer than one of the first; and from each end to
 * that of as many later as are served at a time it takes equally long.
 */
function inAnyOrder(byStart: readonly Times[], atOnce: number): Limit | null {
  if (byStart.length < Math.max(fewestTasks, fewestRounds * atOnce)) return null;
  const aloneMs = Math.min(...byStart.slice(0, atOnce).map(took));
  if (mean(byStart.map(took)) < notWaited * aloneMs) return null;
  const ends = endsOf(byStart);
  const through = throughput(ends) * aloneMs;
  const served = Math.max(1, Math.round(through));
  const uneven = variation(stepsOf(ends, served));
  // Of so many steps together chance makes less.
  if (uneven * Math.sqrt(served) > mostVaried) return null;
  if (uneven > mostOfChance * unevenWithoutLine(byStart.map(took), atOnce, served)) return null;
  return limitOf(byStart, through, aloneMs, false);
}

/**
 * How uneven the ends would be if none of these tasks waited for another: the lengths in the same order, but with another of
 * them first. Lengths that come in turn are even by themselves, wherever they begin; those of a line are so only with who
 * came before. The median of some.
 */
function unevenWithoutLine(tookMs: readonly number[], atOnce: number, served: number): number {
  const uneven = beginnings.map((share) => {
    const at = Math.floor(share * tookMs.length);
    const ends = endsWithoutLine([...tookMs.slice(at), ...tookMs.slice(0, at)], atOnce);
    return variation(stepsOf(ends, served));
  });
  return sorted(uneven)[uneven.length >> 1]!;
}

/** When tasks of these lengths end, in order, each of which begins as one before it ends. */
function endsWithoutLine(tookMs: readonly number[], atOnce: number): number[] {
  const ends: number[] = [];
  tookMs.forEach((ms, at) => {
    const endMs = (ends[at - atOnce] ?? 0) + ms;
    ends.splice(ends.findLastIndex((other) => other <= endMs) + 1, 0, endMs);
  });
  return ends;
}

function limitOf(tasks: readonly Times[], through: number, aloneMs: number, inOrder: boolean): Limit {
  return {
    through: through < leastServed ? null : Math.max(1, Math.round(through)),
    perSecond: throughput(endsOf(tasks)) * 1000,
    aloneMs,
    queuedMs: mean(tasks.map(took)),
    inOrder,
  };
}

/** Tasks per millisecond, from the first end to the last. */
const throughput = (ends: readonly number[]) => (ends.length - 1) / (ends.at(-1)! - ends[0]!);
