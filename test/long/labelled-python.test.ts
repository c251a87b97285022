import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decide, isRight, mostWrong } from '../../bench/labelled/answers.ts';
import { pythonLabel, pythonPrograms } from '../../bench/labelled/python-programs.ts';
import { interpreters, noPython } from '../helpers/python.ts';

test('the table names every program once, and models that there are', () => {
  const files = readdirSync(dirname(pythonPrograms[0]!.file)).filter((name) => name.endsWith('.py'));
  expect(pythonPrograms.map(({ file }) => basename(file)).sort()).toEqual(files.sort());
  for (const { right } of pythonPrograms)
    for (const model of right) expect(['sequential', 'async', 'threads', 'processes']).toContain(model);
});

/** A label that was measured once, on a machine that others use as well, is no surer than the answer that it judges. */
const rounds = 3;

/** `heddle decide` of programs whose answer is known. On a busy machine an answer may be left open. */
describe.skipIf(interpreters.length === 0)(`work in Python (skipped: ${noPython})`, () => {
  const open: string[] = [];
  const wrong: string[] = [];

  test.each(pythonPrograms.map((program) => [program.name, program] as const))(
    '%s',
    async (name, program) => {
      const said = await decide(program);
      // Bare programs have the last word where the table says otherwise; not of what returns other results.
      const isAsked = !isRight(said, program.right) && said.kind !== 'cannot-tell' && !program.onlyRight;
      const label = isAsked ? await pythonLabel(program, interpreters[0]!.path, rounds) : null;
      const isOneOf = isRight(said, [...program.right, ...(label?.right ?? [])]);
      if (!isOneOf && said.quiet) open.push(`${name} ${said.text}`);
      if (!isOneOf && said.kind !== 'cannot-tell') wrong.push(JSON.stringify({ name, ...said, label }));
      const [kind] = program.kinds;
      expect(said.natures).toContain(kind);
    },
  );

  test('while the machine is quiet nearly all have an answer', () => {
    expect(open.length, open.join(', ')).toBeLessThanOrEqual(6);
  });

  test('at most one answer in twenty is wrong', () => {
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(mostWrong(pythonPrograms.length));
  });
});
