import { expect, test } from 'vitest';
import { createScreen } from '../../../source/ui/screens/table/index.ts';
import { summaryOf } from '../../guide/helpers/summary.ts';
import { openFake } from './helpers/fake-services.ts';

const tasks = () => summaryOf('pss=1200 rss=1300 virtual=1400');
const memory = { argument: { at: 'memory' } };

test('seven features of three models; nothing is measured before it is', () => {
  const text = openFake(createScreen).text(80, 60);
  for (const word of ['Best for', 'Switching', 'Memory per task', 'Complexity', 'Interpreter lock'])
    expect(text).toContain(word);
  expect(text.match(/not measurable/g)).toHaveLength(3);
  expect(text).not.toMatch(/\b0 (ms|B)\b/);
});

test('m measures every cell; a cell fills as soon as its runs are there', () => {
  const open = openFake(createScreen, memory);
  open.press('down', 'enter');
  expect(open.plans.map(({ workload, model }) => `${workload} ${model}`)).toEqual([
    'memory async',
    'memory threads',
  ]);
  open.end(tasks);
  expect(open.text(80, 60)).toMatch(/async +very low +—/);
  open.end(() => summaryOf('pss=8e6 rss=9e6 virtual=500e6'));
  expect(open.text(80, 60)).toMatch(/async +very low +1\.2 KB/);
  expect(open.screen.subtitle(120)).toContain('1 of 18 cells measured: 2026-11-23, node 24.21, host, cpu.');
  // Where there is too little room for all of it.
  expect(open.screen.subtitle(60)).toMatch(/ {2}1 of 18 cells measured$/);
  open.press('m');
  expect(open.plans.length).toBeGreaterThan(20);
});

test('while all cells are measured, each fills as soon as its own runs are there', () => {
  const open = openFake(createScreen, memory);
  open.press('m');
  const filled = () => / (\d+) of 18 cells measured/.exec(open.screen.subtitle(300))?.[1] ?? '0';
  expect(filled()).toBe('0');
  for (const _ of open.plans.slice(1))
    open.end(({ model }) => (model === 'async' ? tasks() : summaryOf('pss=8e6 rss=9e6')));
  expect(Number(filled())).toBeGreaterThan(0);
  // Nothing is kept before they have all ended, or were stopped.
  expect(open.kept.size).toBe(0);
  open.press('c');
  expect(open.kept.size).toBe(1);
});

test('what is kept is there the next time; another Node.js is told apart', () => {
  const first = openFake(createScreen, memory);
  first.press('down', 'enter');
  first.endAll(({ model }) => (model === 'async' ? tasks() : summaryOf('pss=8e6 rss=9e6')));
  const kept = new Map(
    [...first.kept].map(([name, value]) => [
      name,
      JSON.parse(JSON.stringify(value).replace('24.21', '22.18')),
    ]),
  );
  const second = openFake(createScreen, { ...memory, kept });
  second.press('down');
  expect(second.text(80, 60)).toMatch(/1\.2 KB \[\d\] \*/);
  expect(second.text(80, 60)).toContain('* measured with node 22.18, 2026-11-23');
});

test('a cell leads to its claim and to the lab; an opinion to neither', () => {
  const open = openFake(createScreen, memory);
  open.press('x', 'o');
  expect(open.went).toEqual([{ to: 'claims', argument: { at: 'thread-takes-eight-megabytes' } }]);
  expect(open.opened).toMatchObject([{ wish: { workload: 'memory', model: 'threads' } }]);
  const judgement = openFake(createScreen, { argument: { at: 'complexity' } });
  for (const key of ['x', 'o']) expect(() => judgement.press(key)).toThrow(`no key "${key}"`);
  judgement.press('enter');
  expect(judgement.said[0]).toContain('opinion');
});

test('a footnote stands with its source below the cell that has one', () => {
  const open = openFake(createScreen, { argument: { at: 'lock' } });
  expect(open.text(80, 40)).toMatch(/\[\d+\] This is true of CPython[\s\S]*PEP 703/);
});
