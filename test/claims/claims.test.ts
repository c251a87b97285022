import { describe, expect, test } from 'vitest';
import { planFor } from '../../source/catalog/make-plan.ts';
import { usualWhere } from '../../source/catalog/where.ts';
import { runCommand } from '../../source/catalog/wish.ts';
import { chapters } from '../../source/claims/chapters.ts';
import { prepareChecking } from '../../source/claims/check.ts';
import { claims } from '../../source/claims/index.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { runtimeIds } from '../../source/protocol/plan.ts';
import { summaryOf } from '../guide/helpers/summary.ts';

const workloads = await builtInWorkloads();
const python = {
  runtime: 'python',
  interpreter: { path: '/usr/bin/python3', version: '3.11.7', lock: 'shared', asked: null },
} as const;
const room = { effectiveCores: 2, availableMemoryBytes: 64e9 };

test('25 to 80 claims with names of their own, in every chapter one at least', () => {
  expect(claims.length).toBeGreaterThanOrEqual(25);
  expect(claims.length).toBeLessThanOrEqual(80);
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  for (const { id } of chapters) expect(claims.map(({ chapter }) => chapter)).toContain(id);
});

describe.each(claims)('$id', ({ id, says, checks, unchecked, footnote }) => {
  test('is said in a line or two, and every runtime has a check or a reason', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(says).toMatch(/^[A-Z].{10,110}\.$/);
    for (const runtime of runtimeIds)
      expect(runtime in checks ? checks[runtime]!.holdsWhen : unchecked?.[runtime]).toMatch(/\w{3}/);
    if (footnote) expect(footnote.source).toMatch(/https:\/\/|measured on/);
  });

  test('its runs can be run here, and none can last for ever', () => {
    for (const runtime of runtimeIds) {
      const check = checks[runtime];
      if (!check) continue;
      const { interpreter } = runtime === 'python' ? python : usualWhere;
      const there = workloads.filter((card) => card.runtime === runtime);
      expect(check.runs.length).toBeGreaterThan(0);
      for (const wish of check.runs) {
        expect(
          planFor({ ...wish, ...(interpreter && { interpreter }) }, there, room).value,
          runCommand(wish),
        ).toMatchObject({
          workload: wish.workload,
        });
        expect(wish.timeLimitMs).toBeLessThanOrEqual(60_000);
      }
    }
  });
});

describe('checking', () => {
  const quick = claims.filter(({ checks }) => checks.node?.quick);

  test('runs that claims share are run once, in the order in which they are first asked for', () => {
    const { plans } = prepareChecking(quick, usualWhere, workloads, room);
    const asked = quick.flatMap(({ checks }) => checks.node!.runs);
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(plans.length);
    expect(plans.length).toBeLessThan(asked.length * 0.75);
    expect(plans[0]).toMatchObject({ workload: asked[0]!.workload, model: asked[0]!.model });
  });

  test('a claim is judged as soon as its runs are there, and unknown when the check was stopped before', () => {
    const two = claims.filter(({ id }) => /^(sleeping-threads|awaiting-tasks)-overlap$/.test(id));
    const { plans, ruling } = prepareChecking(two, usualWhere, workloads, room);
    expect(plans).toHaveLength(4);
    const half = [summaryOf('wall=400'), summaryOf('wall=401')];
    expect(ruling(two[0]!, half)?.verdict).toBe('holds');
    expect(ruling(two[1]!, half)).toBeNull();
    expect(ruling(two[1]!, half, true)).toMatchObject({ verdict: 'unknown', saw: /stopped/ });
  });

  test('a run that there is no room for makes its claim unknown; a ladder only ends earlier', () => {
    const little = { effectiveCores: 2, availableMemoryBytes: 1e9 };
    const checking = prepareChecking(claims, usualWhere, workloads, little);
    const byId = (id: string) => claims.find((claim) => claim.id === id)!;
    const most = Math.max(
      ...checking.plans.filter(({ model }) => model === 'processes').map(({ concurrency }) => concurrency),
    );
    expect(most).toBe(10);
    expect(checking.ruling(byId('more-processes-than-cores-gain-nothing'), [])).toMatchObject({
      verdict: 'unknown',
      saw: 'It cannot run here: at once 16 would need about 0.9 GB of memory, more than 80 % of the 1.0 GB that are free',
    });
  });

  test('in Python the same claims run in the interpreter that was chosen, and say so without one', () => {
    const found = prepareChecking(claims, python, workloads, room);
    expect(found.plans.length).toBeGreaterThan(20);
    for (const plan of found.plans)
      expect(plan).toMatchObject({ runtime: 'python', interpreter: { path: '/usr/bin/python3' } });
    const none = prepareChecking(claims, { runtime: 'python', interpreter: null }, workloads, room);
    expect(none.plans).toEqual([]);
    for (const claim of claims) expect(none.ruling(claim, [])).toMatchObject({ verdict: 'unknown' });
    expect(none.ruling(claims[0]!, [])?.saw).toMatch(/Python|python/);
  });

  test('a failed run is a fault, unless failing is what the claim is about', () => {
    const [tolerant] = claims.filter(({ id }) => id === 'functions-do-not-cross');
    const [strict] = claims.filter(({ id }) => id === 'one-thread-is-enough-to-wait');
    const faults = (claim: typeof tolerant, words: string) =>
      prepareChecking([claim!], usualWhere, workloads, room).hasFaults([summaryOf(words)]);
    expect(faults(tolerant, 'failed')).toBe(false);
    expect(faults(strict, 'failed')).toBe(true);
    expect(faults(strict, 'wrong')).toBe(true);
    expect(faults(strict, 'wall=1')).toBe(false);
  });
});
