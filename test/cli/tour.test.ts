import { expect, test } from 'vitest';
import { heddle } from './helpers/heddle.ts';

const models = ['sequential', 'async', 'threads', 'processes', 'hybrid'];

test('without a terminal heddle is a tour: two workloads under each model, told as text', async () => {
  const { code, stdout, stderr } = await heddle([]);
  expect(code).toBe(0);
  const rows = stdout
    .split('\n')
    .flatMap((line) => /^(wait|compute) +(\w+) /.exec(line)?.slice(1, 3).join(' ') ?? []);
  expect(rows).toEqual(['wait', 'compute'].flatMap((work) => models.map((model) => `${work} ${model}`)));
  expect(stdout).toMatch(/^work +model +at once +time +speed-up /);
  // Waiting together must beat waiting one after another, whatever the machine.
  const speedUp = Number(/^wait +async .* x(\d+\.\d+) /m.exec(stdout)?.[1]);
  expect(speedUp).toBeGreaterThan(2);
  for (const model of models)
    expect(stderr).toMatch(new RegExp(`^compute under ${model}: .* completed in`, 'm'));
});
