import { runtimeTitles } from '../catalog/runtimes/index.ts';
import { compareCommand, decideCommand } from '../catalog/wish.ts';
import type { Decision, Verdict } from '../guide/decision.ts';
import type { Question } from '../guide/question.ts';
import { questions } from '../guide/questions/index.ts';
import { languageOf, languagesOf, sketchOf } from '../guide/sketches/index.ts';
import { verdictLine } from '../guide/words.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import { wrap } from './wrap.ts';

/** All of a decision as text. `own`: the person's own work, which a comparison can take as well. */
export function decisionLines(decision: Decision, own: string | null): string[] {
  const { verdict, path, whyNot, caveats, next, proof, unused } = decision;
  const lines: string[] = [];
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push(...(lines.length > 0 ? [''] : []), title, ...rows);
  };
  if (verdict) {
    const [first, ...rest] = wrap(verdictLine(verdict), 'Verdict: ', '  ');
    section(first!, [
      ...rest,
      ...wrap(verdict.sizing.formula, '  '),
      ...(verdict.engine ? wrap(verdict.engine.because, `  ${verdict.engine.name}: `, '  ') : []),
    ]);
  } else if (next) lines.push(`No verdict yet: the question "${next.key}" needs an answer.`);
  section('Because', becauseRows(path));
  section(
    'Why not',
    Object.entries(whyNot).flatMap(([model, reason]) => wrap(reason, `  ${model.padEnd(12)}`)),
  );
  section(
    'Keep in mind',
    caveats.flatMap((text) => wrap(text, '  · ', '    ')),
  );
  section(
    'Answered, but not used',
    unused.flatMap(({ key, value, because }) => wrap(because, `  ${key}=${value}  `, '    ')),
  );
  if (proof) {
    // As many at once as the verdict says: left to themselves, threads and processes differ in that.
    const wish = { workload: own ?? '', concurrency: proof.wish.concurrency };
    const mine = own === null ? [] : ['  On your own work:', `    ${compareCommand(wish, proof.models)}`];
    section('Prove it', [
      ...wrap(proof.claim, '  '),
      ...(proof.note ? wrap(proof.note, '  ') : []),
      `    ${proof.compare}`,
      ...mine,
    ]);
  }
  if (verdict) {
    for (const language of languagesOf(verdict)) {
      const program = sketchOf(verdict, language).trimEnd().split('\n');
      section(
        sketchTitle(verdict, language),
        program.map((line) => `  ${line}`.trimEnd()),
      );
    }
  }
  if (next)
    section(verdict ? `Next question (optional): ${next.text}` : next.text, [
      ...optionRows(next).map((row) => `  ${row}`),
      '  For example:',
      `    ${exampleOf(decision, next, own)}`,
    ]);
  return lines;
}

/** Each answer with what follows from it, and with the model where it turns to another. */
function becauseRows(path: Decision['path']): string[] {
  const names = path.map(({ key, value, model }, at) => {
    const turned = model !== null && model !== (path[at - 1]?.model ?? null);
    return `${key}=${value}${turned ? ` → ${model}` : ''}`;
  });
  const column = Math.max(0, ...names.map((name) => name.length));
  return path.flatMap(({ because }, at) => wrap(because, `  ${names[at]!.padEnd(column)}  `));
}

/** The same command with the answers there are, and one more. */
function exampleOf({ path }: Decision, { key, options }: Question, own: string | null): string {
  const answers = [...path, { key, value: options[0]!.value }];
  return decideCommand(
    own,
    answers.map((answer) => `${answer.key}=${answer.value}`),
  );
}

/** Where the runtime is open, sizes are computed for the one that takes more. */
function sketchTitle(verdict: Verdict, language: RuntimeId): string {
  const sized = languageOf(verdict);
  const borrowed = language !== sized && verdict.sizing.counts !== 'task';
  return `In ${runtimeTitles[language]}${borrowed ? ` (the sizes are those for ${runtimeTitles[sized]})` : ''}`;
}

/** Every question with the values it takes. */
export function questionLines(): string[] {
  return questions.flatMap((question, at) => [
    ...(at > 0 ? [''] : []),
    `${question.key.padEnd(14)}${question.text}`,
    ...optionRows(question).map((row) => `  ${row}`),
    ...(question.measure ? [`  ${howMeasured(question)}`] : []),
  ]);
}

function howMeasured({ measure }: Question): string {
  return measure?.by === 'machine'
    ? '--measure reads it from this machine'
    : '--measure finds out by running your work, for a second at most';
}

function optionRows({ key, options }: Question): string[] {
  return options.map(
    ({ value, label, example }) => `${`--answer ${key}=${value}`.padEnd(32)}${label} (${example})`,
  );
}
