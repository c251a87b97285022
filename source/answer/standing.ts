import { judgePair, type PairVerdict, stages } from '../comparison/judge-pair.ts';
import type { Measured } from '../protocol/units.ts';
import { type RatioInterval, ratioInterval } from '../statistics/ratio-interval.ts';
import type { RatioOver } from './answer.ts';
import { median } from './figures.ts';
import { isBaseline, type Trial } from './trials.ts';

/** By less than this nobody trades a simple model for a dearer one: to be better by it is to beat another. */
const worthChanging = 1.1;
/** What a simple model may lose at most: it is called as good only where its interval leaves no more than that open. */
export const mayLose = 1.15;

/** How a trial does against another: `beaten` by it, `holds` against it, or `open` as long as rounds do not tell. */
export type Standing = {
  readonly against: Trial;
  readonly state: 'beaten' | 'holds' | 'open';
  /** The trial's values by the other's: above 1 the other is better. */
  readonly ratio: RatioOver;
  readonly verdict: PairVerdict;
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
 * Finds the simplest of trials (in order of simplicity) that no other beats by a tenth. Fewer rounds than `stages[0]`
 * decide nothing. `last`: no more rounds will come.
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
  const { mine, others, disturbed, atBest } = pairsOf(trial, against);
  const rounds = mine.length;
  if (rounds === 0)
    return {
      against,
      state: 'open',
      ratio: { ratio: 1, low: 0, high: Infinity, rounds },
      verdict: 'unclear',
    };
  const ratio = { ...ratioBy(others, mine), rounds };
  // Latencies of one that falls behind only tell how long it was looked at.
  if (rounds >= stages[0] && keepsUp(trial) !== keepsUp(against))
    return keepsUp(trial)
      ? { against, state: 'holds', ratio, verdict: 'slower' }
      : { against, state: 'beaten', ratio, verdict: 'faster' };
  const verdict = judgePair(others, mine, rounds);
  // What has beaten sequential gains in any case: that a dearer one gains still more has to be seen by then.
  const isGain = last && !isBaseline(trial) && rounds >= stages[0] && ratio.ratio <= mayLose;
  const state = isGain ? 'holds' : stateOf(verdict, ratio);
  // One lane leaves a core to other programs, more lanes do not: without them they might have been better.
  const hidden = disturbed && isBaseline(trial) && state === 'holds' && atBest >= worthChanging;
  return { against, state: hidden ? 'open' : state, ratio, verdict };
}

/** Whether it kept up with a rate in most of its rounds; also where there is none. */
export const keepsUp = ({ runs }: Trial) =>
  2 * runs.filter(({ summary }) => summary.backlog?.keptUp === false).length < runs.length;

/** How the other does, by its verdict; what is not shown to be better may still be, as far as the interval goes. */
function stateOf(verdict: PairVerdict, { ratio, high }: RatioOver): Standing['state'] {
  if (verdict === 'faster' && ratio >= worthChanging) return 'beaten';
  return high <= mayLose ? 'holds' : 'open';
}

type Pairs = {
  readonly mine: readonly number[];
  readonly others: readonly number[];
  /** Other programs took a good share of one of the two in most of these rounds. */
  readonly disturbed: boolean;
  /** By how much the other would be better, had it lost none of its time to them. */
  readonly atBest: number;
};

/** The values of two trials, round by round, as far as both have them; of enough rounds those that others left alone. */
function pairsOf(a: Trial, b: Trial): Pairs {
  const rounds = Array.from(
    { length: Math.min(a.values.length, b.values.length) },
    (_, round) => round,
  ).filter((round) => isValue(a.values[round]) && isValue(b.values[round]));
  const alone = rounds.filter((round) => !a.taken[round] && !b.taken[round]);
  const kept = alone.length >= stages[0] ? alone : rounds;
  const mine = kept.map((round) => a.values[round]!);
  const others = kept.map((round) => b.values[round]!);
  const undisturbed = kept.map((round) => b.values[round]! * (1 - b.taken[round]!));
  return {
    mine,
    others,
    disturbed: kept === rounds && 2 * alone.length < rounds.length,
    atBest: (median(mine) ?? 0) / (median(undisturbed) ?? 1),
  };
}

const isValue = (value: Measured | undefined) => value !== null && value !== undefined && value > 0;

/** b by a, with the interval that so many rounds allow: three against three are never surer than 0.1. */
function ratioBy(a: readonly number[], b: readonly number[]): RatioInterval {
  const few = Math.min(a.length, b.length) < stages[1];
  return ratioInterval(a, b, few ? 0.1 : 0.05);
}

/** The rounds that a pair has to have before it is looked at again. */
export function nextStage(rounds: number): number | null {
  return stages.find((stage) => stage > rounds) ?? null;
}
