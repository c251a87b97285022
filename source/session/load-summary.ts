import { edgeOf } from '../load/climb.ts';
import { isBroken } from '../load/verdict.ts';
import type { LoadStep, StepVerdict } from '../protocol/load-events.ts';
import { type Measured, rounded } from '../protocol/units.ts';
import { addBuckets, emptyLagHistogram, type LagHistogram, lagAt } from './lag-histogram.ts';
import type { ProgramLoad } from './program-load.ts';

/** From when requests were due to their answers, in milliseconds. */
export type DueLatency = { p50Ms: Measured; p95Ms: Measured; p99Ms: Measured; maxMs: Measured };

/** Requests that fell due at one rate. */
export type LoadStepSummary = DueLatency & Omit<LoadStep, 'type' | 'atMs' | 'durations' | 'longestMs'>;

/** What a program was sent, and what came of it. */
export type LoadSummary = DueLatency & {
  name: string | null;
  requests: number | null;
  port: number | null;
  ratePerSecond: number | null;
  untilPerSecond: Measured;
  /** Of the whole: of one that stays how it went in the end. */
  verdict: StepVerdict;
  /** The highest rate that held, and the lowest that was too much; null: there was none. */
  heldPerSecond: Measured;
  brokenPerSecond: Measured;
  due: number;
  answered: number;
  failed: number;
  unanswered: number;
  unsent: number;
  /** The steps that are known, of a load that stays parts of it. */
  steps: LoadStepSummary[];
  ended: ProgramLoad['ended'];
};

/** A percentile of fewer values would be no more than the slowest of them: 100 for a p99, 20 for a p95. */
const leastOf = (ratio: number) => Math.round(1 / (1 - ratio));
/** Of a load that stays so many parts that did not hold, one after another, are no freeze. */
const lastParts = 2;

/** Percentiles of what was counted, where there are enough for them. */
export function latencyIn(durations: LagHistogram): DueLatency {
  const at = (ratio: number) => (durations.total < leastOf(ratio) ? null : rounded(lagAt(durations, ratio)));
  const maxMs = durations.total === 0 ? null : durations.maxMs;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs };
}

export function stepSummary({ type, atMs, durations, longestMs, ...step }: LoadStep): LoadStepSummary {
  return { ...step, ...latencyIn(addBuckets(emptyLagHistogram, durations, longestMs)) };
}

export function loadSummary(load: ProgramLoad): LoadSummary {
  const { started, now, steps, durations, ended } = load;
  const { held, broken } = edgeOf(steps);
  const stays = started !== null && started.untilPerSecond === null;
  const verdict = stays ? verdictOfParts(steps) : (steps.at(-1)?.verdict ?? 'unknown');
  const isHeld = verdict === 'held' || verdict === 'unknown';
  return {
    name: started?.name ?? null,
    requests: started?.requests ?? null,
    port: started?.port ?? null,
    ratePerSecond: started?.ratePerSecond ?? null,
    untilPerSecond: started?.untilPerSecond ?? null,
    verdict: !stays && broken !== null ? steps.find((one) => one.ratePerSecond === broken)!.verdict : verdict,
    heldPerSecond: stays ? (verdict === 'held' ? started.ratePerSecond : null) : held,
    brokenPerSecond: stays ? (isHeld || verdict === 'late' ? null : started.ratePerSecond) : broken,
    due: now?.due ?? 0,
    answered: now?.answered ?? 0,
    failed: now?.failed ?? 0,
    unanswered: now?.unanswered ?? 0,
    unsent: now?.unsent ?? 0,
    ...latencyIn(durations),
    steps: steps.map(stepSummary),
    ended,
  };
}

/** How a load that stays goes: by its last parts, as long as they are long enough to tell. */
function verdictOfParts(steps: readonly LoadStep[]): StepVerdict {
  const told = steps.filter(({ verdict }) => verdict !== 'unknown');
  const last = told.at(-1);
  if (last === undefined) return 'unknown';
  if (!isBroken(last.verdict)) return last.verdict;
  const lately = told.slice(-lastParts);
  return lately.every(({ verdict }) => isBroken(verdict)) ? last.verdict : 'held';
}

/**
 * The step that says most of what gives way: the lowest that was too much, else the last. Of one that stays the last part that tells,
 * with what got through in all that were too much up to the end: a part that was cut off may have been over in half a second.
 */
export function tellingStep({ started, steps }: ProgramLoad): LoadStep | null {
  const last = steps.at(-1) ?? null;
  if (started === null || started.untilPerSecond !== null) {
    const { broken } = edgeOf(steps);
    return steps.findLast(({ ratePerSecond }) => ratePerSecond === broken) ?? last;
  }
  const told = steps.filter(({ verdict }) => verdict !== 'unknown');
  const part = told.at(-1);
  if (part === undefined || !isBroken(part.verdict)) return part ?? last;
  const broken = told.slice(told.findLastIndex(({ verdict }) => !isBroken(verdict)) + 1);
  const overMs = broken.reduce((sum, one) => sum + one.overMs, 0);
  const done = broken.reduce((sum, one) => sum + (one.donePerSecond ?? 0) * one.overMs, 0);
  return { ...part, donePerSecond: overMs > 0 ? rounded(done / overMs) : part.donePerSecond };
}
