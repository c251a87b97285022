import type { Decision, Verdict } from '../../../guide/decision.ts';
import { outlook } from '../../../guide/outlook.ts';
import { type Machine, type Measure, type Question, unknown } from '../../../guide/question.ts';
import { type Size, scrolled, titleRule } from '../../draw.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around, labelled } from '../shared/rows.ts';
import { answeredQuestions, type GuideState, type GuideWork, isMeasured, measuredFor } from './state.ts';

/** Changes beyond these are in the list of answers. */
const shownChanges = 4;

/** What all this comes to, for those who have not answered yet. */
const begin =
  'One to three answers lead to a verdict. More answers refine it, and a comparison on this machine checks it.';

/** A question with its options, what follows from the chosen one, and the way so far. */
export function questionView(
  question: Question,
  state: GuideState,
  machine: Machine,
  { width, height }: Size,
  theme: Theme,
): string[] {
  const { view, answers, decision, changed, work } = state;
  if (view.kind !== 'question') return [];
  const { options, text, why, measure } = question;
  const chosen = options[view.option]!;
  const { leadsTo } = outlook(question, answers, machine);
  const title = view.editing ? 'Change this answer' : 'Question';
  const models = leadsTo[chosen.value]!;
  const head = [
    titleRule(width, { title, figure: question.key, focused: false }, theme),
    ...paragraph(' ', text, width, (line) => theme.paint('strong', line)),
    '',
  ];
  const rows = [...head, ...optionRows(question, view.option, width, theme), ''];
  if (!examplesFit(question, width))
    rows.push(...labelled(isUnknown(chosen.value) ? 'Then' : 'E.g.', chosen.example, width, theme));
  rows.push(...labelled('Because', chosen.because, width, theme));
  rows.push(
    ...labelled(
      'Leads to',
      models.length === 1 ? models[0]! : `one of ${models.join(', ')}`,
      width,
      theme,
      'strong',
    ),
  );
  if (view.why) rows.push(...labelled('Why asked', why, width, theme));
  const reading = readingRows(question, state, width, theme);
  if (reading !== null) {
    rows.push(...reading);
  } else if (measure) {
    const how = measure.by === 'run' ? howMeasured(work, measure) : 'Press m: Heddle looks at this machine.';
    rows.push(...labelled('Not sure?', how, width, theme));
  }
  if (decision.path.length > 0) rows.push(...labelled('So far', soFar(state), width, theme));
  if (decision.verdict) rows.push(...labelled('Verdict', ready(decision.verdict), width, theme, 'ok'));
  if (decision.path.length === 0) rows.push('', ...labelled('', begin, width, theme, 'dim'));
  rows.push(...changeRows(changed, width, theme));
  // The chosen answer stays in sight, however low the terminal.
  const chosenRow = head.length + view.option;
  return chosenRow < height - 1 ? scrolled(rows, height, 0, theme) : around(rows, chosenRow, height, theme);
}

function optionRows(question: Question, chosen: number, width: number, theme: Theme): string[] {
  const beside = examplesFit(question, width);
  return question.options.map(({ value, example }, at) => {
    const name = optionName(question, at, chosen);
    const shown = at === chosen ? theme.paint('strong', name) : name;
    return beside ? `${shown}  ${theme.paint('dim', `${isUnknown(value) ? '' : 'e.g. '}${example}`)}` : shown;
  });
}

/** What follows from "I don't know" stands where the others have an example. */
const isUnknown = (value: string) => value === unknown;

/** Whether there is room for an example beside each option; else only that of the chosen one is shown, below. */
function examplesFit(question: Question, width: number): boolean {
  return question.options.every(
    ({ example }, at) => widthOf(`${optionName(question, at, 0)}  e.g. ${example}`) <= width,
  );
}

function optionName({ options }: Question, at: number, chosen: number): string {
  const values = Math.max(...options.map(({ value }) => widthOf(value)));
  const labels = Math.max(...options.map(({ label }) => widthOf(label)));
  const { value, label } = options[at]!;
  return ` ${at === chosen ? '→' : ' '} ${toWidth(value, values)}  ${toWidth(label, labels)}`;
}

/** What was seen of the machine or of the work, and what that means for the answer; null for nothing. */
function readingRows({ key }: Question, state: GuideState, width: number, theme: Theme): string[] | null {
  const { reading, given } = state;
  const seen = reading?.key === key ? reading : measuredFor(key, state);
  if (seen === null) return null;
  const answer = given[key];
  const isAgainst =
    seen.value !== null && answer !== undefined && answer !== unknown && answer !== seen.value;
  const then =
    seen.value === null
      ? ''
      : isAgainst
        ? ` You answered "${answer}".`
        : isMeasured(key, state)
          ? ` So the answer is "${seen.value}".`
          : answer === seen.value
            ? ''
            : ` Enter answers "${seen.value}".`;
  return labelled('Measured', seen.saw + then, width, theme, isAgainst ? 'warn' : 'ok');
}

/** The answers of the person, then those that were measured, and what they have led to. */
function soFar(state: GuideState): string {
  const { path } = state.decision;
  const named = (steps: Decision['path']) => steps.map(({ key, value }) => `${key}=${value}`).join(' · ');
  const measured = path.filter(({ key }) => isMeasured(key, state));
  const given = path.filter((step) => !measured.includes(step));
  const model = path.at(-1)!.model;
  const parts = [
    ...(given.length > 0 ? [named(given)] : []),
    ...(measured.length > 0 ? [`measured: ${named(measured)}`] : []),
  ];
  return `${parts.join(' · ')}${model ? ` → ${model}` : ''}`;
}

/** A verdict that is there already is easily missed behind the next question. */
function ready({ model }: Verdict): string {
  return `You have a verdict: ${model}. Press v to see it; more answers refine it.`;
}

/** A workload of Heddle's tells of nothing but itself: without a file there is nothing to measure. */
function howMeasured({ id, named }: GuideWork, { withoutWork }: Extract<Measure, { by: 'run' }>): string {
  return named
    ? `Press m: Heddle measures ${id} and finds the model itself.`
    : (withoutWork ?? 'Press f to open your file: Heddle measures it and finds the model itself.');
}

/** What the last changed answer has changed. */
function changeRows(changed: readonly string[], width: number, theme: Theme): string[] {
  if (changed.length === 0) return [];
  const shown = changed.slice(0, shownChanges);
  const more = changed.length > shown.length ? [`… and ${changed.length - shown.length} more`] : [];
  return [
    '',
    ...[...shown, ...more].flatMap((line, at) =>
      labelled(at === 0 ? 'Changed' : '', line, width, theme, 'warn'),
    ),
  ];
}

/** All answers that count, one a line, and below them what the last change has changed. */
export function answersView(state: GuideState, { width, height }: Size, theme: Theme): string[] {
  const { view, answers, decision, changed, found } = state;
  if (view.kind !== 'answers') return [];
  const { path, verdict } = decision;
  const lines = answeredQuestions(state).map(({ key, text }, at) => {
    const model = path.find((step) => step.key === key)?.model ?? 'none yet';
    const row = ` ${at === view.at ? '→' : ' '} ${toWidth(key, 12)} ${toWidth(answers[key]!, 13)}`;
    const shown = at === view.at ? theme.paint('strong', row) : row;
    const against = found.contradicted.find((one) => one.key === key);
    const mark = against
      ? `${theme.paint('warn', `measured: ${against.value}`)} · `
      : isMeasured(key, state)
        ? 'measured · '
        : '';
    return `${shown} ${toWidth(model, 10)} ${mark}${theme.paint('dim', text)}`;
  });
  const report =
    changed.length === 0
      ? labelled('', 'Enter changes the answer. What that changes is shown here.', width, theme, 'dim')
      : changed.flatMap((line, at) => labelled(at === 0 ? 'Changed' : '', line, width, theme, 'warn'));
  // The list keeps two thirds of the screen where both are long.
  const room = Math.max(
    3,
    Math.min(lines.length, Math.max(height - report.length - 2, Math.floor((height * 2) / 3))),
  );
  const title = 'Your answers, and the model they have led to';
  return [
    titleRule(width, { title, figure: verdict?.model ?? 'none yet', focused: false }, theme),
    ...around(lines, view.at, room, theme),
    '',
    ...report,
  ];
}
