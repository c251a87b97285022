import { describe, expect, test } from 'vitest';
import { type Field, parameterField, stepped } from '../../../../source/ui/screens/shared/fields.ts';
import { cards } from '../../helpers/plans.ts';

describe('a step', () => {
  const field = (text: string): Field => ({
    ...{ key: 'tasks', title: 'tasks', unit: 'how many in all', fallback: '20', problem: null, spec: null },
    text,
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
    const typed = { key: 'ms', text: '', problem: null };
    const ms = parameterField('ms', cards[0]!.parameters.ms!, typed, null);
    expect(stepped({ ...ms, text: '60000' }, 1)).toBe('60000');
    expect(stepped({ ...ms, text: '1' }, -1)).toBe('1');
  });
});
