import { quickClaimsIn } from '../../../claims/index.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { checkerOf } from '../shared/checker.ts';
import { headingOf } from '../shared/runtimes.ts';
import { guideTerm, keptTerm, verdictTerms } from '../shared/terms.ts';
import { claimsKeys } from './keys.ts';
import { searchPrompt } from './search.ts';
import { atFirst, type ClaimsState, chosenClaim, jumpedTo } from './state.ts';
import { claimsSubtitle, drawClaims } from './view.ts';

/** The Python guide claim by claim: what this machine says to each, and the runs that ask it. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  const checker = checkerOf(services, changed);
  let state = atFirst;

  function set(next: ClaimsState): void {
    state = next;
    changed();
  }

  function enter({ where, at, start }: ScreenArgument): void {
    if (where) checker.moveTo(where);
    set(jumpedTo(state, at));
    const claim = chosenClaim(state);
    if (start) checker.start(claim.id === at ? [claim] : quickClaimsIn(checker.where.runtime));
  }

  enter(argument);
  return {
    heading: () => headingOf([checker.where], services.environment.runtime),
    subtitle: () => claimsSubtitle(checker, theme),
    draw: (size) => drawClaims(state, checker, size, theme),
    keys: () => claimsKeys(state, checker, services, set),
    prompt: () => searchPrompt(state, theme, set),
    terms: [guideTerm, ...verdictTerms, keptTerm],
    enter,
  };
};
