import { describe, expect, test } from 'vitest';
import { feltCopying, feltLibuvWait } from '../../source/session/felt.ts';
import { createSession } from '../../source/session/state.ts';
import { type Summary, summarize } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';

const summaryOf = (part: Partial<Summary>): Summary => ({ ...summarize(createSession(planOf())), ...part });
const lane = (copyMs: number | null) => ({ copyMs }) as Summary['lanes'][number];

describe('copying', () => {
  test.each<[string, (number | null)[], number | null, ReturnType<typeof feltCopying>]>([
    ['a twentieth of the lanes’ time', [null, 70, 30], 1000, { copyMs: 100, ratio: 0.05 }],
    ['all of it', [null, 1000], 1000, { copyMs: 1000, ratio: 1 }],
    ['less than a twentieth', [null, 69, 30], 1000, null],
    ['none', [null, 0, 0], 1000, null],
    ['no lane that copies', [null], 1000, null],
    ['no time known', [null, 15], null, null],
  ])('%s', (_what, lanes, wallMs, felt) => {
    expect(feltCopying(summaryOf({ lanes: lanes.map(lane), wallMs }))).toEqual(felt);
  });

  test.each([
    [2000, { copyMs: 100, ratio: 0.1 }],
    // Less than 50 µs each is the way of a message, not its data.
    [2001, null],
  ])('of %i results', (done, felt) => {
    const tasks = { total: done, done, failed: 0, cancelled: 0 };
    expect(feltCopying(summaryOf({ lanes: [lane(100)], wallMs: 1000, tasks }))).toEqual(felt);
  });
});

describe('libuv’s pool', () => {
  const full = { threads: 4, waitMaxMs: 90, waitedRatio: 0.5 };
  const felt = { waitMs: 90, threads: 4, ratio: 0.5 };
  test.each<
    [
      string,
      Partial<Summary['libuv']>,
      lagMaxMs: number | null,
      ReturnType<typeof feltLibuvWait>,
      wallMs?: number | null,
    ]
  >([
    ['that made most wait', {}, 1, felt],
    ['that made some wait', { waitedRatio: 0.29 }, 1, null],
    ['that was not tried', { waitMaxMs: null, waitedRatio: null }, 1, null],
    ['waits of a few time slices', { waitMaxMs: 25 }, 1, { ...felt, waitMs: 25 }],
    ['shorter ones', { waitMaxMs: 24 }, 1, null],
    ['no longer than a loop that is late itself makes them', {}, 31, null],
    ['three times what the loop is late', {}, 30, felt],
    ['a loop that nobody watched', {}, null, null],
    ['a wait as long as all tasks took', {}, 1, felt, 90],
    ['a longer one, which began before them', {}, 1, null, 89],
    ['no time known', {}, 1, null, null],
  ])('%s', (_what, part, lagMaxMs, wait, wallMs = 1000) => {
    const { loop } = summaryOf({});
    const summary = summaryOf({ libuv: { ...full, ...part }, loop: { ...loop, lagMaxMs }, wallMs });
    expect(feltLibuvWait(summary)).toEqual(wait);
  });
});
