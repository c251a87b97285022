import { callingWords } from '../../../answer/compared-sizes.ts';
import type { Survey } from '../../../catalog/interpreters.ts';
import { grouped } from '../../../catalog/parameters.ts';
import { usualTasks } from '../../../catalog/rate.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import { runtimeTitles } from '../../../catalog/runtimes/index.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { adviceWords } from '../../../comparison/advice.ts';
import { speedupsOver } from '../../../comparison/compare-runs.ts';
import { rowWord } from '../../../comparison/comparison.ts';
import { stages } from '../../../comparison/judge-pair.ts';
import { count, plural, rate, seconds, unmeasured } from '../../../format.ts';
import { timeLeft } from '../../../runner/time-left.ts';
import { fill, type Size, scrolled, titleRule } from '../../draw.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { around } from '../shared/rows.ts';
import { costRows } from './cost-rows.ts';
import { numbersView } from './numbers.ts';
import { pickView } from './picking.ts';
import { sidesOf, sideTitles } from './sides.ts';
import { type CompareState, chosenRow, isRunning, type Sizing, variantsOf } from './state.ts';
import { cutReason, nameWidthOf, timeRows } from './time-rows.ts';

/** What a picture depends on besides the state. */
export type Setting = {
  readonly card: WorkloadCard;
  readonly workloads: readonly WorkloadCard[];
  readonly survey: Survey | null;
  readonly room: Room;
  readonly theme: Theme;
};

/** The body: times, what else they cost, and the verdict. Where there is too little room the costs go first. */
export function compareView(state: CompareState, size: Size, setting: Setting): string[] {
  if (state.picking !== null) return pickView(state.picking, size, setting);
  if (state.form !== null) return numbersView(state, state.form, size, setting);
  const { theme } = setting;
  const { width, height } = size;
  const verdict = verdictRows(state, width, setting);
  // Rows scroll before the verdict is cut, as long as some of them are left.
  const room = Math.max(Math.min(leastRows, height - 1), height - 1 - verdict.length, 1);
  const rows = around(timeRows(state, width, theme), state.cursor, room, theme);
  const times = [timeRule(state, width, theme), ...rows];
  const costs =
    state.comparison === null || (!isRunning(state) && state.comparison.rows.every(({ runs }) => runs === 0))
      ? []
      : [
          titleRule(width, { title: 'What else it costs', figure: 'medians', focused: false }, theme),
          ...costRows(state.comparison, nameWidthOf(state), width, !isRunning(state), theme),
        ];
  const fits = times.length + costs.length + verdict.length <= height;
  const left = Math.max(0, height - times.length);
  return fill([...times, ...(fits ? [...costs, ...verdict] : scrolled(verdict, left, 0, theme))], size);
}

/** So many rows stay in sight beside a long verdict. */
const leastRows = 6;

/** The place of the cursor where there is none. */
const nobody = -1;
/** More rows than there ever are. */
const partingHeight = 100;

/** All of it, for the normal screen. */
export function partingRows(state: CompareState, width: number, setting: Setting): string[] {
  // Whoever leaves ends what is under way.
  const batch: CompareState['batch'] = state.batch && {
    ...state.batch,
    ...(isRunning(state) ? { state: 'stopped', current: null } : {}),
  };
  const left = { ...state, batch, picking: null, form: null, cursor: nobody };
  const natural = compareView(left, { width, height: partingHeight }, setting);
  const rows = natural.map((row) => row.trimEnd());
  return [workOf(state, setting.card), ...rows.slice(0, rows.findLastIndex((row) => row !== '') + 1)];
}

/** The second row of the header: the run under way, or what Enter would do. */
export function compareSubtitle(state: CompareState, width: number, { card, theme, room }: Setting): string {
  const { batch, sizing } = state;
  const left = ` ${theme.paint('strong', card.id)}  ${workOf(state, card).slice(card.id.length + 2)}`;
  if (sizing !== null) return toWidth(`${left}   ${theme.paint('run', sizingWords(sizing))}`, width);
  if (batch?.state !== 'running') {
    const ready = variantsOf(state, card, room).refusal ? '' : `   ${runsPer(state.runs, wordFor(state))}`;
    const more = batch === null && widthOf(left + ready) <= width ? ready : '';
    return toWidth(left + theme.paint('dim', more), width);
  }
  const { turns, ended, current } = batch;
  const more = state.ranWith === 'auto' ? ' or more' : '';
  const place = `${signs.running} run ${ended.length + 1} of ${turns.length}${more}`;
  const label = turns[ended.length]?.label ?? '';
  const clock = current === null ? '' : `  ${seconds(elapsedMs(current))}`;
  const tasks =
    current === null ? '' : `  ${count(current.tasks.counts.done)} of ${count(current.tasks.total)} tasks`;
  const work = ` ${theme.paint('strong', card.id)}`;
  const under = `${work}  ${theme.paint('run', `${place}: ${label}${clock}${tasks}`)}`;
  const full = `${left}   ${theme.paint('run', `${place}: ${label}${clock}${tasks}`)}`;
  return toWidth(widthOf(full) <= width ? full : under, width);
}

/** `▸ calling it for about a second  0.4 s`. */
function sizingWords({ batch }: Sizing): string {
  const current = batch?.current ?? null;
  const clock =
    current === null ? '' : `  ${seconds(elapsedMs(current))}, ${plural(current.tasks.counts.done, 'call')}`;
  return `${signs.running} ${batch === null ? 'looking at the machine' : 'calling it'}${clock}`;
}

/** `wait: 24 tasks, ms 400`, as it was run, or else as it would be. */
function workOf(state: CompareState, card: WorkloadCard): string {
  const { comparison, beside } = state;
  const { choice: wish } = sidesOf(state, card).sides[0]!;
  const tasks = comparison?.tasks ?? wish.tasks ?? usualTasks(wish, card);
  const defaults = Object.entries(card.parameters).map(([name, spec]) => [name, spec.default] as const);
  const values = comparison?.parameters ?? { ...Object.fromEntries(defaults), ...wish.parameters };
  const shown = Object.entries(values).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? grouped(value) : String(value)}`,
  );
  const { ratePerSecond } = wish;
  const due = ratePerSecond === undefined ? [] : [`${rate(ratePerSecond)}/s`];
  const runtime =
    beside.length > 0
      ? [sideTitles(state, card).join(' and ')]
      : wish.interpreter === undefined
        ? []
        : [`${runtimeTitles[card.runtime]} ${wish.interpreter.version}`];
  return `${card.id}: ${[plural(tasks, 'task'), ...due, ...shown, ...runtime].join(', ')}`;
}

/** What a rule needs beside its title and its figure. */
const ruleCells = 8;

function timeRule(state: CompareState, width: number, theme: Theme): string {
  const { runs, ranWith, batch, comparison } = state;
  const ran = comparison ? Math.max(...comparison.rows.map(({ planned }) => planned)) : null;
  const more = ran !== null && ranWith === 'auto' && isRunning(state) ? ' or more' : '';
  const per = ran === null ? runsPer(runs, wordFor(state)) : `${runsPer(ran, wordFor(state))}${more}`;
  const next = batch && runs !== ranWith ? `, ${runs} next time` : '';
  const over = comparison && speedupsOver(comparison);
  const speedup = over ? [`Time: median of the runs, and speed-up over ${over}`] : [];
  const figure = per + next;
  // What was changed last must be seen: the title gives way.
  const titles = [...speedup, 'Time: median of the runs', 'Time'];
  const title = titles.find((one) => widthOf(one) + widthOf(figure) + ruleCells <= width) ?? 'Time';
  return titleRule(width, { title, figure, focused: true }, theme);
}

/** `3 runs per model`. */
function runsPer(runs: CompareState['runs'], word: string): string {
  const many = runs === 'auto' ? `${stages[0]} to ${stages.at(-1)} runs` : plural(runs, 'run');
  return `${many} per ${word}`;
}

/** What the rows are called; models only where each is another one. */
function wordFor({ rows }: CompareState): string {
  return rowWord(rows.map(({ choice }) => choice.model));
}

function verdictRows(state: CompareState, width: number, { card, room, theme }: Setting): string[] {
  const { batch, comparison, sizing } = state;
  const lines = (text: string, paint?: (line: string) => string) => paragraph(' ', text, width, paint);
  const bad = (line: string) => theme.paint('bad', line);
  if (comparison !== null && batch !== null) {
    const { winner, verdict, rows } = comparison;
    const none = rows.every(({ problem }) => problem !== null) ? 'nothing to rank' : 'no clear winner';
    const won = rows.find(({ variant }) => variant.id === winner)?.variant.label;
    const word = {
      running: `under way, ${timeLeft(batch) ?? `time left ${unmeasured}`}`,
      stopped: 'stopped',
      done: won ?? none,
    }[batch.state];
    const style = batch.state === 'done' && winner !== null ? 'ok' : 'strong';
    const rule = titleRule(width, { title: 'Verdict', figure: word, style, focused: false }, theme);
    const { advice } = comparison;
    const next = advice === null ? '' : ` ${adviceWords(advice, 'screen')}`;
    return [rule, ...lines(verdict + next), ...reasonsOf(state, width).flatMap((text) => lines(text, bad))];
  }
  const variants = variantsOf(state, card, room);
  const rule = titleRule(width, { title: 'Verdict', figure: '', focused: false }, theme);
  if (variants.refusal) return [rule, ...lines(`${signs.failed} ${onScreen(variants.refusal)}`, bad)];
  const what = plural(variants.value.length, wordFor(state));
  const often =
    state.runs === 'auto'
      ? `${runsPer('auto', wordFor(state))}, until one is ahead.`
      : `${plural(variants.value.length * state.runs, 'run')}.`;
  const ready = `Enter runs ${card.id} under ${what} in turn, each time in an engine process of its own: ${often}`;
  if (sizing !== null) return [rule, ...lines(`${callingWords(card)}.`)];
  return [rule, ...lines(isRunning(state) ? 'The first run is under way.' : ready)];
}

/** What has too little room in its row: of the chosen one, or of all where none is chosen. */
function reasonsOf(state: CompareState, width: number): string[] {
  const rows = state.cursor === nobody ? state.rows : [chosenRow(state)];
  return rows.flatMap((row) => cutReason(row, state, width) ?? []);
}
