import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import type { Variant } from '../../source/comparison/comparison.ts';
import { comparisonOrder, type Rounds } from '../../source/comparison/rounds.ts';
import type { ModelId } from '../../source/protocol/plan.ts';
import type { Ran } from '../../source/runner/batch.ts';
import { chanceFrom, noises } from '../helpers/noise.ts';
import { ranOf } from '../helpers/ran.ts';
import { type Ran as Figures, modelVariant, summaryOf } from './helpers/runs.ts';

const auto: Rounds = { runs: 'auto', budgetMs: Number.POSITIVE_INFINITY };
type Times = Partial<Record<ModelId, number>>;

/** Runs a comparison to its end against an engine that is made up: what each run comes to is what `run` says. */
function play(
  models: readonly ModelId[],
  run: (model: ModelId, round: number, plan: Variant['plan']) => number | Figures,
  rounds = auto,
) {
  const variants = models.map(modelVariant);
  const order = comparisonOrder(variants, 'time', rounds);
  const ended: Ran<Variant>[] = [];
  for (let turn = order.next(ended); turn !== null; turn = order.next(ended)) {
    const { id } = turn;
    const came = run(turn.plan.model, ended.filter((one) => one.id === id).length + 1, turn.plan);
    ended.push(ranOf(turn, summaryOf(turn.plan, typeof came === 'number' ? { wallMs: came } : came)));
  }
  const comparison = compareRuns(ended, ended);
  const runs = Object.fromEntries(comparison.rows.map((row) => [row.variant.id, row.runs]));
  return { ...comparison, order: ended.map(({ id }) => id), runs };
}

const exact = (times: Times) => play(Object.keys(times) as ModelId[], (model) => times[model]!);

describe('how many rounds', () => {
  test('three, where one is ahead of all others by far', () => {
    const { runs, winner } = exact({ sequential: 1000, async: 1000, threads: 500 });
    expect(runs).toEqual({ sequential: 3, async: 3, threads: 3 });
    expect(winner).toBe('threads');
  });

  test('of one that is ten times slower a single one; it comes last in the first', () => {
    const { runs, order, winner } = exact({ sequential: 9600, async: 400, threads: 805 });
    expect(runs).toEqual({ sequential: 1, async: 3, threads: 3 });
    expect(order.slice(0, 3).at(-1)).toBe('sequential');
    expect(winner).toBe('async');
  });

  test('only those go on that may still be the simplest that nothing beats', () => {
    const { runs, pairs, winner } = exact({ sequential: 1000, async: 1000, threads: 500, processes: 502 });
    expect(runs).toEqual({ sequential: 3, async: 3, threads: 10, processes: 10 });
    expect(winner).toBeNull();
    expect(pairs.at(-1)).toMatchObject({ verdict: 'same', rounds: 10 });
  });

  test('whether two differ that are both dearer needs no proof', () => {
    const { runs, pairs } = exact({ async: 400, threads: 800, processes: 810 });
    expect(runs).toEqual({ async: 3, threads: 3, processes: 3 });
    expect(pairs.at(-1)).toMatchObject({ verdict: 'unclear' });
  });

  test('twenty, where it stays open', () => {
    const wild = (model: ModelId, round: number) => 500 + ((round * (model === 'async' ? 7 : 5)) % 11) * 40;
    expect(play(['async', 'threads'], wild).runs).toEqual({ async: 20, threads: 20 });
  });

  test('one that takes ten times as long as the best, and more than ten seconds, is stopped, and its time is a least one', () => {
    const limits = new Map<ModelId, number | null>();
    const { runs, rows, verdict, winner } = play(
      ['sequential', 'async', 'threads'],
      (model, round, { stopAfterMs }) => {
        if (round === 1) limits.set(model, stopAfterMs);
        if (model === 'sequential') return { wallMs: stopAfterMs!, done: 3 };
        return model === 'async' ? 400 : 800;
      },
      { runs: 'auto', budgetMs: 60_000 },
    );
    expect(Object.fromEntries(limits)).toEqual({ async: null, threads: 10_000, sequential: 10_000 });
    expect(runs).toEqual({ sequential: 0, async: 3, threads: 3 });
    expect(rows[0]).toMatchObject({ stoppedAfterMs: 10_000, wallMs: null, problem: null });
    expect(verdict).not.toContain('So far');
    expect([winner, verdict]).toEqual([
      'async',
      expect.stringContaining('sequential takes at least 8 × as long as async (one round).'),
    ]);
  });

  test('none more of one that failed', () => {
    const { runs, order } = play(['async', 'threads', 'processes'], (model) =>
      model === 'threads' ? { outcome: 'failed' } : 500,
    );
    expect(order.filter((id) => id === 'threads')).toHaveLength(1);
    expect(runs).toEqual({ async: 10, threads: 0, processes: 10 });
  });

  test('as many as were asked for, whatever they show; and none that would not end in time', () => {
    const times = { async: 400, threads: 9000 };
    const asked = (budgetMs: number | null) =>
      play(['async', 'threads'], (model) => times[model as keyof typeof times], { runs: 4, budgetMs }).runs;
    expect(asked(null)).toEqual({ async: 4, threads: 4 });
    expect(asked(20_000)).toEqual({ async: 2, threads: 2 });
    const brief = play(['async', 'threads'], () => 1000, { runs: 'auto', budgetMs: 9000 });
    expect(brief.runs).toEqual({ async: 4, threads: 4 });
  });
});

const tries = 200;

describe.each(Object.keys(noises))('200 comparisons in noise that is %s', (noise) => {
  const winners = (times: Times) =>
    Array.from({ length: tries }, (_, seed) => {
      const next = noises[noise]!(chanceFrom(seed + 1));
      return play(Object.keys(times) as ModelId[], (model) => times[model]! * next()).winner;
    });
  const share = (all: readonly (string | null)[], is: (winner: string | null) => boolean) =>
    all.filter(is).length / tries;

  test('of two names for the same code one wins in at most 5 %', () => {
    expect(share(winners({ async: 500, threads: 500 }), (winner) => winner !== null)).toBeLessThanOrEqual(
      0.05,
    );
  });

  test('of four that are alike one wins in at most 5 %', () => {
    const alike = winners({ sequential: 500, async: 500, threads: 500, processes: 500 });
    expect(share(alike, (winner) => winner !== null)).toBeLessThanOrEqual(0.05);
  });

  test('of two best ones that are alike one wins in at most 5 %, and the third never', () => {
    const level = winners({ sequential: 800, threads: 500, processes: 500 });
    expect(share(level, (winner) => winner !== null)).toBeLessThanOrEqual(0.05);
    expect(level).not.toContain('sequential');
  });

  test('one that is twice as fast always wins, one 10 % ahead in nine of ten', () => {
    expect(share(winners({ async: 1000, threads: 500 }), (winner) => winner === 'threads')).toBe(1);
    expect(
      share(winners({ async: 550, threads: 500 }), (winner) => winner === 'threads'),
    ).toBeGreaterThanOrEqual(0.9);
  });
});
