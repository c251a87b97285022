import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decide, isRight, mostWrong } from '../../bench/labelled/answers.ts';
import { labelOf } from '../../bench/labelled/label.ts';
import { programs } from '../../bench/labelled/programs.ts';

const folder = dirname(programs[0]!.file);

test('the table names every program once, and models that there are', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.([cm]?js|ts)$/.test(name),
  );
  expect([...new Set(programs.map(({ file }) => file))].sort()).toEqual(
    files.map((name) => join(folder, name)).sort(),
  );
  expect(new Set(programs.map(({ name }) => name)).size).toBe(programs.length);
  for (const { right } of programs)
    for (const model of right) expect(['sequential', 'async', 'threads', 'processes']).toContain(model);
  expect(programs.every(({ inputs }) => inputs === null || existsSync(inputs))).toBe(true);
});

/** A label that was measured once is no surer than the answer that it judges. */
const rounds = 2;
/** On a quiet machine ten of twelve have an answer. */
const mostOpen = 2;

/**
 * `heddle decide` of work that well-known packages do. The table says what is right on two cores, and why; the machine
 * here may have more, so bare programs are asked where an answer is none of these. On a busy machine, or of what is warm
 * only after seconds, an answer may be left open.
 */
describe('work of packages', () => {
  const asked = programs.filter(({ packages, tasks }) => packages && tasks === null);
  const open: string[] = [];
  const wrong: string[] = [];

  test.each(asked.map((program) => [basename(program.name), program] as const))(
    '%s',
    async (name, program) => {
      const said = await decide(program);
      const isLeftOpen = said.kind === 'cannot-tell';
      const isAsked = !isRight(said, program.right) && !isLeftOpen;
      // Bare programs have the last word where the table says otherwise.
      const label = isAsked ? await labelOf(program, rounds) : null;
      const isOneOf = isRight(said, [...program.right, ...(label?.right ?? [])]);
      if (isLeftOpen && said.quiet) open.push(`${name} ${said.text}`);
      if (!isOneOf && !isLeftOpen) wrong.push(JSON.stringify({ name, ...said, label }));
      expect(said.calls).toBeGreaterThan(0);
    },
  );

  test('while the machine is quiet ten of them have an answer', () => {
    expect(open.length, open.join(', ')).toBeLessThanOrEqual(mostOpen);
  });

  test('at most one answer in twenty is wrong', () => {
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(mostWrong(asked.length));
  });
});
