import { runtimeTitles } from '../catalog/runtimes/index.ts';
import { compareCommand } from '../catalog/wish.ts';
import type { Decision, Verdict } from '../guide/decision.ts';
import type { Question } from '../guide/question.ts';
import { questions } from '../guide/questions/index.ts';
import { languageOf, languagesOf, sketchOf } from '../guide/sketches/index.ts';
import { verdictLine } from '../guide/words.ts';
import type { RuntimeId } from '../protocol/plan.ts';

/** All of a decision as text. `own`: the person's own work, which a comparison can take as well. */
export function decisionLines(decision: Decision, own: string | null): string[] {
  const { verdict, path, whyNot, caveats, next, proof, unused } = decision;
  const lines: string[] = [];
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0)
      lines.push(...(lines.length > 0 ? [''] : []), title, ...rows.map((row) => `  ${row}`.trimEnd()));
  };
  if (verdict) {
    section(`Verdict: ${verdictLine(verdict)}`, [
      `size: ${verdict.sizing.formula}`,
      ...(verdict.engine ? [`${verdict.engine.name}: ${verdict.engine.because}`] : []),
    ]);
  } else lines.push('No verdict yet: another answer is needed.');
  section(
    'Because',
    path.map(
      ({ key, value, because, model }) =>
        `${`${key}=${value}`.padEnd(24)}${(model ?? 'open').padEnd(12)}${because}`,
    ),
  );
  section(
    'Why not',
    Object.entries(whyNot).map(([model, reason]) => `${model.padEnd(12)}${reason}`),
  );
  section(
    'Mind',
    caveats.map((text) => `· ${text}`),
  );
  section('Answered, but of no matter here', unused.length > 0 ? [unused.join(', ')] : []);
  if (proof) {
    const mine = own === null ? [] : [`on your own work: ${compareCommand({ workload: own }, proof.models)}`];
    section('Prove it', [proof.claim, ...(proof.note ? [proof.note] : []), proof.compare, ...mine]);
  }
  if (verdict) {
    for (const language of languagesOf(verdict))
      section(sketchTitle(verdict, language), sketchOf(verdict, language).trimEnd().split('\n'));
  }
  if (next) section(verdict ? `Next, if you know it: ${next.text}` : next.text, optionRows(next));
  return lines;
}

/** Where the runtime is open, sizes are reckoned for the one that takes more. */
function sketchTitle(verdict: Verdict, language: RuntimeId): string {
  const sized = languageOf(verdict);
  const borrowed = language !== sized && verdict.sizing.counts !== 'task';
  return `In ${runtimeTitles[language]}${borrowed ? `, with the sizes reckoned for ${runtimeTitles[sized]}` : ''}`;
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
    : '--measure runs your work for a second';
}

function optionRows({ key, options }: Question): string[] {
  return options.map(
    ({ value, label, example }) => `${`--answer ${key}=${value}`.padEnd(32)}${label}: ${example}`,
  );
}
