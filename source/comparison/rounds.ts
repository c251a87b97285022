import { isSerial, modelCard } from '../catalog/models.ts';
import type { Variant, VariantRun } from './comparison.ts';
import { inTurn, roundOf } from './in-turn.ts';
import { fewestRounds, stages } from './judge-pair.ts';
import { type By, judgedBy } from './judged-by.ts';
import { rowsOf } from './rows.ts';
import { bySide, isSameSide } from './sides.ts';
import { hopelessRatio, standingOf, undecided } from './standings.ts';

/** How often variants run: a number of rounds, or as many as it takes within that time. */
export type Rounds =
  | { readonly runs: number; readonly budgetMs: number | null }
  | { readonly runs: 'auto'; readonly budgetMs: number };

/** Long enough for a verdict on most work, short enough to wait for. */
export const usualBudgetMs = 120_000;

/** The time within which there were to be rounds enough for a verdict; null where nobody set one, or asked for fewer. */
export function budgetOf({ runs, budgetMs }: Rounds): number | null {
  return runs === 'auto' || runs >= fewestRounds ? budgetMs : null;
}

/** A run that is over, with the whole time it took. */
type Ended = VariantRun & { readonly tookMs: number };

/** The runs of a comparison, one after another; pure. */
export type ComparisonOrder = {
  /** What runs next; null when it is known what there is to know, or the time is up. */
  next(ended: readonly Ended[]): Variant | null;
  /** What runs until there is another look at what is known, the next one first. */
  expected(ended: readonly Ended[]): readonly Variant[];
};

/**
 * Rounds in each of which every variant runs once, in an order in which none always follows the same one. With `auto`
 * they are looked at after 3, 5, 10 and 20: it ends when the simplest that nothing beats is known, of each runtime as well. One that is beaten,
 * failed, or took ten times as long as another in its first round runs no more.
 */
export function comparisonOrder(variants: readonly Variant[], by: By, rounds: Rounds): ComparisonOrder {
  const expected =
    rounds.runs === 'auto'
      ? adaptive(variants, by, rounds.budgetMs)
      : (ended: readonly Ended[]) => fixed(variants, rounds, ended);
  return { expected, next: (ended) => expected(ended)[0] ?? null };
}

function fixed(
  variants: readonly Variant[],
  { runs, budgetMs }: Rounds & { readonly runs: number },
  ended: readonly Ended[],
): readonly Variant[] {
  const turns = inTurn(variants, runs);
  const begins = ended.length % variants.length === 0 && ended.length > 0;
  if (begins && budgetMs !== null && !fits(variants, ended, budgetMs)) return [];
  return turns.slice(ended.length);
}

function adaptive(all: readonly Variant[], by: By, budgetMs: number) {
  /** Who went on after the round that a run was the last of: it is asked after every run, and stays as it was. */
  const looks = new WeakMap<Ended, readonly Variant[]>();
  return (ended: readonly Ended[]) => upcoming(all, by, budgetMs, ended, looks);
}

function upcoming(
  all: readonly Variant[],
  by: By,
  budgetMs: number,
  ended: readonly Ended[],
  looks: WeakMap<Ended, readonly Variant[]>,
): readonly Variant[] {
  // What runs one task after another comes last: by then it is known how long is too long.
  const serial = ({ plan }: Variant) => isSerial(modelCard(plan));
  let running: readonly Variant[] = [...all.filter((one) => !serial(one)), ...all.filter(serial)];
  let at = 0;
  for (let round = 1; round <= stages.at(-1)!; round++) {
    const turns = roundOf(running, round - 1);
    if (at + turns.length > ended.length) {
      const left = turns.slice(ended.length - at);
      const stage = stages.find((one) => one >= round)!;
      const later = Array.from({ length: stage - round }, (_, more) => roundOf(running, round + more));
      // Of the first round nothing is known yet; every later one begins only if it can end in time.
      if (round > 1 && at === ended.length && !fits(turns, ended, budgetMs)) return [];
      return [...(round === 1 ? left.map((one) => inTime(one, ended)) : left), ...later.flat()];
    }
    at += turns.length;
    const last = ended[at - 1]!;
    running = looks.get(last) ?? stillRunning(running, round, by, ended.slice(0, at));
    looks.set(last, running);
    if (running.length < 2) return [];
  }
  return [];
}

/** In the first round one is stopped that takes ten times as long as the best before it, and longer than one waits for. */
const leastStopMs = 10_000;

function inTime(variant: Variant, ended: readonly Ended[]): Variant {
  const times = ended.flatMap((run) => (isSameSide(run, variant) ? (run.summary.wallMs ?? []) : []));
  // At a rate a run ends in time by itself: its plan says when no more tasks start.
  if (times.length === 0 || variant.plan.ratePerSecond !== null) return variant;
  const stopAfterMs = Math.max(hopelessRatio * Math.min(...times), leastStopMs);
  return { ...variant, plan: { ...variant.plan, stopAfterMs: Math.round(stopAfterMs) } };
}

function stillRunning(
  running: readonly Variant[],
  round: number,
  by: By,
  ran: readonly Ended[],
): readonly Variant[] {
  const failed = ran.filter(({ summary }) => summary.outcome !== 'completed');
  const able = running.filter(({ id }) => failed.every((run) => run.id !== id));
  const isStage = stages.some((stage) => stage === round);
  if (round > 1 && !isStage) return able;
  const open = (variants: readonly Variant[]) => {
    const rows = rowsOf(variants, ran);
    const standing = standingOf(rows, judgedBy(by, rows));
    // After one round only the hopeless are beaten.
    return isStage ? undecided(standing) : standing.leaders;
  };
  const sides = bySide(able, (variant) => variant);
  // Of several runtimes each has its own first, and between these it is to be known which one is ahead.
  const left = [...sides.flatMap(open), ...(isStage && sides.length > 1 ? open(able) : [])];
  return running.filter(({ id }) => left.some(({ variant }) => variant.id === id));
}

/** Whether one more run of each would end in time, by what those before took. */
function fits(turns: readonly Variant[], ended: readonly Ended[], budgetMs: number): boolean {
  const spent = ended.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const next = turns.reduce((sum, { id }) => {
    const mine = ended.filter((run) => run.id === id);
    return sum + mine.reduce((all, { tookMs }) => all + tookMs, 0) / Math.max(1, mine.length);
  }, 0);
  return spent + next <= budgetMs;
}
