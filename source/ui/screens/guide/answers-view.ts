import { decide } from '../../../guide/decide.ts';
import type { Machine } from '../../../guide/question.ts';
import { type Size, titleRule } from '../../draw.ts';
import { toWidth } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around } from '../shared/rows.ts';
import { answeredQuestions, type GuideState } from './guide-state.ts';
import { labelled } from './rows.ts';

/** All answers that count, one a line, and below them what the last change has changed. */
export function answersView(
  state: GuideState,
  machine: Machine,
  { width, height }: Size,
  theme: Theme,
): string[] {
  const { view, answers, changed } = state;
  if (view.kind !== 'answers') return [];
  const { path, verdict } = decide(answers, machine);
  const list = answeredQuestions(answers, machine);
  const lines = list.map(({ key, text }, at) => {
    const model = path.find((step) => step.key === key)?.model ?? 'open';
    const row = ` ${at === view.at ? '→' : ' '} ${toWidth(key, 12)} ${toWidth(answers[key]!, 13)}`;
    const shown = at === view.at ? theme.paint('strong', row) : row;
    return `${shown} ${toWidth(model, 10)} ${theme.paint('dim', text)}`;
  });
  const report =
    changed.length === 0
      ? labelled('', 'Enter changes the answer; what that changes is shown here.', width, theme, 'dim')
      : changed.flatMap((line, at) => labelled(at === 0 ? 'Changed' : '', line, width, theme, 'warn'));
  // The list keeps two thirds of the screen where both are long.
  const room = Math.max(
    3,
    Math.min(lines.length, Math.max(height - report.length - 2, Math.floor((height * 2) / 3))),
  );
  const title = 'Your answers, and the model they have led to';
  return [
    titleRule(width, { title, figure: verdict?.model ?? 'open', focused: false }, theme),
    ...around(lines, view.at, room, theme),
    '',
    ...report,
  ];
}
