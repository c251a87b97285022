import { describe, expect, test } from 'vitest';
import {
  type Chosen,
  chosenFrom,
  fieldsOf,
  planOf,
  withText,
} from '../../../../source/ui/screens/lab/choice.ts';
import { cards, room } from '../../helpers/plans.ts';

const [wait, compute] = [cards[0]!, cards[1]!];
const chosen = (more: Partial<Chosen> = {}): Chosen => ({
  ...chosenFrom({ model: 'threads' }, cards),
  ...more,
});

describe('a choice', () => {
  test('from elsewhere is what the form shows', () => {
    const from = chosenFrom(
      {
        workload: 'compute',
        tasks: 8,
        concurrency: 3,
        parameters: { rounds: 5 },
        seed: 7,
        timeLimitMs: 900,
        model: 'threads',
      },
      cards,
    );
    expect(fieldsOf(from, compute, room).map(({ text }) => text)).toEqual(['8', '3', '5', '', '', '']);
    expect(planOf(from, compute, room).value).toMatchObject({
      tasks: 8,
      concurrency: 3,
      seed: 7,
      timeLimitMs: 900,
    });
  });

  test('of a workload that is gone falls back on the first', () => {
    expect(chosenFrom({ workload: 'gone' }, cards).workload).toBe('wait');
  });

  test('keeps what was typed for each workload apart', () => {
    const typed = withText(chosen({ workload: 'compute' }), '#tasks', '7');
    expect(planOf(typed, compute, room).value).toMatchObject({ tasks: 7 });
    expect(planOf({ ...typed, workload: 'wait' }, wait, room).value).toMatchObject({ tasks: 24 });
  });

  test('under sequential has no number at once', () => {
    const typed = withText(chosen({ workload: 'compute' }), '#lanes', '9');
    expect(planOf({ ...typed, model: 'sequential' }, compute, room).value).toMatchObject({ concurrency: 1 });
    expect(fieldsOf({ ...typed, model: 'sequential' }, compute, room).map(({ title }) => title)).toEqual([
      'tasks',
      'rounds',
      'chunks',
      'libuv',
      'rate',
    ]);
  });

  test('that cannot run says why, each field for itself', () => {
    const wrong = withText(withText(chosen({ workload: 'compute' }), '#lanes', '5000'), 'rounds', '1.5');
    const problems = fieldsOf(wrong, compute, room).map(({ problem }) => problem);
    expect(problems).toEqual([
      null,
      'at once is 5000; it must be a whole number from 1 to 1024 under threads',
      'rounds is "1.5"; it must be a whole number from 1 to 1000 M',
      null,
      null,
      null,
    ]);
    expect(planOf(wrong, compute, room).refusal).toMatchObject({ field: 'concurrency', problem: 'is 5000' });
  });
});

describe('threads behind the loop', () => {
  const parted = { ...compute, parts: ['resize'], kind: 'mixed' as const };
  const typed = withText(chosen({ workload: 'compute', model: 'hybrid' }), '#pool', '7');

  test('are asked for under hybrid, for a workload with parts', () => {
    const pool = fieldsOf(typed, parted, room).find(({ title }) => title === 'pool');
    expect(pool).toMatchObject({ text: '7', fallback: '2', problem: null });
    expect(planOf(typed, parted, room).value).toMatchObject({ concurrency: 24, poolThreads: 7 });
    for (const [other, card] of [
      [{ ...typed, model: 'threads' as const }, parted],
      [typed, compute],
    ] as const) {
      expect(fieldsOf(other, card, room).some(({ title }) => title === 'pool')).toBe(false);
      expect(planOf(other, card, room).value).toMatchObject({ poolThreads: null });
    }
  });

  test('that are too many are refused in their field', () => {
    const wrong = withText(typed, '#pool', '2000');
    expect(fieldsOf(wrong, parted, room).find(({ title }) => title === 'pool')?.problem).toBe(
      'pool is 2000; it must be a whole number from 1 to 1024',
    );
  });
});

describe('the size of libuv’s pool', () => {
  test('is what the environment says, or what is typed', () => {
    const field = (from: Chosen, libuvThreads?: number) =>
      fieldsOf(from, compute, { ...room, libuvThreads }).at(-2);
    expect(field(chosen())).toMatchObject({ title: 'libuv', text: '', fallback: '4', problem: null });
    expect(field(chosen(), 16)?.fallback).toBe('16');
    expect(planOf(chosen({ workload: 'compute' }), compute, room).value).toMatchObject({
      libuvThreads: null,
    });
    const typed = withText(chosen({ workload: 'compute' }), '#libuv', '8');
    expect(planOf(typed, compute, room).value).toMatchObject({ libuvThreads: 8 });
    expect(field(withText(typed, '#libuv', '1025'))?.problem).toBe(
      'libuv is 1025; it must be a whole number from 1 to 1024',
    );
  });
});

describe('the rate', () => {
  const rateOf = (from: Chosen, work = compute) =>
    fieldsOf(from, work, room).find(({ title }) => title === 'rate');

  test('is typed, and makes as many tasks as fall due in some seconds', () => {
    expect(rateOf(chosen())).toMatchObject({ text: '', fallback: 'none', problem: null });
    const typed = withText(chosen({ workload: 'compute' }), '#rate', '50');
    expect(planOf(typed, compute, room).value).toMatchObject({ ratePerSecond: 50, tasks: 250 });
    expect(fieldsOf(typed, compute, room)[0]).toMatchObject({ title: 'tasks', fallback: '250' });
    expect(rateOf(withText(typed, '#rate', '200000'))?.problem).toMatch(
      /^rate is 200000\/s; it must be above 0/,
    );
  });

  test('comes from the command line, and is not asked of work that has one of its own', () => {
    const from = chosenFrom({ workload: 'compute', ratePerSecond: 2.5 }, cards);
    expect(rateOf(from)?.text).toBe('2.5');
    const rate = { type: 'number', title: 'requests', unit: '/s', default: 9, min: 1, max: 99 } as const;
    expect(rateOf(chosen(), { ...compute, parameters: { rate } })?.unit).not.toContain('as requests come');
  });
});

test('a choice that makes no sense under the model says so in its field, and nowhere else', () => {
  const refusing = {
    ...compute,
    parameters: {
      ...compute.parameters,
      chunks: {
        type: 'choice' as const,
        title: 'yield between chunks',
        choices: ['few', 'many'],
        default: 'few',
        refuses: { few: { threads: 'they would starve' } },
      },
    },
  };
  const from = withText(chosen({ workload: 'compute' }), '#tasks', '7');
  expect(fieldsOf(from, refusing, room).map(({ problem }) => problem)).toEqual([
    null,
    null,
    null,
    'not under threads: they would starve',
    null,
    null,
  ]);
  expect(planOf(from, refusing, room).refusal?.problem).toBe(
    'compute with chunks=few does not run under threads: they would starve',
  );
  expect(planOf(withText(from, 'chunks', 'many'), refusing, room).value).toMatchObject({ tasks: 7 });
});
