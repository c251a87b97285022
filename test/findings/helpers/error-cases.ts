import type { Figures } from './evidence.ts';

/** What to do about errors, in `next.test.ts`. */
export const errorCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['uncloneable', { check: { changedFields: 1 } }, /not as JSON/],
  ['uncloneable', { errors: [['DataCloneError', null]] }, /^Return plain data; keep functions/],
  [
    'uncloneable',
    { errors: [['DataCloneError', null]], check: { changedFields: 15 } },
    /^Return plain data, not JSON; keep functions/,
  ],
  ['uncloneable', { model: 'processes', check: { changedFields: 1 } }, /serialization: 'advanced'/],
  [
    'false-time-outs',
    {
      ...{ model: 'async', tasks: [[0, 0, 1001]], failed: 1, errors: [['TimeoutError', null]] },
      freezes: [{ durationMs: 1000, startedMs: 100 }],
    },
    /^Free the loop first: a longer time-out would only hide it$/,
  ],
  ['errors-by-kind', { errors: [['Error', 'ENOTFOUND']] }, /^Correct the name/],
];
