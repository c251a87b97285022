import { expect, test } from 'vitest';
import { heddle } from './helpers/heddle.ts';

/** Hybrid is left out: neither workload has parts, so it runs the same code as async. */
const models = ['sequential', 'async', 'threads', 'processes'];

test('without a terminal heddle compares: two workloads under each model that differs, a table each', async () => {
  const { code, stdout, stderr } = await heddle([]);
  expect(code).toBe(0);
  const [waiting = '', computing = ''] = stdout.split(/^(?=compute: )/m);
  for (const table of [waiting, computing]) {
    const rows = table
      .split('\n')
      .flatMap((line) => /^(\w+) +[\d,]+ .* [\d.]+ (?:s|ms) /.exec(line)?.[1] ?? []);
    expect(rows).toEqual(models);
    expect(table).toMatch(/^model +at once +time +speed-up +lag p99 +memory$/m);
  }
  expect(waiting).toMatch(/^wait: 24 tasks, ms 50, 1 run per model$/m);
  // Waiting together must beat waiting one after another, whatever the machine.
  const speedUp = Number(/^async .* (\d+(?:\.\d+)?) × /m.exec(waiting)?.[1]);
  expect(speedUp).toBeGreaterThan(2);
  for (const model of models)
    expect(stderr).toMatch(new RegExp(`^ *\\d+/8  compute under ${model}: .* completed in`, 'm'));
});
