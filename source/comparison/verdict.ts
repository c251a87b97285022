import { duration, factor, percent } from '../format.ts';
import { chanceOfLowest } from '../statistics/chance.ts';
import { overlap, type Spread, spreadOf, sumOf } from '../statistics/sample.ts';
import type { Comparison, Row } from './comparison.ts';
import { differences } from './differences.ts';

/**
 * By how much the fastest has to be ahead of the next. Where code and data happen to lie in memory alone moves a
 * program by a few percent (Mytkowicz and others, "Producing wrong data without doing anything obviously wrong",
 * 2009); fresh engines average some of that out, and nobody chooses a model for the rest.
 */
export const leastLead = 0.05;

/** One run shows no spread, and what has no spread cannot overlap. */
export const fewestRuns = 2;

/** A win that chance alone brings about more often than this is told with that chance. Three runs each stay below. */
const weakChance = 0.1;

/** Variants that can be ranked, with the time they are ranked by, the fastest first. */
type Ranked = Row & { readonly time: Spread };

/**
 * The winner and why. It is the variant whose slowest run is faster than the fastest run of every other, and whose median
 * is ahead by a margin that matters. hyperfine tells means and standard deviations and leaves the judgement to the
 * reader; with three runs a standard deviation says next to nothing, while an order of all runs needs no assumption on
 * how times are distributed. How far it can be trusted: two variants of three runs each that are in truth alike come
 * out apart in 2 of 20 orders, p = 0.1 two-sided; no test can do better on three against three. Five variants of three runs:
 * one is below all others by chance in 5 of 455 orders, p = 0.01. More runs make it surer; see `chanceOfLowest`.
 */
export function judge(
  rows: readonly Row[],
  takenByOthers: number | null,
): Pick<Comparison, 'winner' | 'verdict'> {
  const ranked = rows
    .flatMap((row): Ranked[] =>
      row.problem === null && row.wallMs !== null ? [{ ...row, time: spreadOf(row.wallMs) }] : [],
    )
    .sort(byTime);
  const { winner, words } = decide(ranked);
  const underWay = rows.some((row) => row.problem === null && row.runs < row.planned);
  const verdict = [
    underWay ? `So far: ${words}` : words,
    withStart(ranked, winner),
    notRanked(rows),
    busyMachine(takenByOthers),
  ];
  return { winner, verdict: verdict.filter((sentence) => sentence !== '').join(' ') };
}

const byTime = (a: Ranked, b: Ranked) => a.time.median - b.time.median;

type Decision = { winner: string | null; words: string };

function decide(ranked: readonly Ranked[]): Decision {
  const [best, next] = ranked;
  if (best === undefined) return nobody('no run has completed.');
  if (next === undefined) return nobody(`${named(best)} has nothing to be compared with.`);
  const runs = Math.min(...ranked.map((row) => row.runs));
  if (runs < fewestRuns) {
    const once = ranked.every((row) => row.planned < fewestRuns)
      ? 'not enough data: one run each'
      : 'not enough data yet';
    return nobody(`${once}. ${named(best)} was fastest, which may be chance.`);
  }
  const level = ranked.filter((row) => row !== best && !isBehind(row, best));
  if (level.length > 0) return nobody(tie(best, level, ranked));
  const chance = chanceOfLowest(ranked.map((row) => row.runs));
  const doubt =
    chance > weakChance ? ` With ${runs} runs each chance alone does that ${oneIn(chance)}; run more.` : '';
  const words = `${best.variant.label} wins with ${duration(best.time.median)}; ${behind(next, best)}.${doubt}`;
  return { winner: best.variant.id, words };
}

function nobody(words: string): Decision {
  return { winner: null, words };
}

function isBehind(row: Ranked, best: Ranked): boolean {
  return !overlap(row.time, best.time) && row.time.median >= best.time.median * (1 + leastLead);
}

function tie(best: Ranked, level: readonly Ranked[], ranked: readonly Ranked[]): string {
  const all = [best, ...level];
  const next = ranked.find((row) => !all.includes(row));
  const overlapping = level.filter((row) => overlap(row.time, best.time));
  const why =
    overlapping.length === level.length
      ? 'their times overlap'
      : overlapping.length === 0
        ? `they are less than ${percent(leastLead)} apart`
        : `their times overlap or are less than ${percent(leastLead)} apart`;
  const apart = differences(all);
  const hint = apart.length === 0 ? '' : ` They differ in ${listed(apart)}.`;
  const rest = next === undefined ? '' : `; ${behind(next, best)}`;
  return `no clear winner between ${listed(all.map(named))}: ${why}${rest}.${hint}`;
}

function behind(next: Ranked, best: Ranked): string {
  return `${next.variant.label}, the next, takes ${duration(next.time.median)}, ${longer(next, best)}`;
}

/**
 * Who is first when the start of engine and lanes counts as well, where that is another than the winner. A service starts once and
 * a script each time, so it is told beside the winner, and takes nothing from it.
 */
function withStart(ranked: readonly Ranked[], winner: string | null): string {
  if (winner === null) return '';
  const whole = ranked.flatMap((row) => {
    const { time, startMs, runs } = row;
    return startMs === null || runs < fewestRuns ? [] : [{ ...row, time: sumOf(time, spreadOf(startMs)) }];
  });
  if (whole.length < ranked.length) return '';
  const [best, next, ...others] = whole.sort(byTime);
  if (!best || !next || best.variant.id === winner) return '';
  if (![next, ...others].every((row) => isBehind(row, best))) return '';
  return `With its start ${best.variant.label} is first: ${duration(best.time.median)} in all, then ${named(next)}.`;
}

function notRanked(rows: readonly Row[]): string {
  const out = rows.filter((row) => row.problem !== null).map((row) => row.variant.label);
  if (out.length === 0) return '';
  return `Not ranked: ${listed(out)}, ${out.length === 1 ? 'which' : 'as each'} had a run that did not complete.`;
}

/** What others took from the most disturbed run, in words; empty for nothing that matters. */
export function busyMachine(takenByOthers: number | null): string {
  if (!takenByOthers) return '';
  return `The machine was busy: other work took up to ${percent(takenByOthers)} of a run's time, so run it again.`;
}

const named = ({ variant, time }: Ranked) => `${variant.label} (${duration(time.median)})`;

/** `2.10 × as long`; where that is hard to grasp, `12 % longer`. */
function longer(row: Ranked, than: Ranked): string {
  const ratio = row.time.median / than.time.median;
  return ratio < 1.5 ? `${percent(ratio - 1)} longer` : `${factor(ratio)} as long`;
}

function oneIn(chance: number): string {
  return `1 time in ${Math.round(1 / chance)}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
