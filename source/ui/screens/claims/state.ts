import { chapters } from '../../../claims/chapters.ts';
import type { Claim } from '../../../claims/claim.ts';
import { claims } from '../../../claims/index.ts';
import { type ListState, rowAt } from '../shared/list.ts';

/** The claim that is chosen, in the order of all claims. */
export type ClaimsState = ListState & {
  /** The text that was searched for last. */
  readonly sought: string;
  /** While it is typed: the claim that was chosen before; else null. */
  readonly search: { readonly from: number } | null;
};

export const atFirst: ClaimsState = { ...rowAt(0, 1), sought: '', search: null };

export function chosenClaim({ at }: ListState): Claim {
  return claims[at]!;
}

/** The claim of that name, where there is one that is not chosen yet. */
export function jumpedTo(state: ClaimsState, id: string | undefined): ClaimsState {
  const at = claims.findIndex((claim) => claim.id === id);
  return at < 0 || at === state.at ? state : { ...state, ...rowAt(at, claims.length) };
}

/** Where the chapter before or after begins; the list's end where there is none. */
export function chapterFrom(state: ClaimsState, step: 1 | -1): number {
  const order: readonly string[] = chapters.map(({ id }) => id);
  const next = order[order.indexOf(chosenClaim(state).chapter) + step];
  const found = claims.findIndex(({ chapter }) => chapter === next);
  return found < 0 ? (step === 1 ? claims.length - 1 : 0) : found;
}
