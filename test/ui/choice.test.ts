import { describe, expect, test } from 'vitest';
import { type Chosen, chosenFrom, fieldsOf, planOf, stepped, withText } from '../../source/ui/choice.ts';
import { cards, room } from './helpers/script.ts';

const [wait, compute] = [cards[0]!, cards[1]!];
const chosen = (more: Partial<Chosen> = {}): Chosen => ({ ...chosenFrom({}, cards, 'threads'), ...more });

describe('a choice', () => {
  test('from elsewhere is what the form shows', () => {
    const from = chosenFrom(
      { workload: 'compute', tasks: 8, concurrency: 3, parameters: { rounds: 5 }, seed: 7, timeLimitMs: 900 },
      cards,
      'threads',
    );
    expect(fieldsOf(from, compute, room).map(({ text }) => text)).toEqual(['8', '3', '5', '']);
    expect(planOf(from, compute, room)).toMatchObject({
      tasks: 8,
      concurrency: 3,
      seed: 7,
      timeLimitMs: 900,
    });
  });

  test('of a workload that is gone falls back on the first', () => {
    expect(chosenFrom({ workload: 'gone' }, cards, 'async').workload).toBe('wait');
  });

  test('keeps what was typed for each workload apart', () => {
    const typed = withText(chosen({ workload: 'compute' }), '#tasks', '7');
    expect(planOf(typed, compute, room)).toMatchObject({ tasks: 7 });
    expect(planOf({ ...typed, workload: 'wait' }, wait, room)).toMatchObject({ tasks: 24 });
  });

  test('under sequential has no number at once', () => {
    const typed = withText(chosen({ workload: 'compute' }), '#lanes', '9');
    expect(planOf({ ...typed, model: 'sequential' }, compute, room)).toMatchObject({ concurrency: 1 });
    expect(fieldsOf({ ...typed, model: 'sequential' }, compute, room).map(({ title }) => title)).toEqual([
      'tasks',
      'rounds',
      'chunks',
    ]);
  });

  test('that cannot run says why, each field for itself', () => {
    const wrong = withText(withText(chosen({ workload: 'compute' }), '#lanes', '5000'), 'rounds', '1.5');
    const problems = fieldsOf(wrong, compute, room).map(({ problem }) => problem);
    expect(problems).toEqual([
      null,
      'concurrency is 5000; it must be a whole number from 1 to 1024 under threads',
      'rounds is "1.5"; it must be a whole number from 1 to 1000 M',
      null,
    ]);
    expect(planOf(wrong, compute, room)).toMatch(/^concurrency is 5000/);
  });
});

describe('a step', () => {
  const field = (text: string, fallback = '20') => ({
    ...fieldsOf(chosen(), wait, room)[0]!,
    text,
    fallback,
  });

  test.each([
    ['', 1, '30'],
    ['20', -1, '10'],
    ['10', -1, '9'],
    ['9', 1, '10'],
    ['1', -1, '1'],
    ['200', 1, '300'],
    ['1000', -1, '900'],
  ] as const)('from %j by %i is %s', (text, by, expected) => {
    expect(stepped(field(text), by)).toBe(expected);
  });

  test('stays inside the range of a parameter', () => {
    const ms = fieldsOf(chosen(), wait, room)[2]!;
    expect(stepped({ ...ms, text: '60000' }, 1)).toBe('60000');
    expect(stepped({ ...ms, text: '1' }, -1)).toBe('1');
  });
});
