import type { Question } from '../../../answer/step.ts';
import { headlineOf } from '../../../answer/words/index.ts';
import { mostToVerdict, outlook } from '../../../guide/outlook.ts';
import type { Machine } from '../../../guide/question.ts';
import { shortVerdict, verdictLine } from '../../../guide/words.ts';
import type { ModelId } from '../../../protocol/plan.ts';
import { fill, type Size, scrolled } from '../../draw.ts';
import { toWidth, widthOf } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { fileBody } from '../shared/file-body.ts';
import { labelled } from '../shared/rows.ts';
import { scrollKeys } from './make-key.ts';
import { proofView } from './proof-view.ts';
import { answersView, questionView } from './question-view.ts';
import { type GuideState, isProofOf, questionOf } from './state.ts';
import { sketchView, verdictView } from './verdict-view.ts';
import { workRows } from './work-view.ts';

/** The body of the Guide. */
export function drawGuide(
  state: GuideState,
  asked: () => Question,
  machine: Machine,
  size: Size,
  theme: Theme,
): string[] {
  return fill(rowsOf(state, asked, machine, size, theme), size);
}

function rowsOf(
  state: GuideState,
  asked: () => Question,
  machine: Machine,
  size: Size,
  theme: Theme,
): string[] {
  const { view, decision, proofRun, work } = state;
  const question = questionOf(state);
  if (question) return questionView(question, state, machine, size, theme);
  if (view.kind === 'answers') return answersView(state, size, theme);
  if (view.kind === 'file') return fileBody(view.prompt, size, theme);
  if (view.kind === 'work')
    return scrolled(workRows(state, asked, size, theme), size.height, view.scroll, theme, scrollKeys);
  const { verdict, proof } = decision;
  if (!verdict)
    return labelled('', 'No verdict yet. Go back (←) and answer the question.', size.width, theme);
  if (view.kind === 'sketch') return sketchView(verdict, view.language, view.scroll, size, theme);
  if (view.kind === 'verdict') return verdictView(state, view.scroll, size, theme);
  if (view.kind === 'proof' && proof && isProofOf(proofRun, proof)) {
    return scrolled(proofView(proofRun, work, size, theme), size.height, view.scroll, theme, scrollKeys);
  }
  return labelled('', 'Not run yet. Press p to run it.', size.width, theme);
}

/** How far the person's work is. */
function workLine({ own, work, view }: GuideState): string {
  if (view.kind === 'file') return ' Open your file, to measure it.';
  if (own?.phase === 'ended') return ` ${work.id}: ${headlineOf(own.answer)}`;
  return own === null ? ` ${work.id}: not measured yet` : ` ${work.id}: measuring`;
}

/** What the screen is about: where one is, and what the answers lead to. */
export function guideSubtitle(state: GuideState, machine: Machine, width: number, theme: Theme): string {
  const { verdict } = state.decision;
  if (state.view.kind === 'work' || state.view.kind === 'file') return toWidth(workLine(state), width);
  const question = questionOf(state);
  if (!question || state.view.kind !== 'question') {
    if (!verdict) return toWidth(' Answer a few questions to see which model fits.', width);
    const whole = ` ${verdictLine(verdict)}`;
    return widthOf(whole) <= width ? whole : toWidth(` ${shortVerdict(verdict)}`, width);
  }
  const { leadsTo, at, about } = outlook(question, state.answers, machine);
  const chosen = leadsTo[question.options[state.view.option]!.value]!;
  const others = [...new Set(Object.values(leadsTo).flat())].filter((model) => !chosen.includes(model));
  const one = (sign: string) => (model: ModelId) => `${sign} ${model}`;
  // The first ones lead to a verdict; with one there is, nothing more has to be answered.
  const left = verdict
    ? ` question ${at} of ${at < about ? 'about ' : ''}${about}, optional`
    : ` question ${at} of ${mostToVerdict} at most`;
  const may = theme.paint('dim', others.map(one('▒')).join(' '));
  const will = theme.paint('strong', chosen.map(one('█')).join(' '));
  // Where there is too little room, what the chosen answer leads to stays.
  for (const right of [`leads to  ${may}${others.length > 0 ? ' ' : ''}${will} `, `leads to ${will} `]) {
    const gap = width - widthOf(left) - widthOf(right);
    if (gap >= 2) return left + ' '.repeat(gap) + right;
  }
  return toWidth(left, width);
}
