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
});

describe('libuv’s pool', () => {
  test.each<[string, Summary['libuv'], ReturnType<typeof feltLibuvWait>]>([
    ['that made most wait', { threads: 4, waitMaxMs: 90, waitedRatio: 0.5 }, { waitMs: 90, threads: 4 }],
    ['that made some wait', { threads: 4, waitMaxMs: 90, waitedRatio: 0.4 }, null],
    ['that was not tried', { threads: 4, waitMaxMs: null, waitedRatio: null }, null],
  ])('%s', (_what, libuv, felt) => {
    expect(feltLibuvWait(summaryOf({ libuv }))).toEqual(felt);
  });
});
