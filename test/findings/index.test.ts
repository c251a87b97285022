import { describe, expect, test } from 'vitest';
import { severities } from '../../source/findings/finding.ts';
import { findingsOf } from '../../source/findings/index.ts';
import { rules } from '../../source/findings/rules/index.ts';
import { createSession } from '../../source/session/state.ts';
import { planOf } from '../helpers/plan.ts';
import { type Figures, findingsIn, found, row, sessionOf, together } from './helpers/evidence.ts';

const both = [{ cpuMs: 1000 }, { cpuMs: 1000 }];
const twoLanes = [...row(1, 2, 500), ...row(2, 2, 500)];
const blocked = { model: 'async', atOnce: 4, freezes: [{ durationMs: 900, task: 1 }] } as const;

/** Runs in which several rules have something to say, and what is told. */
const told: [what: string, figures: Figures, rules: string[]][] = [
  ['both cores busy', { pool: both, tasks: twoLanes }, ['cores-busy']],
  [
    'blocked by computing: first that, then that async gains nothing',
    { ...blocked, tasks: together(4, 1000), main: { cpuMs: 1000 } },
    ['loop-blocked', 'no-gain-from-async'],
  ],
  [
    'many lanes on few cores: nobody else is to blame, and busy cores are no praise',
    {
      pool: [1, 2, 3, 4].map(() => ({ cpuMs: 500, waitMs: 500 })),
      tasks: [1, 2, 3, 4].flatMap((lane) => row(lane, 2, 500)),
    },
    ['more-lanes-than-cores'],
  ],
  [
    'a pool that idles because handing out takes the time',
    { pool: [{}, {}], tasks: [...row(1, 1000, 0.8), [2, 0, 0.1]], wallMs: 1000 },
    ['dispatch-costs-more'],
  ],
  [
    'short tasks with results that take long to copy',
    { pool: [{ copyMs: 400 }, { copyMs: 400 }], tasks: [...row(1, 100, 0.5), ...row(2, 100, 0.5)] },
    ['transfer-costs-more'],
  ],
  [
    'a loop that computes on a busy machine is no loop that waits',
    { model: 'async', atOnce: 20, tasks: together(20, 1000), main: { cpuMs: 200, waitMs: 700 } },
    ['noisy-machine', 'no-gain-from-async'],
  ],
  [
    'calls that block, one after another',
    { model: 'async', atOnce: 2, tasks: row(0, 2, 500), freezes: [{ durationMs: 1000 }] },
    ['loop-blocked'],
  ],
  [
    'a quota explains that lanes queued',
    {
      cores: 2,
      quotaCores: 2,
      throttledMs: 500,
      pool: both.map(() => ({ cpuMs: 600, waitMs: 400 })),
      tasks: twoLanes,
    },
    ['quota-throttled'],
  ],
  [
    'what was lost comes before what was slow',
    { ...blocked, tasks: together(4, 1000), check: { lostUpdates: 3 } },
    ['lost-updates', 'loop-blocked'],
  ],
  [
    'too short for speed, long enough for a loss',
    { wallMs: 20, pool: both, tasks: row(1, 2, 10), check: { lostUpdates: 3 } },
    ['lost-updates'],
  ],
  [
    'a loop that computes, and loses: faster would be no better',
    { model: 'async', atOnce: 2, tasks: together(2, 1000), main: { cpuMs: 1000 }, check: { lostUpdates: 3 } },
    ['lost-updates'],
  ],
  [
    'the same without a loss',
    { model: 'async', atOnce: 2, tasks: together(2, 1000), main: { cpuMs: 1000 }, check: { lostUpdates: 0 } },
    ['no-gain-from-async'],
  ],
  [
    'busy cores are no praise for results that cannot be sent',
    { pool: both, tasks: twoLanes, errors: [['DataCloneError', null]] },
    ['uncloneable'],
  ],
];

const crowded = { main: { cpuMs: 400, waitMs: 500 } } as const;

/** What is left of findings on a busy machine, each as its rule says. */
test.each<[what: string, figures: Figures, left: [rule: string, severity: string, doubtful: boolean][]]>([
  [
    'times say less, and come after; what others may have caused is a doubt',
    { ...blocked, tasks: together(4, 1000), ...crowded, freezes: [{ durationMs: 990, task: 1 }] },
    [
      ['noisy-machine', 'warning', false],
      ['loop-blocked', 'problem', false],
      ['no-gain-from-async', 'note', true],
    ],
  ],
  [
    'what is true in any case comes first',
    {
      ...{ model: 'async', atOnce: 4, tasks: together(4, 1000), ...crowded },
      ...{ memoryLimitBytes: 100, memory: { peakPssBytes: 90 } },
    },
    [
      ['memory-near-limit', 'warning', false],
      ['noisy-machine', 'warning', false],
      ['no-gain-from-async', 'note', true],
    ],
  ],
  [
    'the same on a quiet machine',
    { model: 'async', atOnce: 4, tasks: together(4, 1000), main: { cpuMs: 1000 } },
    [['no-gain-from-async', 'warning', false]],
  ],
])('on a busy machine: %s', (_, figures, left) => {
  const findings = findingsIn(figures);
  expect(findings.map(({ rule, severity, doubtful }) => [rule, severity, doubtful])).toEqual(left);
  for (const { doubtful, step } of findings) if (doubtful) expect(step).toEqual({ kind: 'again' });
});

test('where every task failed, nothing is said of speed', () => {
  const figures: Figures = { wallMs: 20, pool: [{}], tasks: row(1, 2, 10) };
  expect(found(figures)).toEqual(['not-enough-data']);
  expect(found({ ...figures, fails: true })).toEqual([]);
});

describe('together', () => {
  test.each(told)('%s', (_, figures, expected) => {
    expect(found(figures)).toEqual(expected);
  });
});

test('a rule is silent in favour of rules there are', () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, unless = [] } of rules) {
    expect(ids).toEqual(expect.arrayContaining([...unless]));
    expect(unless).not.toContain(id);
  }
});

test('nothing is found in a run that has not begun, nor twice in the same session', () => {
  const session = createSession(planOf());
  expect(findingsOf(session)).toEqual([]);
  expect(findingsOf(session)).toBe(findingsOf(session));
});

test('what is told fits a row of 80 columns, the most severe first, with figures, and where to read on', () => {
  for (const [, figures] of told) {
    const findings = findingsOf(sessionOf(figures));
    const order = findings
      .filter(({ rule }) => rule !== 'noisy-machine')
      .map(({ severity }) => severities.indexOf(severity));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const { saw, why, next, source, figures: values } of findings) {
      for (const text of [saw, why, next]) {
        expect(text.length).toBeLessThanOrEqual(77);
        expect(text).not.toMatch(/\bNaN\b|undefined|Infinity|\n/);
      }
      expect(source).toMatch(/https:\/\//);
      expect(Object.values(values).every(Number.isFinite)).toBe(true);
    }
  }
});
