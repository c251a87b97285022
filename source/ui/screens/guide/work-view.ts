import { isQuiet } from '../../../answer/machine.ts';
import type { Question } from '../../../answer/step.ts';
import { answerSections, headlineOf, type Row } from '../../../answer/words/index.ts';
import { beforehand, foundOf, machineFound, roundsText, timeLeft } from '../../../answer/words/progress.ts';
import { seconds } from '../../../format.ts';
import { characterOf } from '../../../work/character-of.ts';
import { type Size, titleRule } from '../../draw.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { labelled } from '../shared/rows.ts';
import { codeRows } from './code-view.ts';
import { figuresRows } from './figures-view.ts';
import type { OwnWork } from './own-work.ts';
import type { GuideState } from './state.ts';

/** What measuring the person's work comes to: what will be done, what is found on the way, the answer. */
export function workRows(
  { own, view }: GuideState,
  asked: () => Question,
  { width }: Size,
  theme: Theme,
): string[] {
  if (own?.phase === 'ended') {
    const page = view.kind === 'work' ? view.page : 'answer';
    if (page === 'figures') return figuresRows(own.answer, width, theme);
    return page === 'code' ? codeRows(own, width, theme) : answerRows(own, width, theme);
  }
  const question = own?.phase === 'running' ? own.question : asked();
  const rule = (title: string) =>
    titleRule(width, { title, figure: question.wish.workload, focused: false }, theme);
  if (own === null)
    return [
      rule('Measure your work'),
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
  return [
    rule('Measuring'),
    ...paragraph(' ', beforehand(question), width),
    ...foundRows(own, width, theme),
    ...nowRows(own, width, theme),
  ];
}

/** One line for each thing that was found. */
function foundRows(own: OwnWork, width: number, theme: Theme): string[] {
  if (own.phase !== 'running') return [];
  const calibrating = own.batch.ended.find(({ purpose }) => purpose === 'calibrate');
  const found = [
    machineFound(own.question, isQuiet(own.question)),
    ...(calibrating ? foundOf(characterOf(calibrating)) : []),
  ];
  return found.flatMap(([label, text]) => lineOf('done', label, text, width, theme));
}

/** The line of what goes on: rounds as dots, and how long it will take. */
function nowRows(own: OwnWork, width: number, theme: Theme): string[] {
  if (own.phase !== 'running')
    return lineOf('running', 'Machine', 'checking whether other programs use the cores', width, theme);
  const { step, batch } = own;
  if (step.kind === 'done') return [];
  const { turn, progress, etaMs } = step;
  const { current } = batch;
  const spent = current && current.runningSinceMs !== null ? elapsedMs(current) : 0;
  const left = timeLeft(etaMs === null ? null : Math.max(0, etaMs - spent));
  if (turn.purpose === 'calibrate')
    return lineOf('running', 'One call', 'calling it, one call after another', width, theme);
  const under = `${turn.model}${spent > 0 ? ` ${seconds(spent)}` : ''}`;
  const rounds = lineOf('running', 'Rounds', roundsText(progress), width, theme);
  const last = rounds.at(-1)!;
  const gap = width - widthOf(last) - widthOf(left) - 1;
  const timed =
    gap >= 2 ? [...rounds.slice(0, -1), `${last}${' '.repeat(gap)}${left}`] : [...rounds, ` ${left}`];
  return [...timed, ...lineOf('running', 'Now', under, width, theme)];
}

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

/** The answer on one screen, as text has it. */
function answerRows({ answer }: Extract<OwnWork, { phase: 'ended' }>, width: number, theme: Theme): string[] {
  const head = titleRule(
    width,
    { title: answer.candidate ? 'Answer' : 'No answer', figure: headlineOf(answer), focused: false },
    theme,
  );
  const rows = answerSections(answer).flatMap(({ label, rows }) =>
    rows.flatMap((row, at) => rowText(at === 0 ? label : '', row, label === 'Answer', width, theme)),
  );
  return [head, ...rows];
}

function rowText(label: string, row: Row, strong: boolean, width: number, theme: Theme): string[] {
  const text = typeof row === 'string' ? row : row.command;
  return labelled(label, text, width, theme, strong ? 'strong' : null);
}
