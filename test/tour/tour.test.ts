import { describe, expect, test } from 'vitest';
import { planFor } from '../../source/catalog/make-plan.ts';
import { usualWhere } from '../../source/catalog/where.ts';
import { chapters } from '../../source/claims/chapters.ts';
import { prepareChecking } from '../../source/claims/check.ts';
import { type Ruling, verdicts } from '../../source/claims/claim.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { chapterLines } from '../../source/plain/tour.ts';
import { runtimeIds } from '../../source/protocol/plan.ts';
import { claimsOf, explain, labOf } from '../../source/tour/chapter.ts';
import { tourChapters, tourClaims } from '../../source/tour/index.ts';

const workloads = await builtInWorkloads();
const room = { effectiveCores: 2, availableMemoryBytes: 8e9 };
const ruled = (verdict: Ruling['verdict']): Ruling => ({ verdict, saw: 'one took 400 ms', figures: {} });

test('a chapter for each of the chapters, in their order', () => {
  expect(tourChapters.map(({ id }) => id)).toEqual(chapters.map(({ id }) => id));
});

test('the whole tour is short: few runs, all of the quick set', () => {
  expect(prepareChecking(tourClaims, usualWhere, workloads, room).plans.length).toBeLessThan(30);
  for (const { checks } of tourClaims) expect(checks.node?.quick).toBe(true);
});

describe.each(tourChapters)('$id', (chapter) => {
  test('has a point of two or three sentences or so, steps of its own chapter, and a run for the lab', () => {
    const sentences = chapter.point.join(' ').match(/[.?](\s|$)/g) ?? [];
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(9);
    for (const claim of claimsOf(chapter)) expect(claim.chapter).toBe(chapter.id);
    expect(planFor(labOf(chapter, usualWhere), workloads, room).refusal, chapter.id).toBeNull();
  });

  const everywhere = verdicts.flatMap((verdict) => runtimeIds.map((runtime) => [verdict, runtime] as const));
  test.each(everywhere)('says what it means when it is "%s" in %s', (verdict, runtime) => {
    const explained = explain(chapter, runtime, () => ruled(verdict));
    expect(explained).toHaveLength(chapter.steps.length);
    for (const { means } of explained) expect(means).toMatch(/^[A-Z].{15,}\.$/);
  });

  test('as text: its title, figures and meaning, in at most 79 columns', () => {
    const lines = chapterLines(
      chapter,
      3,
      usualWhere,
      explain(chapter, 'node', () => ruled('holds')),
    );
    expect(lines[0]).toMatch(/^3\. /);
    expect(lines.join('\n')).toContain('one took 400 ms');
    for (const line of lines) if (!line.includes('heddle run')) expect(line.length).toBeLessThanOrEqual(79);
  });
});

test('where chance decides, the advice is to run it again, and load is not blamed', () => {
  const races = tourChapters.find(({ id }) => id === 'races')!;
  const [lost] = explain(races, 'node', () => ({ ...ruled('unknown'), again: true }));
  expect(lost!.means).toMatch(/does not show in every run/);
  const computing = tourChapters.find(({ id }) => id === 'computing')!;
  const busy = explain(computing, 'node', () => ({ ...ruled('unknown'), again: true }));
  expect(busy[0]!.means).toMatch(/when this machine is less busy/);
  expect(explain(computing, 'node', () => ruled('unknown'))[0]!.means).not.toMatch(/busy/);
  // A run that failed is no race that did not show.
  expect(explain(races, 'node', () => ruled('unknown'))[0]!.means).toMatch(/the line above says why/);
});

test('what has not run yet is not explained', () => {
  const [first] = tourChapters;
  const [claim] = claimsOf(first!);
  const explained = explain(first!, 'node', (one) => (one === claim ? ruled('holds') : null));
  expect(explained.map((one) => one.claim)).toEqual([claim]);
});
