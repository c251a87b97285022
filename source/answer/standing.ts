import { judgePair, stages } from '../comparison/judge-pair.ts';
import { type RatioInterval, ratioInterval } from '../statistics/ratio-interval.ts';
import type { RatioOver } from './answer.ts';
import { isBaseline, type Trial } from './trials.ts';

/** By less than this nobody trades a simple model for a dearer one: to be better by it is to beat another. */
const worthChanging = 1.1;
/** What a simple model may lose at most where the dearer one could not be told apart from it. */
export const mayLose = 1.15;
/** The same where the dearer one is no better in the middle of all rounds. */
const mayLoseIfNoBetter = 1.25;
/** With fewer rounds than `stages[0]`, when the budget ends: a gap in every pair of rounds that noise hardly makes. */
const plainGap = 1.5;

/** How a trial does against another: `beaten` by it, `holds` against it, or `open` as long as rounds do not tell. */
export type Standing = {
  readonly against: Trial;
  readonly state: 'beaten' | 'holds' | 'open';
  /** The trial's values by the other's: above 1 the other is better. */
  readonly ratio: RatioOver;
  readonly verdict: 'faster' | 'slower' | 'same' | 'unclear';
};

export type Decision = {
  /** The simplest that no other beats; null as long as that is open. */
  readonly found: Trial | null;
  /** The simplest that may still be it, where none is found. */
  readonly open: Trial | null;
  /** Of `found` or `open`, against each of the others. */
  readonly standings: readonly Standing[];
};

/**
 * Finds the simplest of trials (in order of simplicity) that no other beats by a tenth. `last`: no more rounds will come,
 * so that a pair is judged by what there is.
 */
export function decide(trials: readonly Trial[], last: boolean): Decision {
  for (const trial of trials) {
    const standings = trials
      .filter((other) => other !== trial)
      .map((other) => standingOf(trial, other, last));
    if (standings.some(({ state }) => state === 'beaten')) continue;
    const open = standings.some(({ state }) => state === 'open');
    return open ? { found: null, open: trial, standings } : { found: trial, open: null, standings };
  }
  // Each is beaten by another: they beat each other in a circle, which only chance does.
  return { found: null, open: trials[0] ?? null, standings: [] };
}

export function standingOf(trial: Trial, against: Trial, last: boolean): Standing {
  const [mine, others] = pairsOf(trial, against);
  const rounds = mine.length;
  if (rounds === 0)
    return {
      against,
      state: 'open',
      ratio: { ratio: 1, low: 0, high: Infinity, rounds },
      verdict: 'unclear',
    };
  const ratio = { ...ratioBy(others, mine), rounds };
  const verdict = verdictOf(mine, others, last);
  // A model that beats another already need not be told apart from one that is as good; the baseline has to be.
  const few = rounds < stages[0] && isBaseline(trial.model);
  return { against, state: stateOf(verdict, ratio, last && !few), ratio, verdict };
}

/** How the others do. With too few rounds for a judgement, and no more to come, only a plain gap speaks. */
function verdictOf(mine: readonly number[], others: readonly number[], last: boolean): Standing['verdict'] {
  const rounds = mine.length;
  if (!last || rounds >= stages[0]) return judgePair(others, mine, rounds);
  if (Math.min(...mine) >= plainGap * Math.max(...others)) return 'faster';
  return Math.min(...others) >= plainGap * Math.max(...mine) ? 'slower' : 'unclear';
}

function stateOf(
  verdict: Standing['verdict'],
  { ratio, high, rounds }: RatioOver,
  last: boolean,
): Standing['state'] {
  if (verdict === 'faster') return ratio >= worthChanging ? 'beaten' : 'holds';
  if (verdict !== 'unclear' || high <= mayLose) return 'holds';
  // On a noisy machine intervals stay wide: one that is no better in the middle of all rounds would have to be lucky.
  if (rounds >= stages[1] && ratio <= 1 && high <= mayLoseIfNoBetter) return 'holds';
  return last && ratio < worthChanging ? 'holds' : 'open';
}

/** The values of two trials, round by round, as far as both have them. */
function pairsOf(a: Trial, b: Trial): [number[], number[]] {
  const rounds = Math.min(a.values.length, b.values.length);
  const mine: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [x, y] = [a.values[round], b.values[round]];
    if (!x || !y || x <= 0 || y <= 0) continue;
    mine.push(x);
    others.push(y);
  }
  return [mine, others];
}

/** b by a, with the interval that so many rounds allow: three against three are never surer than 0.1. */
function ratioBy(a: readonly number[], b: readonly number[]): RatioInterval {
  const few = Math.min(a.length, b.length) < stages[1];
  return ratioInterval(a, b, few ? 0.1 : 0.05);
}

/** The rounds that a pair has to have before it is looked at again. */
export function nextStage(rounds: number): number | null {
  return stages.find((stage) => stage > rounds) ?? null;
}

/** The same ratio the other way round. */
export function inverse({ ratio, low, high, rounds }: RatioOver): RatioOver {
  return {
    ratio: 1 / ratio,
    low: high === Infinity ? 0 : 1 / high,
    high: low === 0 ? Infinity : 1 / low,
    rounds,
  };
}
