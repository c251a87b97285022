import { describe, expect, test } from 'vitest';
import type { BodyName } from '../../source/catalog/called.ts';
import {
  bodyFor,
  defaultConcurrency,
  hasPoolBehind,
  modelCard,
  modelIdsOf,
  usesPool,
} from '../../source/catalog/models.ts';
import { defaultPoolThreads } from '../../source/catalog/pools.ts';
import { usualRuntime } from '../../source/catalog/runtimes/index.ts';
import type { ModelId } from '../../source/protocol/plan.ts';
import type { WorkloadKind } from '../../source/protocol/workload.ts';

const of = (model: string) => ({ runtime: usualRuntime.id, model: model as ModelId });
const card = (model: string) => modelCard(of(model));
const kinds: WorkloadKind[] = ['cpu', 'blocking-io', 'async-io', 'mixed', 'pitfall'];
const words = (line: string) => line.trim().split(/\s+/);

/** A table as text: the first row names the columns, the first column the rows. */
function readTable(text: string): [row: string, column: string, cell: string][] {
  const [head = '', ...rows] = text.trim().split('\n');
  return rows.flatMap((row) => {
    const [name = '', ...cells] = words(row);
    return words(head).map((column, at) => [name, column, cells[at]!] as [string, string, string]);
  });
}

describe('the body that a model runs (b: blocking, c: cooperative, r: run), by the bodies there are', () => {
  const bodies = { b: 'blocking', c: 'cooperative', r: 'run' } as const;
  const cases = (text: string) =>
    readTable(text).map(([model, has, body]) => ({
      model: model as ModelId,
      has: [...has].map((letter) => bodies[letter as 'b']) as BodyName[],
      body: bodies[body as 'b'],
    }));

  test.each(
    cases(`
                bc  b   c   r   br  cr  bcr
    sequential  b   b   c   r   b   r   b
    async       c   b   c   r   r   c   c
    threads     b   b   c   r   b   r   b
    processes   b   b   c   r   b   r   b
    hybrid      c   b   c   r   r   c   c
  `),
  )('$model of $has: $body (async I/O)', ({ model, has, body }) => {
    expect(bodyFor(card(model), { kind: 'async-io', bodies: has, parts: [] })).toBe(body);
  });

  test.each(
    cases(`
                bc  c   r   bcr
    async       c   c   r   c
    threads     b   c   r   b
    hybrid      b   c   r   b
  `),
  )('$model of $has: $body (computing)', ({ model, has, body }) => {
    expect(bodyFor(card(model), { kind: 'cpu', bodies: has, parts: [] })).toBe(body);
  });
});

test.each(
  readTable(`
                 b    c    r    bc
    cpu          yes  yes  yes  yes
    blocking-io  yes  yes  yes  yes
    async-io     yes  no   no   no
    mixed        yes  yes  yes  yes
    pitfall      yes  yes  yes  yes
  `),
)('hybrid hands %s with bodies %s to its pool: %s', (kind, has, pooled) => {
  const names = { b: 'blocking', c: 'cooperative', r: 'run' } as const;
  const bodies = [...has].map((letter) => names[letter as 'b']);
  expect(usesPool(card('hybrid'), { kind: kind as WorkloadKind, bodies, parts: [] })).toBe(pooled === 'yes');
});

describe('how many at once when nobody says, of 100 tasks on 1.5 cores', () => {
  test.each(
    readTable(`
                 cpu  blocking-io  async-io  mixed
    sequential   1    1            1         1
    async        100  100          100       100
    threads      2    16           16        16
    processes    2    8            8         8
    hybrid       2    16           100       16
    `),
  )('%s, %s: %s', (model, kind, count) => {
    const workload = { kind: kind as WorkloadKind, bodies: ['blocking', 'cooperative'] as const, parts: [] };
    expect(defaultConcurrency(of(model), workload, 100, 1.5)).toBe(Number(count));
  });

  test.each(modelIdsOf('node'))('%s: never more than there are tasks, never none', (model) => {
    for (const kind of kinds) {
      const workload = { kind, bodies: ['run'] as const, parts: [] };
      expect(defaultConcurrency(of(model), workload, 1, 64)).toBe(1);
      expect(defaultConcurrency(of(model), workload, 3, 0.1)).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('a workload with parts', () => {
  const workload = {
    kind: 'mixed' as const,
    bodies: ['blocking', 'cooperative'] as const,
    parts: ['resize'],
  };

  test.each(
    readTable(`
                  body         pooled  behind  at-once
      sequential  blocking     no      no      1
      async       cooperative  no      no      100
      threads     blocking     yes     no      16
      processes   blocking     yes     no      8
      hybrid      cooperative  no      yes     100
    `),
  )('under %s: %s is %s', (name, what, cell) => {
    const model = card(name);
    const found = {
      body: bodyFor(model, workload),
      pooled: usesPool(model, workload) ? 'yes' : 'no',
      behind: hasPoolBehind(model, workload) ? 'yes' : 'no',
      'at-once': String(defaultConcurrency(of(name), workload, 100, 1.5)),
    };
    expect(found[what as keyof typeof found]).toBe(cell);
  });

  test.each([
    ['cpu', 100, 0.5, 2],
    ['mixed', 100, 4.5, 5],
    ['blocking-io', 100, 2, 16],
    ['blocking-io', 3, 2, 3],
    ['blocking-io', 1, 2, 2],
    ['blocking-io', 100, 64, 64],
  ] as const)(
    '%s, %i at once, on %f cores has %i threads behind the loop',
    (kind, atOnce, cores, threads) => {
      expect(defaultPoolThreads(of('hybrid'), { kind }, atOnce, cores)).toBe(threads);
    },
  );
});
