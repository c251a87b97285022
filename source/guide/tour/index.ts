import type { Claim } from '../claims/claim.ts';
import { claimsOf, type TourChapter } from './chapter.ts';
import { firstHalf } from './first-half.ts';
import { secondHalf } from './second-half.ts';

/** The article as a walk, chapter by chapter. */
export const tourChapters: readonly TourChapter[] = [...firstHalf, ...secondHalf];

/** The claims of all chapters, in the order in which they are shown. */
export const tourClaims: readonly Claim[] = [...new Set(tourChapters.flatMap(claimsOf))];
