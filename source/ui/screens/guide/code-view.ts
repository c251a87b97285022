import { type Program, programOfAnswer } from '../../../answer/programs/index.ts';
import { titleRule } from '../../draw.ts';
import type { Theme } from '../../theme.ts';
import { labelled } from '../shared/rows.ts';
import type { OwnWork } from './own-work.ts';

/** The program that runs the person's file as the answer says; null where there is none. */
export function programOf(own: OwnWork | null): Program | null {
  if (own?.phase !== 'ended') return null;
  const { answer, question } = own;
  return programOfAnswer(answer, { word: question.wish.workload, card: question.card }, null);
}

/** The program as it is, and how to get it. What is wider than the screen is cut there, and copied whole. */
export function codeRows({ name, source }: Program, command: string, width: number, theme: Theme): string[] {
  return [
    titleRule(width, { title: 'Code', figure: name, focused: false }, theme),
    ...labelled('Write it', command, width, theme, 'dim'),
    '',
    ...source
      .trimEnd()
      .split('\n')
      .map((line) => ` ${line}`),
  ];
}
