import { expect, test } from 'vitest';
import { usualWhere } from '../../source/catalog/where.ts';
import type { Claim, Ruling } from '../../source/claims/claim.ts';
import { firstRound } from '../../source/claims/rounds.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { summaryOf } from '../guide/helpers/summary.ts';

const workloads = await builtInWorkloads();
const room = { effectiveCores: 2, availableMemoryBytes: 64e9 };

/** A claim of one run of that many tasks, which holds where the run took less than 100 ms, and is unsure up to 200. */
function claimOf(id: string, tasks: number): Claim {
  const judge = ([run]: readonly { wallMs: number | null }[]): Ruling => {
    const wallMs = run!.wallMs!;
    const saw = `${wallMs} ms`;
    if (wallMs < 100) return { verdict: 'holds', saw, figures: { wallMs } };
    return { verdict: 'unknown', saw, figures: { wallMs }, ...(wallMs < 200 && { again: true as const }) };
  };
  const runs = [{ workload: 'wait', model: 'async', tasks }];
  const check = { runs, quick: true, holdsWhen: 'quick', judge };
  return { id, chapter: 'waiting', says: '', figure: null, checks: { node: check } };
}

const claims = [claimOf('a', 1), claimOf('b', 2), claimOf('c', 3)];
const start = () => firstRound(claims, usualWhere, workloads, room);
const ran = (...wall: number[]) => wall.map((ms) => summaryOf(`wall=${ms}`));
const told = (rulings: ReadonlyMap<string, Ruling>) =>
  [...rulings].map(([id, { verdict, saw }]) => `${id} ${verdict} ${saw}`);

test('what has run is ruled on; what has not is missing until no more will come', () => {
  const round = start();
  expect(round.plans.map(({ tasks }) => tasks)).toEqual([1, 2, 3]);
  expect(told(round.rulings(ran(50), false))).toEqual(['a holds 50 ms']);
  expect(told(round.rulings(ran(50), true))[2]).toMatch(/^c unknown The check was stopped/);
});

test('once more for those that chance had a hand in, and only once', () => {
  const first = start();
  const again = first.next(ran(50, 150, 300), 1000)!;
  expect(again.claims.map(({ id }) => id)).toEqual(['b']);
  expect(again.plans.map(({ tasks }) => tasks)).toEqual([2]);
  expect(again.next(ran(150), 1000)).toBeNull();
});

test('a second try that tells something counts; one that tells nothing leaves what was seen', () => {
  const again = start().next(ran(50, 150, 300), 1000)!;
  const before = ['a holds 50 ms', 'b unknown 150 ms', 'c unknown 300 ms'];
  expect(told(again.rulings([], false))).toEqual(before);
  expect(told(again.rulings(ran(160), true))).toEqual(before);
  expect(told(again.rulings(ran(60), true))).toEqual(before.with(1, 'b holds 60 ms'));
});

test('no second try where nothing is unsure, or where the first took long', () => {
  expect(start().next(ran(50, 50, 300), 1000)).toBeNull();
  expect(start().next(ran(50, 150, 300), 60_000)).toBeNull();
});
