import { describe, expect, test } from 'vitest';
import { loadVerdict } from '../../../source/findings/load-words.ts';
import type { LoadEvent } from '../../../source/protocol/load-events.ts';
import { done, loadAfter, now, started, step } from '../../helpers/load.ts';
import { type Freeze, frame, programOf, type WatchFigures, watchOf } from './helpers/watch.ts';

const inHash = { frames: [frame('hash')], stacks: 4, stacksHere: 4 };
const freeze = (durationMs: number, startedMs = 1000): Freeze => ({ durationMs, startedMs, ...inHash });

const whyOf = (events: readonly LoadEvent[], watched: WatchFigures) =>
  loadVerdict({ ...programOf(watchOf(watched)), load: loadAfter(...events) })?.why ?? null;

describe('a freeze meanwhile', () => {
  /** Nine requests in nine seconds, none of which was answered. */
  const few = [started(1, null), step(1, 'unknown', { due: 9, durations: [] }), now(9000, 1, { due: 9 })];
  const why = (freezes: readonly Freeze[], events: readonly LoadEvent[] = few) =>
    whyOf(events, { freezes }) ?? null;

  test('is told of few requests', () => {
    expect(why([])).toBeNull();
    expect(why([freeze(400)])).toBe('The loop was frozen once meanwhile, for 400 ms, in hash (auth.js:42).');
    expect(why([{ ...freeze(400), cause: 'no-core' }])).toContain('for 400 ms, in hash');
    const other = { ...freeze(900), frames: [frame('sign')] };
    expect(why([freeze(400), other])).toBe(
      'The loop was frozen twice meanwhile, up to 900 ms, mostly in sign (auth.js:42).',
    );
    expect(why([{ ...freeze(400), cause: 'collector' }])).toBe(
      'The loop was frozen once meanwhile, for 400 ms.',
    );
  });

  test('is of the time in which they were sent, and long enough to be felt', () => {
    expect(why([freeze(400, -500), freeze(400, 9000)])).toBeNull();
    expect(why([freeze(400, -399), freeze(400, 8999)])).toContain('twice');
    expect(why([freeze(90)])).toBeNull();
    expect(why([freeze(110)])).toContain('110 ms');
  });

  test('is told of a rate that held, and not of one that is explained', () => {
    const holds = [started(50, null), step(50, 'held'), now(5000, 50, { due: 250, answered: 250 })];
    expect(why([freeze(400)], holds)).toContain('frozen once');
    const slow = [started(50, null), step(50, 'held', { slowMs: 300 }), now(5000, 50)];
    expect(why([freeze(600)], slow)).toBe('hash (auth.js:42) held the loop 12 % of the time.');
    expect(why([freeze(400)], [started(50, 400), step(100, 'behind'), now(5000, 100), done])).toBeNull();
  });

  test('takes the place of an idle loop', () => {
    const moments = [
      { atMs: 0, busyMs: 0, measuredMs: 0 },
      { atMs: 6000, busyMs: 600, measuredMs: 6000 },
    ];
    const slow = [started(50, null), step(50, 'held', { slowMs: 300 }), now(5000, 50)];
    const words = (freezes: readonly Freeze[]) => whyOf(slow, { freezes, moments });
    expect(words([])).toMatch(/^It was idle/);
    expect(words([freeze(400)])).toMatch(/^The loop was frozen once/);
  });
});
