import { duration, factor, percent, plural, typedDuration } from '../format.ts';
import { shortestMs } from '../session/processor.ts';
import { type Advice, adviceFor } from './advice.ts';
import { betweenSides } from './between-sides.ts';
import type { Row } from './comparison.ts';
import { fewestRounds } from './judge-pair.ts';
import { isTime, type Judged } from './judged-by.ts';
import { lanesWords, named } from './names.ts';
import { highest, show, sorted, turned } from './ranking.ts';
import { bySide } from './sides.ts';
import { isShort, type Pair, pairIn, type Standing, shownDifference, surelyRatio } from './standings.ts';
import { tradeOffs } from './trade-offs.ts';
import { withStart } from './with-start.ts';
import { intervalWords, listed } from './words.ts';

/** What a comparison comes to, in words for people, and what would tell more. */
type Verdict = { readonly words: string; readonly advice: Advice | null };

type Matter = {
  readonly rows: readonly Row[];
  readonly standing: Standing;
  readonly judged: Judged;
  /** Share of its time that others took from the most disturbed run; null when too little to matter. */
  readonly takenByOthers: number | null;
  /** See `compareRuns`. */
  readonly budgetMs: number | null;
};

/**
 * Who is ahead by how much, or why nobody can be said to be. The rule is that of `judgePair`: the ratio of every two
 * with the interval that their runs leave open, and a lead that matters. `more`: sentences that belong to every verdict.
 */
export function verdictOf(matter: Matter, more: readonly string[] = []): Verdict {
  const { rows, takenByOthers, standing, budgetMs } = matter;
  const underWay = rows.some(
    (row) => row.problem === null && row.stoppedAfterMs === null && row.runs < row.planned,
  );
  const head = headOf(matter);
  const sentences = [
    underWay ? `So far: ${head}` : head,
    ...(takenByOthers === null ? tradeOffs(standing, matter.judged) : []),
    behindRate(rows),
    lanesWords(standing.ranked),
    withStart(standing, matter.judged),
    notRanked(rows),
    ...more,
    busyMachine(takenByOthers),
  ];
  const advice = underWay ? null : adviceFor(standing, takenByOthers !== null, rows.length, budgetMs);
  return { words: sentences.filter((sentence) => sentence !== '').join(' '), advice };
}

function headOf({ rows, standing, judged, budgetMs }: Matter): string {
  const { ranked, leaders, winner } = standing;
  const [only] = ranked;
  if (only === undefined) return 'No run has completed.';
  if (ranked.length === 1)
    return `Only ${named(only, judged)} ${rows.length === 1 ? 'was run' : 'has completed'}.`;
  const simplest = leaders[0] ?? only;
  const ahead = winner ?? sorted(leaders, judged)[0]!;
  const behind = ranked.filter((row) => !leaders.includes(row));
  const severalSides = bySide(ranked, ({ variant }) => variant).length > 1;
  const others = severalSides
    ? betweenSides(standing, ahead, judged)
    : behind.length === 0
      ? ''
      : behindWords(behind, ahead, standing, judged);
  const rest = others === '' ? '' : ` ${others}`;
  if (winner) {
    const { title } = judged.column;
    const first = isTime(judged)
      ? 'is the fastest with'
      : `has the ${highest(judged) ? 'highest' : 'lowest'} ${title},`;
    const rough =
      isTime(judged) && ranked.some(isShort)
        ? ` Runs below ${duration(shortestMs)} are too short for an exact ratio.`
        : '';
    return `${winner.variant.label} ${first} ${show(winner, judged)}.${rest}${rough}`;
  }
  const pairs = leaders.filter((row) => row !== simplest).map((row) => pairIn(standing, simplest, row));
  const all = listed(leaders.map((row) => named(row, judged)));
  if (pairs.some(({ verdict }) => verdict === 'short'))
    return `Too short to compare: ${all}. Runs below ${duration(shortestMs)} do not tell which is faster.${rest}`;
  if (pairs.some(({ rounds }) => rounds < fewestRounds)) {
    const runs = Math.min(...ranked.map((row) => row.runs));
    const each = `${runs === 1 ? 'one run' : `${runs} runs`} each`;
    const few = budgetMs === null ? each : `the budget of ${typedDuration(budgetMs)} ended after ${each}`;
    return `Not enough data: ${few}. ${named(sorted(leaders, judged)[0]!, judged)} ${isTime(judged) ? 'was the fastest' : 'was the best'}, which may be chance.${rest}`;
  }
  const open = pairs.find(({ verdict }) => verdict === 'unclear');
  if (open)
    return `Cannot tell which is ${isTime(judged) ? 'faster' : 'better'} of ${all}. ${openWords(open, judged)}${rest}`;
  return `${all} ${sameWords(pairs, judged)}${rest}`;
}

/** The next of those that are beaten, by how much, and those that got no second round. */
function behindWords(behind: readonly Row[], ahead: Row, standing: Standing, judged: Judged): string {
  const rows = sorted(behind, judged);
  const next = rows.find((row) => pairIn(standing, ahead, row).interval !== null);
  const hopeless = rows.filter((row) => pairIn(standing, ahead, row).interval === null);
  const parts: string[] = [];
  if (next) {
    const pair = turned(pairIn(standing, ahead, next), ahead);
    const { label } = next.variant;
    parts.push(
      isTime(judged)
        ? `${standing.winner ? 'It' : ahead.variant.label} is ${factor(pair.ratio)} as fast as ${label} ${intervalWords(pair)}.`
        : `${label} has ${factor(pair.ratio)} as much ${intervalWords(pair)}.`,
    );
  }
  if (hopeless.length > 0) {
    const labels = listed(hopeless.map(({ variant }) => variant.label));
    const verb = hopeless.length === 1 ? 'takes' : 'take';
    const figure = isTime(judged) ? '' : ` (${judged.column.title})`;
    parts.push(
      `${labels} ${verb} at least ${surelyRatio} × as long${figure} as ${ahead.variant.label} (one round).`,
    );
  }
  return parts.join(' ');
}

function sameWords(pairs: readonly Pair[], judged: Judged): string {
  const widest = pairs.reduce((a, b) => (width(b) > width(a) ? b : a));
  const { lead } = judged.margin;
  const what = isTime(judged) ? 'take the same time' : `have the same ${judged.column.title}`;
  return `${what}, within ${percent(lead - 1)} ${intervalWords({ ...widest.interval!, rounds: widest.rounds })}.`;
}

function openWords(pair: Pair, judged: Judged): string {
  const { interval, rounds, second } = pair;
  const { ratio, low, high } = interval!;
  const told = isTime(judged) ? `took ${factor(ratio)} as long` : `had ${factor(ratio)} as much`;
  return `${second.variant.label} ${told} ${intervalWords({ low, high, rounds })}. ${plural(rounds, 'round')} like these show only a difference of ${percent(shownDifference(pair, judged))} or more.`;
}

const width = ({ interval }: Pair) => interval!.high / interval!.low;

/** Models that tasks fell due for faster than they did them. */
function behindRate(rows: readonly Row[]): string {
  const behind = rows.filter(({ keptUp }) => keptUp === false).map(({ variant }) => variant.label);
  if (behind.length === 0) return '';
  const all = behind.length === rows.length && rows.length > 1;
  return all ? 'None of them kept up with the rate.' : `${listed(behind)} did not keep up with the rate.`;
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
  return `The machine was busy: other programs took up to ${percent(takenByOthers)} of a run's time.`;
}
