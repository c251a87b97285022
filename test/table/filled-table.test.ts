import { describe, expect, test } from 'vitest';
import { claims } from '../../source/claims/index.ts';
import { tableDocument, tableOfModelsLines } from '../../source/plain/table-of-models.ts';
import { columnBeside, fillTable, provenance, tableClaims } from '../../source/table/filled-table.ts';
import { keepRulings, type Measurements } from '../../source/table/measured.ts';
import { features, tableModels } from '../../source/table/table.ts';

const here = { runtime: 'node 24.21', machine: 'host, cpu', effectiveCores: 2 };
const stamp = { ...here, atMs: Date.UTC(2026, 10, 23) };
const cellOf = (measurements: Measurements, row: string, model: string, where = here) =>
  fillTable(measurements, where)
    .rows.find(({ id }) => id === row)!
    .cells.find((cell) => cell.model === model)!;
const taskMemory: Measurements = {
  'async-task-is-small': {
    verdict: 'holds',
    saw: '',
    figures: { taskBytes: 1200, threadBytes: 8e6, ratio: 6666 },
    stamp,
  },
};

test('seven features of three models, each cell measured by a claim there is or a judgement', () => {
  expect(features).toHaveLength(7);
  for (const { cells } of features) {
    for (const { model } of tableModels) {
      const { measured, notes } = cells[model];
      const known = claims.map(({ id }) => id);
      if (measured) expect(known).toContain(measured.claim);
      for (const note of notes) expect(known).toContain(note);
    }
  }
  const judged = features.filter(({ cells }) => Object.values(cells).every(({ measured }) => !measured));
  expect(judged.map(({ id }) => id)).toEqual(['complexity']);
  expect(new Set(tableClaims.map(({ id }) => id)).size).toBe(tableClaims.length);
});

describe('a cell', () => {
  test('shows the measured figure', () => {
    expect(cellOf(taskMemory, 'memory', 'async')).toMatchObject({ here: '1.2 KB', stale: null, stamp });
  });

  test('that was not measured shows nothing, never a zero', () => {
    expect(cellOf({}, 'memory', 'async')).toMatchObject({ here: null, stamp: null });
    const broken = structuredClone(taskMemory) as Record<string, { figures: Record<string, null> }>;
    broken['async-task-is-small']!.figures.taskBytes = null;
    expect(cellOf(broken as unknown as Measurements, 'memory', 'async').here).toBeNull();
  });

  test('from another machine, or inconclusive, says so', () => {
    expect(cellOf(taskMemory, 'memory', 'async', { ...here, machine: 'b' }).stale).toMatch(/another machine/);
    const [id, kept] = Object.entries(taskMemory)[0]!;
    const unsure = { [id]: { ...kept, verdict: 'unknown' as const } };
    expect(cellOf(unsure, 'memory', 'async').stale).toMatch(/inconclusive/);
  });
});

const ruled = (verdict: 'holds' | 'does-not-hold' | 'differs' | 'unknown'): Measurements => ({
  'blocking-libraries-choose-threads': {
    verdict,
    saw: '',
    figures: { asyncMs: 500, threadsMs: 1000, ratio: 0.5, cores: 2 },
    stamp,
  },
});

test.each([
  ['holds', /threads +blocking I\/O, scripts +0\.50 × vs async$/m, /✗|→/],
  ['does-not-hold', /0\.50 × vs async ✗\n[\s\S]*^✗ what the Python guide says does not hold/m, /→/],
  ['differs', /0\.50 × vs async →\n[\s\S]*^→ true elsewhere, but different/m, /✗/],
  ['unknown', /0\.50 × vs async ·\n[\s\S]*^· inconclusive/m, /✗|→/],
] as const)('a cell whose claim %s is marked as such', (verdict, shown, never) => {
  const text = tableOfModelsLines(fillTable(ruled(verdict), here)).join('\n');
  expect(text).toMatch(shown);
  expect(text).not.toMatch(never);
  expect(cellOf(ruled(verdict), 'best-for', 'threads').verdict).toBe(verdict);
});

test('a measured cell, its mark and its notes fit 80 columns', () => {
  const figures = Object.fromEntries(
    [
      'ratio',
      'speedUp',
      'frozenMs',
      'busyCores',
      'cores',
      'threadBytes',
      'taskBytes',
      'processBytes',
      'most',
      'tried',
    ].map((name) => [name, 1234]),
  );
  const all = Object.fromEntries(
    tableClaims.map(({ id }) => [id, { verdict: 'does-not-hold' as const, saw: '', figures, stamp }]),
  );
  for (const line of tableOfModelsLines(fillTable(all, here)))
    if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(79);
});

test('every claim the table is filled from says its figures, and without NaN', () => {
  const names = Object.values(features.flatMap(({ cells }) => Object.values(cells)));
  for (const { measured } of names) {
    const figures = new Proxy({ a: 1 }, { get: () => 2 }) as unknown as Record<string, number>;
    if (measured) expect(measured.show(figures)).toMatch(/^(?!.*(NaN|undefined)).+$/);
  }
});

test('footnotes are numbered as they are read, and every number has its note with a source', () => {
  const { rows, footnotes } = fillTable({}, here);
  const used = rows.flatMap(({ cells }) => cells.flatMap(({ notes }) => notes));
  expect([...new Set(used)]).toEqual(footnotes.map(({ number }) => number));
  for (const { text, source } of footnotes)
    expect([text, source].every((part) => part.length > 10)).toBe(true);
});

test('as text: at most 79 columns, a judgement is no number, and where it was measured', () => {
  const lines = tableOfModelsLines(fillTable(taskMemory, here));
  for (const line of lines) if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(79);
  expect(lines.join('\n')).toMatch(/async +very low +1\.2 KB/);
  expect(lines.join('\n')).toMatch(/async +high: async libraries +not measurable/);
  expect(lines.join('\n')).toMatch(/1 of 18 cells measured: 2026-11-23, node 24\.21, host, cpu\./);
  expect(provenance(fillTable({}, here))).toBe('Nothing is measured yet.');
});

test('as JSON: schema 1, figures and where they come from', () => {
  const document = tableDocument(fillTable(taskMemory, { ...here, machine: 'b' }), '1.2.3');
  expect(document.schema).toBe(1);
  const cell = document.rows.find(({ id }) => id === 'memory')!.cells[1];
  expect(cell).toMatchObject({
    model: 'async',
    here: '1.2 KB',
    figures: { taskBytes: 1200 },
    measured: { at: '2026-11-23T00:00:00.000Z', stale: 'measured on another machine (host, cpu)' },
  });
});

test('what was measured in the other runtime stands beside, with its own verdict, in 79 columns', () => {
  const there = { ...here, runtime: 'python 3.11' };
  const kept = new Map<string, unknown>();
  const keeper = {
    machine: here.machine,
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, value: unknown) => void kept.set(name, value),
  };
  expect(columnBeside(keeper, 'node', here, here.runtime)).toBeNull();
  const ruling = { verdict: 'does-not-hold', saw: '', figures: { threadBytes: 16_000 } } as const;
  const rulings = new Map([['thread-takes-eight-megabytes', ruling]]);
  keepRulings(keeper, rulings, { ...there, atMs: 0 });
  const beside = columnBeside(keeper, 'node', here, here.runtime);
  expect(beside).toMatchObject({ runtime: 'python', here: there });
  const table = fillTable(taskMemory, here, 'node', beside);
  const lines = tableOfModelsLines(table);
  expect(lines.join('\n')).toMatch(/the Python guide +node 24\.21 +python 3\.11$/m);
  expect(lines.join('\n')).toMatch(/^ {2}threads +high: a stack each +— *(\[\d+\])? +16 KB ✗$/m);
  for (const line of lines) if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(79);
  const memory = tableDocument(table, '1.2.3').rows.find(({ id }) => id === 'memory')!;
  expect(memory.cells[0]).toMatchObject({ here: null, beside: { here: '16 KB', verdict: 'does-not-hold' } });
  // In Python, Node.js stands beside.
  expect(columnBeside(keeper, 'python', there, here.runtime)).toBeNull();
});
