import { claims, quickClaimsIn } from '../../../claims/index.ts';
import type { ScreenKey } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import type { Checker } from '../shared/checker.ts';
import { labKeys, runKeys, runtimeKey } from '../shared/keys.ts';
import { listKeys } from '../shared/list.ts';
import { searchKeys, typingKeys } from './search.ts';
import { type ClaimsState, chapterFrom, chosenClaim } from './state.ts';

/** What keys do on this screen, the most useful first. */
export function claimsKeys(
  state: ClaimsState,
  checker: Checker,
  services: ScreenServices,
  set: (next: ClaimsState) => void,
): ScreenKey[] {
  if (state.search !== null) return typingKeys(state, set);
  const claim = chosenClaim(state);
  return [
    ...runKeys(checker, [
      {
        keys: 'enter r',
        shown: 'Enter',
        hint: claim.checks[checker.where.runtime] ? 'check' : '',
        help: 'check this claim with its runs',
        press: () => checker.start([claim]),
      },
      {
        keys: 'a',
        shown: 'a',
        hint: 'check quick ones',
        help: 'check all quick claims, in one to two minutes',
        press: () => checker.start(quickClaimsIn(checker.where.runtime)),
      },
    ]),
    ...labKeys(claim, checker, services),
    runtimeKey(checker, services),
    ...searchKeys(state, set),
    ...listKeys(
      state,
      {
        ...{ length: claims.length, one: 'claim', group: 'chapter' },
        groupFrom: (step) => chapterFrom(state, step),
      },
      (next) => set({ ...state, ...next }),
    ),
  ];
}
