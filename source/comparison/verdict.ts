import { measurableMs } from '../catalog/figures.ts';
import { mostTasks } from '../catalog/make-plan.ts';
import { duration, factor, percent } from '../format.ts';
import { shortestMs } from '../session/processor.ts';
import { chanceOfLowest } from '../statistics/chance.ts';
import { medianOf, overlap, type Spread, spreadOf, sumOf } from '../statistics/sample.ts';
import type { Comparison, Row } from './comparison.ts';
import { differences } from './differences.ts';
import { listed } from './words.ts';

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

/** A run of this length tells times apart. */
const goodMs = 1000;

/** Variants that can be ranked, with the time they are ranked by, the fastest first. */
type Ranked = Row & { readonly time: Spread };

/**
 * The winner and why. It is the variant whose slowest run is faster than the fastest run of every other, and whose median
 * is ahead by a margin that matters. hyperfine tells means and standard deviations and leaves the judgement to the
 * reader; with three runs a standard deviation says next to nothing, while an order of all runs needs no assumption on
 * how times are distributed. How far it can be trusted: two variants of three runs each that are in truth alike come
 * out apart in 2 of 20 orders, p = 0.1 two-sided; no test can do better on three against three. Five variants of three runs:
 * one is below all others by chance in 5 of 455 orders, p = 0.01. More runs make it surer; see `chanceOfLowest`.
 * Where the fastest and the next both took less than `shortestMs` there is none, whatever their order: there the kernel's
 * time slices decide, as in a single run. `more`: sentences that belong to every verdict.
 */
export function judge(
  rows: readonly Row[],
  takenByOthers: number | null,
  more: readonly string[] = [],
): Pick<Comparison, 'winner' | 'verdict'> {
  const ranked = rows
    .flatMap((row): Ranked[] =>
      row.problem === null && row.wallMs !== null ? [{ ...row, time: spreadOf(row.wallMs) }] : [],
    )
    .sort(byTime);
  const { winner, words } = decide(ranked, rows.length, takenByOthers !== null);
  const underWay = rows.some((row) => row.problem === null && row.runs < row.planned);
  const verdict = [
    underWay ? `So far: ${words}` : words,
    withStart(ranked, winner),
    notRanked(rows),
    ...more,
    busyMachine(takenByOthers),
  ];
  return { winner, verdict: verdict.filter((sentence) => sentence !== '').join(' ') };
}

const byTime = (a: Ranked, b: Ranked) => a.time.median - b.time.median;

type Decision = { winner: string | null; words: string };

function decide(ranked: readonly Ranked[], rows: number, disturbed: boolean): Decision {
  const [best, next] = ranked;
  if (best === undefined) return nobody('No run has completed.');
  if (next === undefined) {
    const only = `Only ${named(best)}`;
    return nobody(rows === 1 ? `${only} was run: add a model to compare.` : `${only} has completed.`);
  }
  const runs = Math.min(...ranked.map((row) => row.runs));
  if (runs < fewestRuns) {
    const once = ranked.every((row) => row.planned < fewestRuns);
    const first = `${named(best)} was the fastest, which may be chance`;
    return nobody(
      once
        ? `Not enough data: one run each. ${first}: run each at least 3 times.`
        : `Not enough data yet. ${first}.`,
    );
  }
  if (next.time.median < shortestMs) return nobody(tooShort(best, next));
  const level = ranked.filter((row) => row !== best && !isBehind(row, best));
  if (level.length > 0) return nobody(tie(best, level, ranked, disturbed));
  const chance = chanceOfLowest(ranked.map((row) => row.runs));
  const doubt =
    chance > weakChance ? ` With ${runs} runs each, chance alone does that ${oneIn(chance)}: run more.` : '';
  const rough =
    best.time.median < shortestMs
      ? ` Runs below ${duration(shortestMs)} are too short for an exact ratio.`
      : '';
  const words = `${best.variant.label} wins with ${duration(best.time.median)}. ${behind(next, best)}${rough}${doubt}`;
  return { winner: best.variant.id, words };
}

function nobody(words: string): Decision {
  return { winner: null, words };
}

function isBehind(row: Ranked, best: Ranked): boolean {
  return !overlap(row.time, best.time) && row.time.median >= best.time.median * (1 + leastLead);
}

/** Both were over before their speed could be told; what makes a run of a second of the fastest one. */
function tooShort(best: Ranked, next: Ranked): string {
  const { plan, label } = best.variant;
  const ms = best.time.median;
  const saw = `Too short to compare: ${label} took ${duration(ms)}, ${next.variant.label} ${duration(next.time.median)}`;
  const tasks = Math.ceil((plan.tasks * goodMs) / Math.max(ms, measurableMs) / 10) * 10;
  // Tasks that all run side by side take no longer when there are more of them.
  const longest = medianOf(best.taskP99Ms);
  const sideBySide = plan.concurrency >= plan.tasks && longest !== null && longest > ms / 2;
  if (sideBySide || tasks > mostTasks) return `${saw}. Make each task longer, so that a run takes a second.`;
  return `${saw}. Run more tasks: --tasks ${tasks} makes it about a second.`;
}

function tie(best: Ranked, level: readonly Ranked[], ranked: readonly Ranked[], disturbed: boolean): string {
  const all = [best, ...level];
  const next = ranked.find((row) => !all.includes(row));
  const overlapping = level.filter((row) => overlap(row.time, best.time));
  const why =
    overlapping.length === level.length
      ? 'their times overlap'
      : overlapping.length === 0
        ? `they are less than ${percent(leastLead)} apart`
        : `their times overlap or are less than ${percent(leastLead)} apart`;
  // On a busy machine the next figures may say something else.
  const hints = disturbed ? [] : differences(all);
  const rest = next === undefined ? [] : [behind(next, best)];
  return [`No clear winner between ${listed(all.map(named))}: ${why}.`, ...hints, ...rest].join(' ');
}

function behind(next: Ranked, best: Ranked): string {
  return `Next is ${next.variant.label} with ${duration(next.time.median)}, ${longer(next, best)}.`;
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
  return `With start-up included, ${best.variant.label} is first: ${duration(best.time.median)}, then ${named(next)}.`;
}

function notRanked(rows: readonly Row[]): string {
  const out = rows.filter((row) => row.problem !== null).map((row) => row.variant.label);
  if (out.length === 0) return '';
  if (out.length === rows.length) return 'The reason for each is above: correct that first.';
  return `Not ranked: ${listed(out)}. ${out.length === 1 ? 'A run' : 'A run of each'} did not complete.`;
}

/** What others took from the most disturbed run, in words; empty for nothing that matters. */
export function busyMachine(takenByOthers: number | null): string {
  if (!takenByOthers) return '';
  return `The machine was busy: other programs took up to ${percent(takenByOthers)} of a run's time. Run it again.`;
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
