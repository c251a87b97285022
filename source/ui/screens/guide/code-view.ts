import { programFor } from '../../../answer/programs/index.ts';
import { splitWord } from '../../../catalog/module-word.ts';
import { decideCommand } from '../../../catalog/wish.ts';
import { type Size, titleRule } from '../../draw.ts';
import { paragraph } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { OwnWork } from './own-work.ts';

type Ended = Extract<OwnWork, { phase: 'ended' }>;

/** The program that runs the person's file as the answer says. */
export function codeRows({ answer, question }: Ended, width: Size['width'], theme: Theme): string[] {
  const { candidate } = answer;
  const { card, wish } = question;
  const { path } = splitWord(wish.workload);
  // An import knows no home folder.
  const file = path.startsWith('~') ? (card.module ?? path) : path;
  const name = `${file.replace(/^.*\/|\.\w+$/g, '')}-${candidate?.model}.mjs`;
  const inputs = candidate?.plan.inputs;
  const inputsPath = inputs
    ? inputs.pattern === null
      ? inputs.path
      : `${inputs.path}/${inputs.pattern}`
    : null;
  const program =
    candidate &&
    programFor({
      name,
      file,
      inputsPath,
      command: decideCommand(wish.workload, []),
      card,
      plan: candidate.plan,
    });
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
    titleRule(width, { title: 'Code', figure: name, focused: false }, theme),
    ...program
      .trimEnd()
      .split('\n')
      .map((line) => ` ${line}`),
  ];
}
