import { linearity, mean, quantile, sorted, stepsOf, variation } from './regularity.ts';

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

/** Of fewer tasks chance makes any order. */
const fewestTasks = 6;
/** Pairs of tasks where the one that began later took longer, less those where it did not: waves of one limit have 1. */
const leastConcordance = 0.85;
/** Two that differ by less than this share of the longest time are of one wave. */
const tied = 0.15;
/** With twice as many at once as get through, half of the time is spent in the queue. */
const leastGrowth = 1.8;
/** Tasks that came later waited like the last of the first ones: a queue does not get shorter by itself. */
const plateau = { alone: 1.5, low: 0.5, high: 1.6 };
/** Completions by their number, a straight line: the share of their variance that it explains. */
const leastLinear = 0.93;
/** Of tasks that are served side by side, at least so many are overtaken by the next. */
const leastOvertaken = 0.05;
/** Served one at a time none is: a lock and a list of lengths that grow by the first of them look the same. */
const alone = 1.5;
/** So many get through at once before a rate holds the others back. */
const fewestAtOnce = 3;
/** What the first tasks took is this near to what a queue makes of it, on average: times vary, and connections are made. */
const farAway = 0.3;
/** A little less than twice the shortest time; the share of what Little's law says that a count may be. */
const twice = 1.9;
const counts = { low: 0.75, high: 1.1 };
/** Less than half a task at a time: others are let in at a rate, and not when one ends. */
const leastServed = 0.6;
/** Of the distance of one completion from that so many later; with independent tasks it varies twice as much and more. */
const mostVaried = 0.35;
/** The next wave ends a task's time after this one, or a little more. */
const mostApart = 1.4;
/** Of two waves each is shorter than the gap between them. */
const waveSpan = 0.4;
/** All but the start and the end of a run has as many begun as there may be: else there was nothing to wait for. */
const leastBegun = 0.75;
/** Pairs are compared of so many tasks at most. */
const mostCompared = 200;

/**
 * The limit that tasks which wait show by its effect; null where they show none. `atOnce`: how many the run had begun
 * and not ended, all of the time.
 *
 * Little's law (1961): tasks in a system are its throughput times what each spends there. With throughput X and the time s
 * of a task that found no queue, X · s of them were served, and the rest of those at once stood in line. That there is a
 * line, and not a mixture of short and long tasks, is seen in the first tasks, which all began together: each takes longer
 * than those before it, and those that began later never come near the shortest time again. Or, where a lock goes to
 * whoever asks first, in completions as regular as a clock.
 */
export function limitIn(tasks: readonly Times[], atOnce: number): Limit | null {
  if (tasks.length < fewestTasks || atOnce < 2) return null;
  const byStart = tasks.toSorted((a, b) => a.startedMs - b.startedMs);
  return inLine(byStart, atOnce) ?? inAnyOrder(byStart, atOnce);
}

const endsOf = (tasks: readonly Times[]) => sorted(tasks.map(({ endedMs }) => endedMs));
const took = ({ startedMs, endedMs }: Times) => endedMs - startedMs;

/** First come, first served. */
function inLine(byStart: readonly Times[], atOnce: number): Limit | null {
  const first = byStart.slice(0, atOnce);
  const later = byStart.slice(atOnce);
  if (first.length < Math.min(fewestTasks, atOnce)) return null;
  const times = sorted(first.map(took));
  const shortest = times[0]!;
  const longest = quantile(times, 0.95);
  const ends = endsOf(byStart);
  const waves = wavesIn(ends, shortest);
  const perMs = waves ? waves.size / waves.everyMs : throughput(ends);
  // Connections that are made for the first tasks are no part of what later ones take.
  const aloneMs = waves ? Math.min(shortest, waves.everyMs) : timeAlone(byStart, perMs, shortest);
  if (longest - shortest < (leastGrowth - 1) * aloneMs) return null;
  if (first.length > 2 && concordance(first) < leastConcordance) return null;
  if (later.length >= fewestTasks) {
    const laterTimes = sorted(later.map(took));
    if (quantile(laterTimes, 0.05) < Math.max(plateau.alone * aloneMs, plateau.low * longest)) return null;
    if (quantile(laterTimes, 0.95) > plateau.high * longest) return null;
  } else {
    // Without later tasks it could be a list of lengths that grow. What waits for others is less exact, or comes in waves.
    if (!waves && isDrawn(first, perMs * aloneMs)) return null;
    const atFirst = times.filter((ms) => ms < leastGrowth * shortest).length;
    if (perMs * aloneMs < leastServed && atFirst < fewestAtOnce) return null;
  }
  if (!waves && Math.min(linearity(ends), linearity(endsOf(first))) < leastLinear) return null;
  const served = waves ? waves.size : perMs * aloneMs;
  if (awayFrom(first, served, perMs, Math.max(shortest, aloneMs), waves !== null) > farAway) return null;
  const exact = waves ? null : firstServed(byStart, shortest, served);
  return exact === null
    ? limitOf(byStart, waves, aloneMs, true, served)
    : limitOf(byStart, waves, exact / perMs, true, exact);
}

/** Whoever asks first, or any of them: needs several rounds, as tasks that begin together may also end in steps. */
function inAnyOrder(byStart: readonly Times[], atOnce: number): Limit | null {
  if (byStart.length < 3 * atOnce) return null;
  const times = sorted(byStart.map(took));
  const alone = quantile(times, 0.05);
  const ends = endsOf(byStart);
  if (mean(times) * throughput(ends) < leastBegun * atOnce) return null;
  const through = Math.round(throughput(ends) * alone);
  if (through < 1 || through > atOnce / 2) return null;
  if (variation(stepsOf(ends, through)) * Math.sqrt(through) > mostVaried) return null;
  return limitOf(byStart, null, alone, false, throughput(ends) * alone);
}

function limitOf(
  tasks: readonly Times[],
  waves: Waves | null,
  aloneMs: number,
  inOrder: boolean,
  served: number,
): Limit {
  const perMs = waves ? waves.size / waves.everyMs : throughput(endsOf(tasks));
  return {
    // Of a lock that is handed over slowly a little less than one is served.
    through: served < leastServed ? null : Math.max(1, Math.round(served)),
    perSecond: perMs * 1000,
    aloneMs,
    queuedMs: mean(tasks.map(took)),
    inOrder,
  };
}

/**
 * What a task takes that finds no queue: the mean of the first ones, as many as are served at a time if all take as long as
 * the shortest, which is a few too few.
 */
function timeAlone(byStart: readonly Times[], perMs: number, shortest: number): number {
  const served = byStart.slice(0, Math.max(1, Math.round(perMs * shortest)));
  return served.reduce((sum, task) => sum + took(task), 0) / served.length;
}

/**
 * How many of the first were served at once, counted: those that ended before anything can have been served twice. Null where
 * times vary so much that some end later, or where it is not what Little's law says, which the moments in which tasks begin
 * make a little too large.
 */
function firstServed(byStart: readonly Times[], shortest: number, served: number): number | null {
  const untilMs = byStart[0]!.startedMs + twice * shortest;
  const counted = byStart.filter(({ endedMs }) => endedMs < untilMs).length;
  return counted >= counts.low * served && counted <= counts.high * served ? counted : null;
}

/** How far the first tasks are from a queue of this limit, by what they took. */
function awayFrom(
  first: readonly Times[],
  served: number,
  perMs: number,
  aloneMs: number,
  steps: boolean,
): number {
  let off = 0;
  let all = 0;
  first.forEach((task, at) => {
    const behind = Math.max(0, steps ? served * Math.floor(at / served) : at + 1 - served);
    off += Math.abs(took(task) - (aloneMs + behind / perMs));
    all += took(task);
  });
  return off / all;
}

/** Tasks that end together, one group after another: so many each, at this distance. */
type Waves = { readonly size: number; readonly everyMs: number };

/** More than these hide in each other. */
const mostInWave = 64;
/** Of waves of k, the k-th end after each comes at the same distance; that before or behind it comes with another wave. */
const steadier = 0.5;

function wavesIn(ends: readonly number[], shortest: number): Waves | null {
  const most = Math.min(mostInWave, ends.length - fewestTasks);
  const varied = Array.from({ length: Math.max(0, most) + 2 }, (_, lag) => variation(stepsOf(ends, lag)));
  for (let size = 2; size <= most; size++) {
    const around = Math.min(varied[size - 1]!, varied[size + 1]!);
    if (varied[size]! > steadier * around || varied[size]! > mostVaried) continue;
    const everyMs = mean(stepsOf(ends, size));
    return everyMs > mostApart * shortest ? null : { size, everyMs };
  }
  return twoWaves(ends, shortest);
}

/** A full wave and what is left, which has no third to compare with. */
function twoWaves(ends: readonly number[], shortest: number): Waves | null {
  const steps = stepsOf(ends, 1);
  const size = steps.indexOf(Math.max(...steps)) + 1;
  const spans = [ends[size - 1]! - ends[0]!, ends.at(-1)! - ends[size]!];
  const everyMs = mean(ends.slice(size)) - mean(ends.slice(0, size));
  const apart = everyMs <= mostApart * shortest && everyMs >= shortest / mostApart;
  return 2 * size >= ends.length && apart && Math.max(...spans) <= waveSpan * shortest
    ? { size, everyMs }
    : null;
}

/** Tasks per millisecond, from the first end to the last. */
const throughput = (ends: readonly number[]) => (ends.length - 1) / (ends.at(-1)! - ends[0]!);

/** Goodman and Kruskal's gamma of the order of starts and the times taken; what is near each other counts as neither. */
function concordance(byStart: readonly Times[]): number {
  const every = Math.max(1, Math.floor(byStart.length / mostCompared));
  const times = byStart.filter((_, at) => at % every === 0).map(took);
  const tie = tied * Math.max(...times);
  let longer = 0;
  let shorter = 0;
  for (let a = 0; a < times.length; a++)
    for (let b = a + 1; b < times.length; b++) {
      if (times[b]! > times[a]! + tie) longer++;
      else if (times[b]! < times[a]! - tie) shorter++;
    }
  return longer + shorter === 0 ? 0 : (longer - shorter) / (longer + shorter);
}

/**
 * Lengths that grow with the number of the task, as they were written into a program: each ends behind the one before it. Of
 * those that are served side by side, one that takes longer is overtaken now and then.
 */
function isDrawn(byStart: readonly Times[], served: number): boolean {
  const overtaken = byStart.filter(({ endedMs }, at) => at > 0 && endedMs < byStart[at - 1]!.endedMs);
  return served > alone && overtaken.length < leastOvertaken * byStart.length;
}
