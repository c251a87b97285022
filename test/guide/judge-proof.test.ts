import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../source/comparison/compare-runs.ts';
import type { Row } from '../../source/comparison/comparison.ts';
import { judgedBy } from '../../source/comparison/judged-by.ts';
import { decide } from '../../source/guide/decide.ts';
import type { Proof } from '../../source/guide/decision.ts';
import { judgeProof } from '../../source/guide/judge-proof.ts';
import type { ModelId } from '../../source/protocol/plan.ts';
import { modelVariant } from '../comparison/helpers/runs.ts';
import { answersOf, roomy } from './helpers/machine.ts';

type Times = readonly [median: number, min: number, max: number] | null;

/** A comparison in which only what the judge looks at is filled in. */
function comparisonOf(
  times: Partial<Record<ModelId, Times>>,
  other: { by?: 'wallMs' | 'lightP99Ms'; runs?: number; takenByOthers?: number; problem?: string } = {},
): Comparison {
  const rows = Object.entries(times).map(([model, figure]): Row => {
    const sample = figure ? { values: figure.toSorted((a, b) => a - b), unit: 'ms' } : null;
    return {
      variant: modelVariant(model as ModelId),
      engine: null,
      startedAt: null,
      runs: other.runs ?? 3,
      planned: 3,
      sameAs: null,
      problem: figure ? null : (other.problem ?? null),
      wallMs: other.by ? null : sample,
      startMs: null,
      loopLagP99Ms: null,
      peakMemoryBytes: null,
      cpuMsPerTask: null,
      tasksPerSecond: null,
      taskP99Ms: null,
      latencyP50Ms: null,
      latencyP99Ms: null,
      keptUp: null,
      stoppedAfterMs: null,
      figures: other.by && sample ? [{ name: other.by, title: other.by, value: sample }] : [],
    };
  });
  return {
    workload: 'compute',
    tasks: 8,
    parameters: {},
    judged: judgedBy(other.by ? { figure: other.by } : 'time', rows),
    pairs: [],
    advice: null,
    rows,
    winner: null,
    verdict: '',
    takenByOthers: other.takenByOthers ?? null,
  };
}

const proofFor = (answers: string): Proof => decide(answersOf(answers), roomy).proof!;
// Beats sequential and async, ties with processes.
const threads = proofFor('cpu=yes runtime=node');

describe('threads should beat sequential and async, and tie with processes', () => {
  const slow: Times = [800, 780, 820];
  const fast: Times = [400, 390, 420];
  test.each<[string, Partial<Record<ModelId, Times>>, string, RegExp]>([
    [
      'as claimed',
      { sequential: slow, async: slow, threads: fast, processes: fast },
      'agrees',
      /^The machine agrees: threads took 400 ms, sequential took 800 ms/,
    ],
    [
      'processes a little slower',
      { sequential: slow, async: slow, threads: fast, processes: [430, 425, 440] },
      'agrees',
      /agrees/,
    ],
    [
      'processes faster, but by nothing that counts',
      { sequential: slow, async: slow, threads: fast, processes: [380, 375, 385] },
      'agrees',
      /agrees/,
    ],
    [
      'processes clearly faster',
      { sequential: slow, async: slow, threads: fast, processes: [300, 290, 310] },
      'guide-is-wrong',
      /^The guide is wrong here: processes took 300 ms, and threads took 400 ms\.$/,
    ],
    [
      'async faster',
      { sequential: slow, async: [200, 190, 210], threads: fast, processes: fast },
      'guide-is-wrong',
      /wrong here: async took 200 ms/,
    ],
    [
      'sequential overlaps',
      { sequential: [450, 380, 500], async: slow, threads: fast, processes: fast },
      'no-clear-winner',
      /^No clear winner: threads took 400 ms and sequential took 450 ms/,
    ],
    [
      'sequential apart, but by nothing that counts',
      { sequential: [430, 425, 440], async: slow, threads: fast, processes: fast },
      'no-clear-winner',
      /too close/,
    ],
    [
      'a model without a figure',
      { sequential: slow, async: null, threads: fast, processes: fast },
      'not-enough',
      /no figure for async/,
    ],
    ['only the verdict', { threads: fast }, 'not-enough', /Not enough/],
    [
      'without the verdict',
      { sequential: slow, async: slow, processes: fast },
      'not-enough',
      /no figure for threads/,
    ],
  ])('%s', (_, times, ruling, sentence) => {
    const found = judgeProof(threads, comparisonOf(times));
    expect(found.sentence).toMatch(sentence);
    expect(found.ruling).toBe(ruling);
  });

  test('the figures stand beside what was expected of each', () => {
    const { figures } = judgeProof(
      threads,
      comparisonOf({ sequential: slow, async: slow, threads: fast, processes: fast }),
    );
    expect(figures.map(({ model, expected, ratio }) => [model, expected, ratio])).toEqual([
      ['sequential', 'worse', 2],
      ['async', 'worse', 2],
      ['threads', 'verdict', 1],
      ['processes', 'level', 1],
    ]);
  });

  test('a run that failed is named', () => {
    const failed = comparisonOf(
      { sequential: slow, async: null, threads: fast },
      { problem: 'run 1 crashed' },
    );
    expect(judgeProof(threads, failed)).toMatchObject({
      ruling: 'not-enough',
      sentence: expect.stringContaining('async run 1 crashed'),
    });
  });

  test('one run of each is not enough', () => {
    const once = comparisonOf({ sequential: slow, async: slow, threads: fast, processes: fast }, { runs: 1 });
    expect(judgeProof(threads, once).ruling).toBe('not-enough');
  });

  test('on a busy machine the guide is not found wrong, but may be found right', () => {
    const busy = { takenByOthers: 0.4 };
    const wrong = comparisonOf(
      { sequential: slow, async: [200, 190, 210], threads: fast, processes: fast },
      busy,
    );
    expect(judgeProof(threads, wrong)).toMatchObject({
      ruling: 'not-enough',
      sentence: expect.stringContaining('40 %'),
    });
    const right = comparisonOf({ sequential: slow, async: slow, threads: fast, processes: fast }, busy);
    expect(judgeProof(threads, right).ruling).toBe('agrees');
  });
});

test.each<[Times, Times, string]>([
  [[90, 80, 100], [2, 1, 3], 'agrees'],
  [[9, 8, 10], [2, 1, 3], 'no-clear-winner'],
  [[2, 1, 3], [90, 80, 100], 'guide-is-wrong'],
])('hybrid is judged by how long light requests wait: async %o, hybrid %o: %s', (async, hybrid, ruling) => {
  const proof = proofFor('cpu=no io=yes scale=thousands mixed=heavy');
  expect(proof.expects).toMatchObject({ model: 'hybrid', by: 'lightP99Ms', beats: ['async'] });
  const found = judgeProof(proof, comparisonOf({ async, hybrid }, { by: 'lightP99Ms' }));
  expect(found.ruling).toBe(ruling);
});
