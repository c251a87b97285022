import { programOfAnswer } from '../../../answer/programs/index.ts';
import { type Size, titleRule } from '../../draw.ts';
import { paragraph } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { OwnWork } from './own-work.ts';

type Ended = Extract<OwnWork, { phase: 'ended' }>;

/** The program that runs the person's file as the answer says. */
export function codeRows({ answer, question }: Ended, width: Size['width'], theme: Theme): string[] {
  const { card, wish } = question;
  const program = programOfAnswer(answer, { word: wish.workload, card }, null);
  if (!program)
    return [
      titleRule(width, { title: 'Code', focused: false }, theme),
      ...paragraph(
        ' ',
        'There is no program to show: only a file of your own with an answer has one, and none that needs setUp.',
        width,
      ),
    ];
  return [
    titleRule(width, { title: 'Code', figure: program.name, focused: false }, theme),
    ...program.source
      .trimEnd()
      .split('\n')
      .map((line) => ` ${line}`),
  ];
}
