import { expect, test } from 'vitest';
import { changeLines, changes } from '../../source/guide/changes.ts';
import { decide } from '../../source/guide/decide.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const between = (before: string, after: string) =>
  changes(decide(answersOf(before), roomy), decide(answersOf(after), roomy));

test('the runtime turns processes into threads', () => {
  const found = between('cpu=yes runtime=cpython', 'cpu=yes runtime=node');
  expect(found.verdict).toEqual(['model: processes → threads', 'runtime: cpython → node']);
  expect(found.path).toEqual(['runtime: cpython → node']);
  expect(found.sizing).toEqual(['at once: 4 processes → 4 threads']);
  expect(found.whyNot).toContainEqual(expect.stringMatching(/^why not processes: No faster than threads/));
  expect(found.caveats).toContainEqual(
    expect.stringMatching(/^no longer applies: Data for a process must be picklable/),
  );
  expect(found.caveats).toContainEqual(expect.stringMatching(/^new: Data for a thread is cloned/));
});

test('answers that no longer count, and those that count again, are named', () => {
  const there = 'cpu=no io=yes scale=few state=some';
  expect(between(there, there.replace('cpu=no', 'cpu=yes')).path).toEqual([
    'cpu: no → yes',
    'io no longer counts',
    'scale no longer counts',
  ]);
  expect(between(there.replace('cpu=no', 'cpu=yes'), there).path).toContain('io now counts: yes');
});

test('a verdict that opens again', () => {
  expect(between('cpu=yes', 'cpu=no').verdict).toEqual(['model: processes → open', 'runtime: any → open']);
});

test('an engine and a pool', () => {
  expect(changeLines(between('cpu=yes', 'cpu=yes mixed=heavy durable=steps'))).toEqual(
    expect.arrayContaining([
      'engine: none → Temporal',
      'pool processes: none → 4',
      'model: processes → hybrid',
    ]),
  );
});

test('nothing, where nothing changes', () => {
  expect(changeLines(between('cpu=yes', 'cpu=yes'))).toEqual([]);
});
