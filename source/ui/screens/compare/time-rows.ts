import { whyNot } from '../../../catalog/models.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { baselineOf, speedupOf } from '../../../comparison/compare-runs.ts';
import type { Row } from '../../../comparison/comparison.ts';
import { duration, factor, percent, range, seconds, unmeasured } from '../../../format.ts';
import { type ModelId, modelIds } from '../../../protocol/plan.ts';
import type { TaskState } from '../../../protocol/task-rows.ts';
import type { Batch } from '../../../runner/batch.ts';
import type { Spread } from '../../../statistics/spread.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { toWidth, toWidthRight, widthOf } from '../../text.ts';
import { type Style, signs, stateStyles, type Theme } from '../../theme.ts';
import { spreadBar } from './chart.ts';
import type { CompareState } from './state.ts';

const nameWidth = 15;
const timeWidth = 9;
const speedupWidth = 8;
const rangeWidth = 17;
/** From here on there is room for both ends of times and of speed-ups. */
const withRanges = 104;
/** More signs than this are a number: `12/20`. */
const mostSigns = 7;

/** One row a model: its bar, its time and speed-up, and a sign for each of its runs. */
export function timeRows(state: CompareState, card: WorkloadCard, width: number, theme: Theme): string[] {
  return modelIds.map((model, at) => {
    const name = nameOf(model, at, state, theme);
    const row = state.comparison?.rows.find((one) => one.model === model);
    const refused = refusal(model, state, card);
    const room = width - nameWidth;
    if (refused !== null) return name + toWidth(theme.paint('dim', `${signs.failed} ${refused}`), room);
    if (row !== undefined) return name + figures(row, state, room, theme);
    const what = state.leftOut.includes(model) ? 'left out' : state.batch ? 'in the next runs' : 'ready';
    return name + toWidth(theme.paint('dim', what), room);
  });
}

/** Why a model has no time; null where that has room in its row. */
export function cutReason(
  model: ModelId,
  state: CompareState,
  card: WorkloadCard,
  width: number,
): string | null {
  const row = state.comparison?.rows.find((one) => one.model === model);
  const said = refusal(model, state, card) ?? row?.problem ?? '';
  const room = width - nameWidth - 2 - (row ? signsWidthOf(row) : 0);
  return widthOf(said) > room ? `${model}: ${said}` : null;
}

function refusal(model: ModelId, { wish }: CompareState, card: WorkloadCard): string | null {
  const reason = whyNot(model, card, wish.parameters ?? {});
  return reason === null ? null : `it cannot: ${reason}`;
}

const signsWidthOf = ({ planned }: Row) => Math.min(mostSigns, planned) + 1;

function nameOf(
  model: ModelId,
  at: number,
  { cursor, leftOut, comparison }: CompareState,
  theme: Theme,
): string {
  const sign = comparison?.winner === model ? signs.done : ' ';
  const text = toWidth(`${at === cursor ? '→' : ' '}${at + 1} ${toWidth(model, 10)} ${sign}`, nameWidth);
  if (leftOut.includes(model)) return theme.paint('dim', text);
  return at === cursor || comparison?.winner === model ? theme.paint('strong', text) : text;
}

function figures(row: Row, state: CompareState, width: number, theme: Theme): string {
  const comparison = state.comparison!;
  const batch = state.batch!;
  const signsWidth = signsWidthOf(row);
  const wide = width + nameWidth >= withRanges;
  const columns = timeWidth + speedupWidth + signsWidth + (wide ? 2 * rangeWidth : 0);
  const barWidth = Math.max(0, width - columns);
  const dots = toWidthRight(runSigns(row.model, batch, theme), signsWidth);
  const under = batch.current?.plan.model === row.model ? batch.current : null;
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
    ...comparison.rows.map(({ wallMs, problem }) => (problem === null ? (wallMs?.max ?? 0) : 0)),
  );
  const won = comparison.winner === row.model;
  const baseline = baselineOf(comparison);
  const speedup = speedupOf(baseline, row);
  return [
    spreadBar(row.wallMs, most, barWidth, won ? 'ok' : 'bar', theme),
    emphasised(toWidthRight(duration(row.wallMs.median), timeWidth), won, theme),
    wide ? theme.paint('dim', toWidthRight(range(row.wallMs, duration), rangeWidth)) : '',
    emphasised(toWidthRight(speedup ? factor(speedup.median) : unmeasured, speedupWidth), won, theme),
    wide
      ? theme.paint('dim', toWidthRight(speedup && row !== baseline ? speedupRange(speedup) : '', rangeWidth))
      : '',
    dots,
  ].join('');
}

const emphasised = (text: string, won: boolean, theme: Theme) => (won ? theme.paint('strong', text) : text);

const speedupRange = ({ min, max }: Spread) => `${factor(min)} – ${factor(max)}`;

/** What became of each run of a model, in their order, with a sign each. */
function runSigns(model: ModelId, { turns, ended, current }: Batch, theme: Theme): string {
  const states = turns.flatMap(({ plan }, at): TaskState[] => {
    if (plan.model !== model) return [];
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
