import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../source/protocol/plan.ts';
import { createScreen as claims } from '../../../source/ui/screens/claims/index.ts';
import { createScreen as compare } from '../../../source/ui/screens/compare/index.ts';
import { createScreen as guide } from '../../../source/ui/screens/guide/index.ts';
import { createScreen as models } from '../../../source/ui/screens/models/index.ts';
import { createScreen as table } from '../../../source/ui/screens/table/index.ts';
import { createScreen as tour } from '../../../source/ui/screens/tour/index.ts';
import { summaryOf as ranOf } from '../../comparison/helpers/runs.ts';
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

/** Half of the runs end with what a module of the person's own may say. */
const hostile = (plan: Plan) =>
  plan.model === 'threads'
    ? ranOf(plan, { outcome: 'crashed', message: `資料が壊れた\nof two lines ${'長'.repeat(90)}` })
    : ranOf(plan, { wallMs: 200 });

describe.each([
  ['claims', claims, 'enter'],
  ['compare', compare, 'enter'],
  ['guide', guide, 'p'],
  ['models', models, 'down'],
  ['table', table, 'm'],
  ['tour', tour, 'enter'],
] as const)('%s', (_, create, key) => {
  test('no size is too small, and no message of a run breaks a row', () => {
    const open = openFake(create, { argument: { answers: { cpu: 'yes', runtime: 'node' } } });
    const look = () => {
      for (const width of [1, 5, 20, 40, 200])
        for (const height of [0, 1, 2, 3, 7, 60]) {
          const rows = [open.screen.subtitle(width), ...open.screen.draw({ width, height })];
          expect(rows.filter((row) => row.includes('\n'))).toEqual([]);
        }
    };
    look();
    open.press(key);
    look();
    open.endAll(hostile);
    look();
  });
});

test('the screen tells a text that is too wide: what looks for one can see it', () => {
  const wide = () => ({ subtitle: () => '', draw: () => ['x'.repeat(30)], keys: () => [] });
  expect(() => openFake(wide).text(20, 2)).toThrow(/wider than 20/);
});
