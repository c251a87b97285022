import { describe, expect, test } from 'vitest';
import { createScreen as claims } from '../../../source/ui/screens/claims/index.ts';
import { createScreen as models } from '../../../source/ui/screens/models/index.ts';
import { createScreen as table } from '../../../source/ui/screens/table/index.ts';
import { createScreen as tour } from '../../../source/ui/screens/tour/index.ts';
import { summaryOf } from '../../guide/helpers/summary.ts';
import { openFake } from './helpers/fake-services.ts';

/** A run that answers every rule with something. */
const anything = () =>
  summaryOf(
    'wall=1000 start=50 frozen=10 lag=5 p50=500 min=400 rate=10 busy=1.5 done=4 lanes=1 pss=1e6 rss=2e6 virtual=9e6 expectedUpdates=10 gotUpdates=9 lostUpdates=1 updateNs=3 arrivedValues=1 changedFields=0 lightP99Ms=5',
  );

describe.each([
  ['claims', claims, 'a'],
  ['models', models, 'down'],
  ['table', table, 'm'],
  ['tour', tour, 'enter'],
] as const)('%s', (_, create, key) => {
  test.each([60, 80, 120])('%s columns: fits, in ASCII as well, before, during and after runs', (width) => {
    for (const unicode of [true, false]) {
      const open = openFake(create, { unicode });
      for (const height of [2, 8, 20, 50]) {
        const look = () => {
          const text = open.text(width, height);
          // A mark that ASCII has no sign for would be a question mark.
          if (!unicode) expect(text).toMatch(/^[\x20-\x7e\n]*$/);
          if (!unicode) expect(text.replaceAll(/\w\?/g, '')).not.toContain('?');
          expect(text).not.toMatch(/undefined|NaN|\[object/);
        };
        look();
        open.press(key);
        look();
        open.endAll(anything);
        look();
      }
    }
  });
});

test('the screen tells a text that is too wide: what looks for one can see it', () => {
  const wide = () => ({ subtitle: () => '', draw: () => ['x'.repeat(30)], keys: () => [] });
  expect(() => openFake(wide).text(20, 2)).toThrow(/wider than 20/);
});
