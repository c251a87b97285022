import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import { baselineFor, speedupOf } from '../../../comparison/compare-runs.ts';
import type { Row, Variant } from '../../../comparison/comparison.ts';
import { type VariantWish, whyNotAs } from '../../../comparison/plan-comparison.ts';
import { sameModelAs } from '../../../comparison/same-code.ts';
import { duration, factor, percent, range, seconds, unmeasured } from '../../../format.ts';
import type { TaskState } from '../../../protocol/task-rows.ts';
import type { Batch } from '../../../runner/batch.ts';
import { spreadOf } from '../../../statistics/sample.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { toWidth, toWidthRight, widthOf } from '../../text.ts';
import { type Style, signs, stateStyles, type Theme } from '../../theme.ts';
import { spreadBar } from './chart.ts';
import type { CompareState } from './state.ts';

/** Of the longest name of a model. */
const leastLabel = 10;
/** The mark of the cursor, the number of the row, and the sign of the winner. */
const besideLabel = 5;
/** Rows with a key of their own. */
export const mostKeys = 9;
const timeWidth = 9;
const speedupWidth = 8;
const rangeWidth = 17;
/** From here on there is room for both ends of times and of speed-ups. */
const withRanges = 104;
const included = 'included in the next comparison';
/** From the whole sentence to a word. */
const excluded = ['excluded from the next comparison', 'excluded next time', 'excluded'] as const;
/** More signs than this are a number: `12/20`. */
const mostSigns = 7;

/** One row a variant: its bar, its time and speed-up, and a sign for each of its runs. */
export function timeRows(state: CompareState, width: number, theme: Theme): string[] {
  const nameWidth = nameWidthOf(state);
  return state.rows.map((wish, at) => {
    const name = nameOf(wish, at, state, theme);
    const row = rowOf(wish, state);
    const refused = refusal(wish);
    const room = width - nameWidth;
    if (refused !== null) return name + toWidth(theme.paint('dim', `${signs.failed} ${refused}`), room);
    const isOut = state.leftOut.includes(wish.id);
    if (row !== undefined) return name + figures(row, isOut, state, room, theme);
    // Who was out of it before it began is out of this one as well.
    const twin = sameModelAs({ ...wish.choice, runtime: wish.choice.runtime ?? usualRuntime.id }, wish.card);
    const out = twin === null ? 'excluded' : `excluded: here it is ${twin}`;
    const what = isOut ? out : state.batch === null ? 'ready' : included;
    return name + toWidth(theme.paint('dim', ` ${what}`), room);
  });
}

/** Cells of the names of rows, with what is around them. */
export const nameWidthOf = ({ rows }: Pick<CompareState, 'rows'>): number =>
  besideLabel + Math.max(leastLabel, ...rows.map(({ label }) => widthOf(label)));

function rowOf({ id }: VariantWish, { comparison }: CompareState): Row | undefined {
  return comparison?.rows.find(({ variant }) => variant.id === id);
}

/** Why a variant has no time; null where that has room in its row. */
export function cutReason(wish: VariantWish, state: CompareState, width: number): string | null {
  const row = rowOf(wish, state);
  const said = refusal(wish) ?? row?.problem ?? '';
  const room = width - nameWidthOf(state) - 2 - (row ? signsWidthOf(row) : 0);
  return widthOf(said) > room ? `${wish.label}: ${said}` : null;
}

function refusal(wish: VariantWish): string | null {
  const reason = whyNotAs(wish);
  return reason === null ? null : `cannot run this: ${reason}`;
}

const signsWidthOf = ({ planned }: Row) => Math.min(mostSigns, planned) + 1;

function nameOf({ id, label }: VariantWish, at: number, state: CompareState, theme: Theme): string {
  const { cursor, leftOut, comparison } = state;
  const width = nameWidthOf(state);
  const won = comparison?.winner === id;
  const sign = won ? signs.done : ' ';
  const key = at < mostKeys ? `${at + 1}` : ' ';
  const text = `${at === cursor ? '→' : ' '}${key} ${toWidth(label, width - besideLabel)} ${sign}`;
  if (leftOut.includes(id)) return theme.paint('dim', text);
  return at === cursor || won ? theme.paint('strong', text) : text;
}

function figures(row: Row, isOut: boolean, state: CompareState, width: number, theme: Theme): string {
  const comparison = state.comparison!;
  const batch = state.batch!;
  const signsWidth = signsWidthOf(row);
  const wide = width + nameWidthOf(state) >= withRanges;
  const baseline = baselineFor(comparison, row);
  const hasSpeedups = comparison.rows.some((one) => baselineFor(comparison, one));
  // Without the run that they are measured against, speed-ups would be a column of dashes.
  const speedupRoom = hasSpeedups ? speedupWidth + (wide ? rangeWidth : 0) : 0;
  const columns = timeWidth + speedupRoom + signsWidth + (wide ? rangeWidth : 0);
  const barWidth = Math.max(0, width - columns);
  const dots = toWidthRight(runSigns(row.variant.id, batch, theme), signsWidth);
  const under = batch.turns[batch.ended.length]?.id === row.variant.id ? batch.current : null;
  if (row.problem !== null) {
    const said = `${signs.failed} ${row.problem}`;
    return toWidth(theme.paint('bad', said), width - signsWidth) + dots;
  }
  if (row.wallMs === null) {
    const tasks = under?.tasks;
    const settled = tasks ? 1 - (tasks.counts.waiting + tasks.counts.running) / tasks.total : 0;
    const said = under ? `${signs.running} ${percent(settled)}  ${seconds(elapsedMs(under))}` : '';
    return toWidth(theme.paint('run', said), width - signsWidth) + dots;
  }
  const most = Math.max(
    ...comparison.rows.flatMap(({ wallMs, problem }) => (problem === null ? (wallMs?.values ?? []) : [])),
  );
  const won = comparison.winner === row.variant.id;
  const time = spreadOf(row.wallMs);
  const speedup = speedupOf(baseline, row);
  return [
    isOut ? outOf(barWidth, theme) : spreadBar(time, most, barWidth, won ? 'ok' : 'bar', theme),
    emphasised(toWidthRight(duration(time.median), timeWidth), won, theme),
    wide ? theme.paint('dim', toWidthRight(range(time, duration), rangeWidth)) : '',
    hasSpeedups
      ? emphasised(toWidthRight(speedup ? factor(speedup.median) : unmeasured, speedupWidth), won, theme)
      : '',
    hasSpeedups && wide
      ? theme.paint(
          'dim',
          toWidthRight(speedup && row !== baseline ? range(speedup, factor) : '', rangeWidth),
        )
      : '',
    dots,
  ].join('');
}

/** In the stead of the bar, as much of it as fits. */
function outOf(width: number, theme: Theme): string {
  return toWidth(theme.paint('dim', ` ${excluded.find((text) => widthOf(text) + 1 < width) ?? ''}`), width);
}

const emphasised = (text: string, won: boolean, theme: Theme) => (won ? theme.paint('strong', text) : text);

/** What became of each run of a variant, in their order, with a sign each. */
function runSigns(id: string, { turns, ended, current }: Batch<Variant>, theme: Theme): string {
  const states = turns.flatMap((turn, at): TaskState[] => {
    if (turn.id !== id) return [];
    const ran = ended[at];
    if (ran !== undefined) return [ran.summary.outcome === 'completed' ? 'done' : 'failed'];
    return [at === ended.length && current !== null ? 'running' : 'waiting'];
  });
  if (states.length > mostSigns) {
    const over = states.filter((one) => one === 'done' || one === 'failed').length;
    return `${over}/${states.length}`;
  }
  return states.map((one) => theme.paint(stateStyles[one] satisfies Style, signs[one])).join('');
}
