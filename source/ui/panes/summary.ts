import { type FigureId, figureCard } from '../../catalog/figures.ts';
import { shortRuntimeName } from '../../catalog/runtimes/index.ts';
import { errorLines } from '../../findings/error-lines.ts';
import { copyLine, cores, duration, figureLine, libuvLine, rateParts } from '../../format.ts';
import { whyAllFailed } from '../../session/all-failed.ts';
import { feltCopying, feltLibuvWait } from '../../session/felt.ts';
import { figureText } from '../../session/figure-values.ts';
import type { Session } from '../../session/state.ts';
import type { Summary } from '../../session/summary.ts';
import { fill, type Size, scrolled, titleRule } from '../draw.ts';
import { firstLine, toWidth, toWidthRight, wrapped, wrappedParts } from '../text.ts';
import { type Style, signs, type Theme } from '../theme.ts';
import { nextStep } from './next-step.ts';
import type { Pane, RunView } from './pane.ts';
import { summaryOf } from './summary-cache.ts';

/** How it went, beside the run before, and what to try next. */
export const summaryPane: Pane = {
  id: 'summary',
  place: 'wide',
  least: 5,
  keeps: true,
  shown: ({ ended }) => ended !== null,
  wants: (session, body, previous) => Math.min(mostRows, 1 + rowCount(session, body.width, previous)),
  length: (session, { width }) => rowCount(session, width, session),
  draw: drawSummary,
};

/** More than this it takes from the other panes only when it is zoomed: an error's message may be of any length. */
const mostRows = 11;

/** Rows below the title: the head, this run, the run before, what to try next, and the notes. */
function rowCount(session: Session, width: number, previous: Session | null): number {
  const cores = session.started?.machine.effectiveCores ?? 1;
  const step = stepRows(session, previous, cores, width);
  return 2 + (previous ? 1 : 0) + step.length + noteRows(session, width).length;
}

/** In order of importance: what does not fit is left out from the right. Widths are in cells, the one between columns included. */
const columns: readonly (readonly [id: FigureId, width: number])[] = [
  ['wallMs', 9],
  ['latencyP50Ms', 12],
  ['latencyP99Ms', 12],
  ['tasksPerSecond', 10],
  ['loopLagP99Ms', 9],
  ['peakMemoryBytes', 9],
  ['busyCores', 13],
  ['taskP50Ms', 10],
  ['taskP99Ms', 10],
  ['bytesPerTask', 16],
  ['startMs', 9],
];

/** Of a run at a rate only. */
const atRate: readonly FigureId[] = ['latencyP50Ms', 'latencyP99Ms'];

/** Of memory, which of its two measures it is. */
function titleOf(id: FigureId, { memory }: Session): string {
  if (id !== 'peakMemoryBytes') return figureCard(id).title;
  return `peak ${figureCard(memory.peakPssBytes === null ? 'peakRssBytes' : 'peakPssBytes').title}`;
}

function cellOf(id: FigureId, summary: Summary): string {
  const text = figureText(id, summary);
  return id === 'busyCores' ? `${text} of ${cores(summary.cpu.effectiveCores)}` : text;
}

function drawSummary(session: Session, size: Size, view: RunView, theme: Theme): string[] {
  const { ended } = session;
  if (!ended) return fill([], size);
  const [text, style] = outcomeText(session);
  const rule = titleRule(size.width, { title: 'Summary', figure: text, style, focused: view.focused }, theme);
  const short = size.width < 72;
  const apart = areApart(session, view.previous);
  const nameWidth = apart ? 28 : short ? 16 : 24;
  const shown: (typeof columns)[number][] = [];
  let room = size.width - 1 - nameWidth;
  for (const column of columns) {
    if (atRate.includes(column[0]) && session.plan.ratePerSecond === null) continue;
    room -= column[1];
    if (room < 0) break;
    shown.push(column);
  }
  const cell = (text: string, width: number) => ` ${toWidthRight(text, width - 1)}`;
  const head = shown.map(([id, width]) => cell(titleOf(id, session), width)).join('');
  const row = (name: string, run: Session) => {
    const cells = shown.map(([id, width]) => cell(cellOf(id, summaryOf(run)), width));
    return ` ${toWidth(name, nameWidth)}${cells.join('')}`;
  };
  const rows = [
    ` ${' '.repeat(nameWidth)}${theme.paint('dim', head)}`,
    row(`this: ${nameOf(session, short, apart)}`, session),
  ];
  if (view.previous)
    rows.push(theme.paint('dim', row(`last: ${nameOf(view.previous, short, apart)}`, view.previous)));
  stepRows(session, view.previous, view.effectiveCores, size.width).forEach((step, at) => {
    rows.push(` ${at === 0 ? theme.paint('run', '→') : ' '} ${step}`);
  });
  for (const [note, noteStyle] of noteRows(session, size.width))
    rows.push(` ${theme.paint(noteStyle, note)}`);
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

/** Whether the two ran in different runtimes: then that is what tells them apart. */
function areApart(one: Session, other: Session | null): boolean {
  const path = other?.started?.engine.path;
  return path !== undefined && one.started !== null && path !== one.started.engine.path;
}

/** What ran. `apart`: beside a run in another runtime. */
function nameOf({ plan, started }: Session, short: boolean, apart: boolean): string {
  if (apart && started) return `${plan.model} ${shortRuntimeName(started.engine)}`;
  return short ? plan.model : `${plan.workload} ${plan.model}`;
}

/** Outcome and time, as sign and word. */
export function outcomeText({ ended }: Session): [string, Style] {
  if (!ended) return ['', 'strong'];
  const time = ended.wallMs === null ? null : duration(ended.wallMs);
  const after = time === null ? '' : ` after ${time}`;
  switch (ended.outcome) {
    case 'completed':
      return [`${signs.done} completed${time === null ? '' : ` in ${time}`}`, 'ok'];
    case 'cancelled':
      return [`${signs.cancelled} cancelled${after}`, 'warn'];
    case 'timed-out':
      return [`${signs.cancelled} timed out${after}`, 'warn'];
    default:
      return [`${signs.failed} ${ended.outcome}${after}`, 'bad'];
  }
}

/** Room for text behind a sign. */
const textRoom = (width: number) => Math.max(10, width - 4);

function stepRows(
  session: Session,
  previous: Session | null,
  effectiveCores: number,
  width: number,
): string[] {
  return wrapped(nextStep(session, previous, effectiveCores), textRoom(width));
}

type Note = readonly [sign: string, rows: readonly string[], style: Style];

function noteRows(session: Session, width: number): [row: string, style: Style][] {
  return notesOf(session, textRoom(width)).flatMap(([sign, rows, style]) =>
    rows.map((row, at): [string, Style] => [`${at === 0 ? sign : ' '} ${row}`, style]),
  );
}

/** Kinds of errors; the list of tasks has all of them. */
const mostErrors = 2;

/** What a person must know besides the figures. */
function notesOf(session: Session, width: number): Note[] {
  const { ended, check, tasks } = session;
  const notes: Note[] = [];
  const say = (sign: string, text: string, style: Style) => notes.push([sign, wrapped(text, width), style]);
  if (ended?.message) say(signs.failed, firstLine(ended.message), 'bad');
  if (check) {
    const { ok, expected, got } = check;
    if (ok) say(signs.done, `Check passed: ${got}`, 'ok');
    else say(signs.failed, `Check failed: expected ${expected}, got ${got}`, 'bad');
  }
  if (check && check.figures.length > 0)
    notes.push([' ', wrappedParts(figureLine(check.figures), width), 'strong']);
  const summary = ended ? summaryOf(session) : null;
  const { ratePerSecond } = session.plan;
  if (summary?.backlog && ratePerSecond !== null) {
    const style = summary.backlog.keptUp === false ? 'warn' : 'strong';
    say(' ', `Rate: ${rateParts(ratePerSecond, summary.backlog).join(', ')}`, style);
  }
  const wait = summary && feltLibuvWait(summary);
  if (wait) say(' ', `libuv: ${libuvLine(wait)}`, 'warn');
  const copying = summary && feltCopying(summary);
  if (copying) say(' ', `It took ${copyLine(copying)}`, 'warn');
  if (tasks.counts.failed > 0) {
    for (const line of errorLines(session, mostErrors)) say(signs.failed, firstLine(line), 'bad');
    for (const line of whyAllFailed(session)) say(' ', line, 'warn');
  }
  return notes;
}
