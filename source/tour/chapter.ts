import type { Wish } from '../catalog/wish.ts';
import type { ChapterId } from '../claims/chapters.ts';
import type { Claim, Ruling, Verdict } from '../claims/claim.ts';
import { claims } from '../claims/index.ts';

/**
 * What a verdict on a claim means for the reader. A verdict that is left out has the general words for it, and so has
 * `unknown` where another try would not tell more.
 */
export type Step = {
  readonly claim: string;
  readonly means: Readonly<Partial<Record<Verdict, string>>>;
};

/** One chapter of the tour: its point, the example that shows it, and what the figures of the example mean. */
export type TourChapter = {
  readonly id: ChapterId;
  /** Two or three sentences. */
  readonly point: readonly string[];
  readonly steps: readonly Step[];
  /** The same to play with, in the lab. */
  readonly lab: Wish;
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
      return 'This is true in Python, but not here.';
    case 'does-not-hold':
      return 'This machine disagrees. Here its figure counts, not the claim.';
    case 'unknown':
      return again
        ? 'These runs allow no conclusion. Run the example again when this machine is less busy.'
        : 'These runs allow no conclusion: the line above says why.';
  }
}

/** The claims that a chapter's example checks. */
export function claimsOf({ steps }: TourChapter): readonly Claim[] {
  return steps.map((step) => claims.find(({ id }) => id === step.claim)!);
}

/** The figures just measured in words; steps whose runs are still to come are left out. */
export function explain(chapter: TourChapter, rulingOf: (claim: Claim) => Ruling | null): Explained[] {
  return claimsOf(chapter).flatMap((claim, at) => {
    const ruling = rulingOf(claim);
    if (!ruling) return [];
    const { means } = chapter.steps[at]!;
    const { verdict, again } = ruling;
    const special = verdict === 'unknown' && !again ? undefined : means[verdict];
    return [{ claim, ruling, means: special ?? inGeneral(ruling) }];
  });
}
