import type { LoadPlan, LoadStep } from '../protocol/load-events.ts';
import { isBroken } from './verdict.ts';

type Step = Pick<LoadStep, 'ratePerSecond' | 'verdict' | 'donePerSecond'>;
type Span = Pick<LoadPlan, 'ratePerSecond' | 'untilPerSecond'>;

/** Each step is that many times the one before: from 10/s it takes six to a thousand programs can and cannot do. */
const factor = 2;
/** Between what held and what did not so many more are tried: the two are then 1.2 times apart instead of 2. */
const closer = 2;
/** Where the first rate is too much already, lower ones are tried, so many times. */
const lower = 3;
/** Where no more than this share of a rate gets through no freeze is what kept the rest: of five seconds it took one and a half. */
const clearRatio = 0.7;
/** A step lasts so long, and longer where fewer requests than this would come: of their last four fifths a p99 can be told. */
const usualMs = 5000;
const fewestRequests = 125;
/** Nobody waits longer for a step: at less than 2/s it has fewer. */
const mostMs = 60_000;

/** How long requests come at a rate before it is judged. */
export const stepMs = (ratePerSecond: number) =>
  Math.min(mostMs, Math.max(usualMs, (fewestRequests / ratePerSecond) * 1000));

/** The rate of the next step; null: there is none. One that stays goes on for ever. */
export function nextRate({ ratePerSecond, untilPerSecond }: Span, steps: readonly Step[]): number | null {
  const last = steps.at(-1);
  if (untilPerSecond === null || last === undefined) return ratePerSecond;
  if (isDoubtful(steps)) return last.ratePerSecond;
  // A sender that is late would be later still.
  if (last.verdict === 'late') return null;
  const rates = lastOfEach(steps);
  const { held, broken } = edgeOf(steps);
  if (broken === null) {
    if (last.ratePerSecond >= untilPerSecond) return null;
    return Math.min(rounded(last.ratePerSecond * factor), untilPerSecond);
  }
  if (held === null) return rates.length <= lower ? rounded(broken / factor) : null;
  // The first of which one on either side was known.
  const known = rates.findIndex((_, at) => {
    const edge = edgeOf(rates.slice(0, at + 1));
    return edge.held !== null && edge.broken !== null;
  });
  const middle = rounded(Math.sqrt(held * broken));
  return rates.length - 1 - known < closer && middle > held && middle < broken ? middle : null;
}

/** The highest rate below all that were too much which was not, and the lowest that was. */
export function edgeOf(steps: readonly Step[]): {
  readonly held: number | null;
  readonly broken: number | null;
} {
  const rates = lastOfEach(steps);
  const broken = Math.min(...rates.flatMap((step) => (isBroken(step.verdict) ? step.ratePerSecond : [])));
  const held = Math.max(
    ...rates.flatMap(({ verdict, ratePerSecond }) =>
      !isBroken(verdict) && verdict !== 'late' && ratePerSecond < broken ? ratePerSecond : [],
    ),
  );
  return { held: Number.isFinite(held) ? held : null, broken: Number.isFinite(broken) ? broken : null };
}

/**
 * A freeze near the end of a step looks like too much, and the sender may have had no core for a moment: unless far less got
 * through, the rate is tried once more.
 */
function isDoubtful(steps: readonly Step[]): boolean {
  const last = steps.at(-1)!;
  const { ratePerSecond, donePerSecond } = last;
  const isFirst = steps.at(-2)?.ratePerSecond !== ratePerSecond;
  if (!isFirst) return false;
  return (
    last.verdict === 'late' ||
    (last.verdict === 'behind' && (donePerSecond ?? 0) >= clearRatio * ratePerSecond)
  );
}

/** What was tried twice is what it was the second time. */
const lastOfEach = (steps: readonly Step[]) =>
  steps.filter(({ ratePerSecond }, at) => steps[at + 1]?.ratePerSecond !== ratePerSecond);

/** Two digits are what a rate is told in. */
const rounded = (ratePerSecond: number) => Number(ratePerSecond.toPrecision(2));
