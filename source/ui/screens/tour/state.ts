import type { Claim, Ruling } from '../../../claims/claim.ts';
import { claimsOf, type TourChapter } from '../../../tour/chapter.ts';
import { tourChapters } from '../../../tour/index.ts';

export type TourState = {
  /** The chapter in front, in their order. */
  readonly at: number;
  readonly scroll: number;
  /** The chapter whose example is under way; null for none. */
  readonly running: number | null;
  /** What the examples of this walk have shown, by claim. */
  readonly shown: ReadonlyMap<string, Ruling>;
};

export const atStart: TourState = { at: 0, scroll: 0, running: null, shown: new Map() };

export function chapterOf({ at }: TourState): TourChapter {
  return tourChapters[at]!;
}

/** That chapter from its top, or the nearest there is. */
export function chapterAt(state: TourState, at: number): TourState {
  return { ...state, at: Math.max(0, Math.min(tourChapters.length - 1, at)), scroll: 0 };
}

/** The chapter of that name, where there is one that is not in front yet. */
export function jumpedTo(state: TourState, id: string | undefined): TourState {
  const at = tourChapters.findIndex((chapter) => chapter.id === id);
  return at < 0 || at === state.at ? state : chapterAt(state, at);
}

/** With what the runs of its example have shown so far. */
export function collected(
  state: TourState,
  ruling: (claim: Claim) => Ruling | null,
  over: boolean,
): TourState {
  if (state.running === null) return state;
  const found = claimsOf(tourChapters[state.running]!).flatMap((claim) => {
    const one = ruling(claim);
    return one ? [[claim.id, one] as const] : [];
  });
  return { ...state, shown: new Map([...state.shown, ...found]), running: over ? null : state.running };
}
