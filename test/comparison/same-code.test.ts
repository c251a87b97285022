import { expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import type { VariantRun } from '../../source/comparison/comparison.ts';
import { sameCode } from '../../source/comparison/same-code.ts';
import type { ModelId, Plan } from '../../source/protocol/plan.ts';
import { summaryOf, variantOf } from './helpers/runs.ts';

/** A run of a model whose tasks were done in lanes of that kind. */
function ran(model: ModelId, kind: 'loop' | 'thread', part: Partial<Plan> = {}): VariantRun {
  const variant = variantOf(model, { model, ...part });
  const summary = summaryOf(variant.plan, { wallMs: 400, queuedRatio: 0 });
  return { ...variant, summary: { ...summary, lanes: summary.lanes.map((lane) => ({ ...lane, kind })) } };
}

const crashed = (run: VariantRun): VariantRun => ({
  ...run,
  summary: { ...run.summary, outcome: 'crashed' },
});

test.each([
  ['async', [ran('hybrid', 'loop')], ['hybrid ran as async here: this workload hands nothing to the pool.']],
  [
    'threads',
    [ran('hybrid', 'thread', { module: '/work.js' })],
    ['hybrid ran as threads here: your function has no parts, so whole tasks go to the pool.'],
  ],
  ['itself, with parts for its pool', [ran('hybrid', 'loop', { poolThreads: 2 })], []],
  ['unknown, where it crashed before it had a pool', [crashed(ran('hybrid', 'loop'))], []],
  ['a model without a pool behind its loop', [ran('async', 'loop'), ran('threads', 'thread')], []],
])('work without parts runs under hybrid as %s', (_, runs, sentences) => {
  expect(sameCode(runs)).toEqual(sentences);
});

test('it is a part of the verdict, once however many runs there were', () => {
  const runs = ['async', 'hybrid', 'async', 'hybrid'].map((model) => ran(model as ModelId, 'loop'));
  const { verdict } = compareRuns(runs, runs);
  expect(verdict.match(/hybrid ran as async here/g)).toHaveLength(1);
});
