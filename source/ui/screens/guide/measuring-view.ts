import { isQuiet, longestWaitMs } from '../../../answer/machine.ts';
import type { Question, Step } from '../../../answer/step.ts';
import {
  beforehand,
  callsAhead,
  foundOf,
  machineFound,
  roundsText,
  timeLeft,
  wholeSeconds,
} from '../../../answer/words/progress.ts';
import { count, plural, seconds } from '../../../format.ts';
import type { Session } from '../../../session/state.ts';
import { characterOf } from '../../../work/character-of.ts';
import { titleRule } from '../../draw.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { figureTable } from './figures-view.ts';
import type { OwnWork } from './own-work.ts';

type UnderWay = Exclude<OwnWork, { phase: 'ended' }>;
type Running = Extract<OwnWork, { phase: 'running' }>;

/** What will be done to the work; nothing is called yet. */
export function beforeRows(question: Question, width: number, theme: Theme): string[] {
  return [
    ruleOf('Measure your work', question, width, theme),
    ...paragraph(' ', beforehand(question), width),
    '',
    ...paragraph(
      ' ',
      'What your function does, it does in each call. If it sends mails or writes to a database, measure a copy that does not.',
      width,
    ),
    '',
    ...paragraph(' ', 'Nothing is called until you press Enter. Esc goes back.', width, (row) =>
      theme.paint('strong', row),
    ),
  ];
}

/** What is found on the way, what goes on, and what the rounds show so far. */
export function measuringRows(own: UnderWay, question: Question, width: number, theme: Theme): string[] {
  const head = [ruleOf('Measuring', question, width, theme), ...paragraph(' ', beforehand(question), width)];
  if (own.phase === 'looking') {
    const waits = `checking whether other programs use the cores; if so, waiting up to ${wholeSeconds(longestWaitMs(question))}`;
    return [...head, ...lineOf('running', 'Machine', waits, width, theme)];
  }
  return [
    ...head,
    ...foundRows(own, width, theme),
    ...nowRows(own, width, theme),
    ...soFarRows(own, width, theme),
  ];
}

const ruleOf = (title: string, { wish }: Question, width: number, theme: Theme) =>
  titleRule(width, { title, figure: wish.workload, focused: false }, theme);

/** One line for each thing that was found. */
function foundRows({ question, batch, step }: Running, width: number, theme: Theme): string[] {
  const calibrating = batch.ended.find(({ purpose }) => purpose === 'calibrate');
  const found = [
    machineFound(question, isQuiet(question)),
    ...(calibrating ? foundOf(characterOf(calibrating)) : []),
    ...(step.kind === 'run' && step.calls !== null ? [callsAhead(step.calls)] : []),
  ];
  return found.flatMap(([label, text]) => lineOf('done', label, text, width, theme));
}

/** What goes on: rounds as dots, how long it will take, and the run under way. */
function nowRows({ step, batch: { current } }: Running, width: number, theme: Theme): string[] {
  if (step.kind === 'done') return [];
  const spentMs = current === null ? 0 : elapsedMs(current);
  if (step.turn.purpose === 'calibrate')
    return lineOf('running', 'One call', callsText(current), width, theme);
  const left = timeLeft(step.etaMs === null ? null : Math.max(0, step.etaMs - spentMs));
  const rounds = lineOf('running', 'Rounds', roundsText(step.progress), width, theme);
  return [
    ...withRight(rounds, left, width),
    ...lineOf('running', 'Now', runText(step, current), width, theme),
  ];
}

/** A text at the right end of the last row; where there is no room, below it. */
function withRight(rows: readonly string[], text: string, width: number): string[] {
  const last = rows.at(-1)!;
  const gap = width - widthOf(last) - widthOf(text) - 1;
  return gap >= 2
    ? [...rows.slice(0, -1), `${last}${' '.repeat(gap)}${text}`]
    : [...rows, `${' '.repeat(textAt)}${text}`];
}

/** How far the run is that calls it one call after another. */
function callsText(current: Session | null): string {
  const calling = 'one call after another';
  if (current === null || current.runningSinceMs === null) return `${calling}: starting`;
  const { done, failed } = current.tasks.counts;
  const after = seconds(elapsedMs(current));
  return done + failed === 0
    ? `${calling}: the first has not ended after ${after}`
    : `${calling}: ${plural(done + failed, 'call')} in ${after}`;
}

/** `threads, round 2: 120 of 400 calls, 0.3 s`. */
function runText({ turn }: Extract<Step, { kind: 'run' }>, current: Session | null): string {
  const name = `${turn.model}, round ${turn.round}`;
  if (current === null || current.runningSinceMs === null) return `${name}: starting`;
  const { done, failed } = current.tasks.counts;
  return `${name}: ${count(done + failed)} of ${plural(turn.plan.tasks, 'call')}, ${seconds(elapsedMs(current))}`;
}

/** The figures of the rounds there are. */
function soFarRows({ soFar }: Running, width: number, theme: Theme): string[] {
  if (soFar === null) return [];
  return [
    '',
    titleRule(width, { title: 'So far', figure: 'c stops and shows what is known', focused: false }, theme),
    ...figureTable(soFar, width, theme),
  ];
}

/** The cell in which texts begin behind their sign and label. */
const textAt = 13;

function lineOf(
  state: 'done' | 'running',
  label: string,
  text: string,
  width: number,
  theme: Theme,
): string[] {
  const sign = theme.paint(state === 'done' ? 'ok' : 'run', signs[state]);
  return paragraph(` ${sign} ${theme.paint('dim', toWidth(label, 9))} `, text, width);
}
