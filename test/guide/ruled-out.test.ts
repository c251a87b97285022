import { expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import { questions } from '../../source/guide/questions/index.ts';
import { roomFor, ruledOutBy, withoutEffect } from '../../source/guide/ruled-out.ts';

/** All that have no process for each lane. */
const inOneProcess = modelIdsOf('node')
  .filter((id) => id !== 'processes')
  .sort();

test.each([
  [{ isolation: 'crash' }, inOneProcess],
  [{ isolation: 'crash', cancel: 'yes' }, inOneProcess],
  [{ cancel: 'yes' }, ['sequential']],
  [{ cancel: 'yes', cycles: 'native' }, inOneProcess],
  [{ cancel: 'no', durable: 'jobs', state: 'some' }, []],
])('%o rules out %o', (answers, models) => {
  expect(Object.keys(ruledOutBy(answers, 'node')).sort()).toEqual(models);
});

const besideProcesses = modelIdsOf('python')
  .filter((id) => id !== 'processes')
  .sort();

test.each([
  // Interpreters are threads of one process: none survives a crash, and none can be stopped from outside.
  [{ isolation: 'crash' }, besideProcesses],
  [{ isolation: 'untrusted' }, besideProcesses],
  [{ cancel: 'yes' }, ['sequential']],
  [{ cancel: 'yes', cpu: 'yes' }, besideProcesses],
])('%o rules out %o in Python', (answers, models) => {
  expect(Object.keys(ruledOutBy(answers, 'python')).sort()).toEqual(models);
});

test('each names the answer that does it', () => {
  expect(ruledOutBy({ cancel: 'yes' }, 'node')).toEqual({ sequential: 'cancel=yes' });
  expect(ruledOutBy({ isolation: 'untrusted' }, 'node').threads).toBe('isolation=untrusted');
});

test('a limit on memory makes the room smaller, and never larger', () => {
  const room = { effectiveCores: 2, availableMemoryBytes: 500e6 };
  expect(roomFor({ memory: '256mb' }, room).availableMemoryBytes).toBe(256e6);
  for (const memory of ['1gb', 'more', 'unknown']) expect(roomFor({ memory }, room)).toBe(room);
});

test('every other answer is said to be of no effect, unless it is not known', () => {
  const answers = Object.fromEntries(questions.map(({ key, options }) => [key, options[0]!.value]));
  const keys = withoutEffect(answers).map((answer) => answer.split('=')[0]);
  expect(keys).toEqual(
    questions.map(({ key }) => key).filter((key) => !['isolation', 'cancel', 'memory'].includes(key)),
  );
  expect(withoutEffect({ durable: 'jobs', state: 'unknown' })).toEqual(['durable=jobs']);
});
