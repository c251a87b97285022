import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decide, isRight } from '../../bench/labelled/answers.ts';
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

/**
 * `heddle decide` of work that well-known packages do. The table says what is right on two cores, and why; the machine
 * here may have more, so bare programs are asked where an answer is none of these.
 */
describe('work of packages', () => {
  const asked = programs.filter(({ packages, tasks }) => packages && tasks === null);
  const answered: string[] = [];

  test.each(asked.map((program) => [basename(program.name), program] as const))('%s', async (_, program) => {
    const said = await decide(program);
    // Bare programs have the last word where the table says otherwise.
    const label = isRight(said, program.right) ? null : await labelOf(program, 1, 400);
    const isOneOf = label === null || isRight(said, [...program.right, ...label.right]);
    if (isOneOf) answered.push(program.name);
    // On a busy machine, or of what is warm only after seconds, an answer may be left open; it may not be wrong.
    const right = isOneOf || said.kind === 'cannot-tell';
    expect({ ...said, label: label?.best, right }).toMatchObject({ right: true });
  });

  test('ten of them have an answer', () => {
    expect(answered.length, answered.join(', ')).toBeGreaterThanOrEqual(10);
  });
});
