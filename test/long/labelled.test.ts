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
 * here may have more, so bare programs are asked first.
 */
describe('work of packages', () => {
  const asked = programs.filter(({ packages, tasks }) => packages && tasks === null);
  const answered: string[] = [];

  test.each(asked.map((program) => [basename(program.name), program] as const))('%s', async (_, program) => {
    const label = await labelOf(program, 1, 400);
    const said = await decide(program);
    const right = [...new Set([...label.right, ...program.right])];
    if (isRight(said, right)) answered.push(program.name);
    // On a busy machine, or of what is warm only after seconds, an answer may be left open; it may not be wrong.
    const isOpen = said.kind === 'cannot-tell';
    expect({ ...said, label: label.best, right: isOpen || isRight(said, right) }).toMatchObject({
      right: true,
    });
  });

  test('ten of them have an answer', () => {
    expect(answered.length, answered.join(', ')).toBeGreaterThanOrEqual(10);
  });
});
