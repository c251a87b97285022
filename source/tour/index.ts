import type { Claim } from '../claims/claim.ts';
import { claimsOf, type TourChapter } from './chapter.ts';
import { manyLanes } from './many-lanes.ts';
import { oneLoop } from './one-loop.ts';

/** The Python guide as a walk, chapter by chapter. */
export const tourChapters: readonly TourChapter[] = [...oneLoop, ...manyLanes];

/** The claims of all chapters, in the order in which they are shown. */
export const tourClaims: readonly Claim[] = [...new Set(tourChapters.flatMap(claimsOf))];
