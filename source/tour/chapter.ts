import { choiceOf, type Where } from '../catalog/where.ts';
import type { Wish } from '../catalog/wish.ts';
import type { ChapterId } from '../claims/chapters.ts';
import type { Claim, Ruling, Verdict } from '../claims/claim.ts';
import { claims } from '../claims/index.ts';
import { type Wishes, wishesIn } from '../claims/wishes.ts';
import type { RuntimeId } from '../protocol/plan.ts';

/**
 * What a verdict on a claim means for the reader. A verdict that is left out has the general words for it, and so has
 * `unknown` where another try would not tell more.
 */
export type Step = {
  readonly claim: string;
  readonly means: Means;
  /** The same of a runtime where that would not be true. */
  readonly inRuntime?: Readonly<Partial<Record<RuntimeId, Means>>>;
};
type Means = Readonly<Partial<Record<Verdict, string>>>;

/** One chapter of the tour: its point, the example that shows it, and what the figures of the example mean. */
export type TourChapter = {
  readonly id: ChapterId;
  /** Two or three sentences. */
  readonly point: readonly string[];
  readonly steps: readonly Step[];
  /** The same to play with, in the lab. */
  lab(ask: Wishes): Wish;
};

/** One thing that the example shows, with what was measured and what that means. */
export type Explained = {
  readonly claim: Claim;
  readonly ruling: Ruling;
  readonly means: string;
};

/** In general: a verdict that a chapter has nothing special to say on. */
function inGeneral({ verdict, again }: Ruling): string {
  switch (verdict) {
    case 'holds':
      return 'This machine agrees.';
    case 'differs':
      return 'This is true elsewhere, but not here.';
    case 'does-not-hold':
      return 'This machine disagrees. Here its figure counts, not the claim.';
    case 'unknown':
      return again
        ? 'These runs allow no conclusion. Run the example again when this machine is less busy.'
        : 'These runs allow no conclusion: the line above says why.';
  }
}

/** What a person's own file may be called, in examples. */
export const ownFile: Readonly<Record<RuntimeId, string>> = {
  node: './my-work.js',
  python: './my_work.py',
};

/** What a chapter has to play with in the lab, there. */
export function labOf(chapter: TourChapter, where: Where): Wish {
  return { ...chapter.lab(wishesIn(where.runtime)), ...choiceOf(where) };
}

/** The claims that a chapter's example checks. */
export function claimsOf({ steps }: TourChapter): readonly Claim[] {
  return steps.map((step) => claims.find(({ id }) => id === step.claim)!);
}

/** The figures just measured in words; steps whose runs are still to come are left out. */
export function explain(
  chapter: TourChapter,
  runtime: RuntimeId,
  rulingOf: (claim: Claim) => Ruling | null,
): Explained[] {
  return claimsOf(chapter).flatMap((claim, at) => {
    const ruling = rulingOf(claim);
    if (!ruling) return [];
    const { means, inRuntime } = chapter.steps[at]!;
    const { verdict, again } = ruling;
    const special =
      verdict === 'unknown' && !again ? undefined : { ...means, ...inRuntime?.[runtime] }[verdict];
    return [{ claim, ruling, means: special ?? inGeneral(ruling) }];
  });
}
