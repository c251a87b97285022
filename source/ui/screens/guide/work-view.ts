import type { Answer } from '../../../answer/answer.ts';
import { programCommand } from '../../../answer/command.ts';
import type { Question } from '../../../answer/step.ts';
import { answerSections, headlineOf, type Row, type Section } from '../../../answer/words/index.ts';
import { contradictionLine } from '../../../guide/measured.ts';
import { type Size, titleRule } from '../../draw.ts';
import { createTheme, type Theme } from '../../theme.ts';
import { labelled } from '../shared/rows.ts';
import { codeRows, programOf } from './code-view.ts';
import { figuresRows } from './figures-view.ts';
import { beforeRows, measuringRows } from './measuring-view.ts';
import type { OwnWork } from './own-work.ts';
import type { GuideState } from './state.ts';

/** What measuring the person's work comes to: what will be done, what is found on the way, the answer. */
export function workRows(state: GuideState, asked: () => Question, size: Size, theme: Theme): string[] {
  const { own, view } = state;
  const { width } = size;
  if (own === null) return beforeRows(asked(), width, theme);
  if (own.phase !== 'ended')
    return measuringRows(own, own.phase === 'running' ? own.question : asked(), width, theme);
  const page = view.kind === 'work' ? view.page : 'answer';
  if (page === 'figures') return figuresRows(own.answer, width, theme);
  const program = page === 'code' ? programOf(own) : null;
  if (program) return codeRows(program, programCommand(own.question, program.name), width, theme);
  return answerRows(own, state, size, theme);
}

/** The answer as text has it; where there is room, with air between its parts. */
function answerRows(
  { answer }: Extract<OwnWork, { phase: 'ended' }>,
  { found }: GuideState,
  { width, height }: Size,
  theme: Theme,
): string[] {
  const head = titleRule(
    width,
    { title: answer.candidate ? 'Answer' : 'No answer', figure: headlineOf(answer), focused: false },
    theme,
  );
  const [first, ...rest] = answerSections(answer);
  const against: Section[] =
    found.contradicted.length === 0
      ? []
      : [{ label: 'But', rows: found.contradicted.map(contradictionLine) }];
  const parts = [first!, ...against, ...rest].map(({ label, rows }) =>
    rows.flatMap((row, at) => rowText(at === 0 ? label : '', row, label === 'Answer', width, theme)),
  );
  const dense = [head, ...parts.flat()];
  if (dense.length + parts.length - 1 > height) return dense;
  return [head, ...parts.flatMap((rows, at) => (at === 0 ? rows : ['', ...rows]))];
}

/** As wide as all text that Heddle prints, at most. */
const mostWidth = 80;

/** The answer as it stays on the normal screen of a terminal that wide. */
export function partingRows(answer: Answer, columns: number): string[] {
  const width = Math.min(mostWidth, columns);
  const plain = createTheme({ colour: false, unicode: true });
  return answerSections(answer).flatMap(({ label, rows }) =>
    rows.flatMap((row, at) => {
      const first = at === 0 ? label : '';
      if (typeof row === 'string') return rowText(first, row, false, width, plain);
      // A command is taken from there: it is never broken.
      return [` ${first.padEnd(9)} ${row.command}`];
    }),
  );
}

function rowText(label: string, row: Row, strong: boolean, width: number, theme: Theme): string[] {
  const text = typeof row === 'string' ? row : row.command;
  return labelled(label, text, width, theme, strong ? 'strong' : null);
}
