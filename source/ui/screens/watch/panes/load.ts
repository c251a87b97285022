import { loadVerdict } from '../../../../findings/load-words.ts';
import { count, duration, rate, seconds } from '../../../../format.ts';
import type { StepVerdict } from '../../../../protocol/load-events.ts';
import { type DueLatency, latencyIn, stepSummary } from '../../../../session/load-summary.ts';
import type { ProgramLoad } from '../../../../session/program-load.ts';
import { inWindow } from '../../../../session/window.ts';
import { fill, type Size, titleRule } from '../../../draw.ts';
import type { Pane, PaneView } from '../../../panes/pane.ts';
import { toWidthRight, widthOf, wrapped } from '../../../text.ts';
import { type Style, signs, type Theme } from '../../../theme.ts';
import type { Seen } from '../seen.ts';

/** What Heddle sends the program: each rate with what came of it, and what that says of the program. */
export const loadPane: Pane<Seen, PaneView> = {
  id: 'load',
  place: 'wide',
  least: 3,
  keeps: true,
  fromEnd: true,
  shown: ({ whole }) => whole.load !== null,
  wants: (seen, { width, height }) => {
    const { above, head, table } = rowsOf(seen, width);
    const most = height >= tallBody ? tallRows : usualRows;
    // While it goes on the same whatever there is: the panes above keep their place as steps come.
    const isOver = seen.whole.load?.ended != null;
    return 1 + above.length + (isOver ? Math.min(most, head.length + table.length) : most);
  },
  length: (seen, { width }) => {
    const { above, table } = rowsOf(seen, width);
    return above.length + table.length;
  },
  draw: drawLoad,
};

const tallBody = 30;
const tallRows = 8;
const usualRows = 5;

type Row = readonly [text: string, style: Style | null];

function drawLoad(seen: Seen, size: Size, view: PaneView, theme: Theme): string[] {
  const load = seen.whole.load!;
  const name =
    `Load  ${load.started === null ? '' : `${load.started.name} to port ${load.started.port}`}`.trimEnd();
  const figure = figureOf(load);
  const title = widthOf(name) + widthOf(figure) + 7 <= size.width ? name : 'Load';
  const rule = titleRule(size.width, { title, figure, focused: view.focused }, theme);
  const { above, head, table } = rowsOf(seen, size.width);
  const height = size.height - 1 - above.length - head.length;
  const end = Math.max(Math.min(table.length, height), table.length - Math.max(0, view.scroll));
  const shown = height > 0 ? table.slice(Math.max(0, end - height), end) : [];
  const rows = [...above, ...(height > 0 ? head : []), ...shown];
  return fill(
    [rule, ...rows.map(([text, style]) => (style === null ? text : theme.paint(style, text)))],
    size,
  );
}

/** What waits for longer is not only on its way. */
const tellsMs = 1000;

function figureOf({ started, now, ended }: ProgramLoad): string {
  if (ended)
    return ended.why === 'no-port'
      ? 'nothing is sent'
      : `over, ${count(now?.answered ?? 0)} of ${count(now?.due ?? 0)} answered`;
  if (started === null || now === null) return 'waits until the program listens';
  const waits = now.waiting > 0 ? `, ${count(now.waiting)} wait to be sent` : '';
  const oldest = now.oldestMs >= tellsMs ? `, the oldest for ${seconds(now.oldestMs)}` : '';
  return `${count(now.inFlight)} in flight${waits}${oldest}`;
}

function rowsOf({ whole }: Seen, width: number) {
  const load = whole.load!;
  const text = (words: string, style: Style | null): Row[] =>
    wrapped(words, Math.max(10, width - 2)).map((row) => [` ${row}`, style]);
  const verdict = load.ended || stays(load) ? loadVerdict(whole) : null;
  const above = [
    ...(load.ended?.message ? text(load.ended.message, 'bad') : []),
    ...(verdict ? text(`${verdict.saw}.`, verdict.isBroken ? 'bad' : 'strong') : []),
    ...(verdict?.why ? text(verdict.why, null) : []),
    ...(verdict?.advice ? text(`→ ${verdict.advice.next}`, 'dim') : []),
  ];
  const table = tableOf(load);
  return { above, head: table.length > 0 ? [[head, 'dim'] as Row] : [], table };
}

const stays = ({ started }: ProgramLoad) => started?.untilPerSecond === null;

/** Cells of the figures. */
const cells = { rate: 8, done: 8, latency: 9, lost: 7 };

const head = [
  '   ',
  toWidthRight('due/s', cells.rate),
  toWidthRight('done/s', cells.done),
  ...['p50', 'p99', 'max'].map((name) => toWidthRight(name, cells.latency)),
  toWidthRight('failed', cells.lost),
  toWidthRight('unsent', cells.lost),
].join('');

type Told = DueLatency & {
  readonly ratePerSecond: number;
  readonly donePerSecond: number | null;
  readonly failed: number;
  readonly unsent: number;
};

function tableOf(load: ProgramLoad): Row[] {
  const { steps, ended } = load;
  const rows = steps.map((step): Row => {
    const { failed, unanswered } = step;
    const [sign, style] = looks[step.verdict];
    return [rowOf(sign, { ...stepSummary(step), failed: failed + unanswered }), style];
  });
  return ended ? rows : [...rows, ...nowRows(load)];
}

const looks: Readonly<Record<StepVerdict, readonly [sign: string, style: Style | null]>> = {
  held: [signs.done, null],
  behind: [signs.failed, 'bad'],
  failing: [signs.failed, 'bad'],
  late: ['!', 'warn'],
  unknown: [signs.waiting, 'dim'],
};

/** The rate that is tried, in the last minute at most. */
function nowRows({ now, latest, steps, unsentInSteps }: ProgramLoad): Row[] {
  if (now === null) return [];
  const { count: answered, failed, durations, overMs } = inWindow(latest, now.atMs);
  const last = steps.at(-1);
  // Of a rate that has only just begun.
  const sinceMs = last && last.ratePerSecond !== now.ratePerSecond ? now.atMs - last.atMs : overMs;
  const told = {
    ...{ ratePerSecond: now.ratePerSecond, ...latencyIn(durations) },
    donePerSecond: sinceMs > 0 ? (answered * 1000) / Math.min(sinceMs, overMs) : null,
    failed,
    unsent: now.unsent - unsentInSteps,
  };
  return [[rowOf(signs.running, told), 'run']];
}

const rowOf = (sign: string, { ratePerSecond, donePerSecond, p50Ms, p99Ms, maxMs, failed, unsent }: Told) =>
  [
    ` ${sign} `,
    toWidthRight(rate(ratePerSecond), cells.rate),
    toWidthRight(rate(donePerSecond), cells.done),
    ...[p50Ms, p99Ms, maxMs].map((ms) => toWidthRight(duration(ms), cells.latency)),
    toWidthRight(count(failed), cells.lost),
    toWidthRight(count(unsent), cells.lost),
  ].join('');
