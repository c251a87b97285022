import { describe, expect, test } from 'vitest';
import { type Figures, fires } from './evidence.ts';

/** What a rule by itself makes of figures: a line each, so that one can read where it begins to fire. */
export function truthTable(
  rule: string,
  table: readonly [what: string, figures: Figures, fires: boolean][],
): void {
  describe(rule, () => {
    test.each(table)('%s', (_, figures, expected) => {
      expect(fires(rule, figures)).toBe(expected);
    });

    test('has a line on either side', () => {
      expect(new Set(table.map(([, , expected]) => expected))).toEqual(new Set([true, false]));
    });
  });
}
