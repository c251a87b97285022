import { claims } from '../../../claims/index.ts';
import type { Theme } from '../../theme.ts';
import type { Prompt, ScreenKey } from '../screen.ts';
import { rowAt } from '../shared/list.ts';
import type { ClaimsState } from './state.ts';

type SetState = (next: ClaimsState) => void;

/** Where the first claim from there on is that contains the text, round the list; null for none. */
function matchFrom(at: number, text: string): number | null {
  const sought = text.trim().toLowerCase();
  for (let step = 0; sought !== '' && step < claims.length; step++) {
    const place = (at + step) % claims.length;
    const { id, says } = claims[place]!;
    if (`${says} ${id}`.toLowerCase().includes(sought)) return place;
  }
  return null;
}

/** The claims while one is searched for that text: its first match is chosen. */
function searched(state: ClaimsState, text: string): ClaimsState {
  const from = state.search?.from ?? state.at;
  return {
    ...state,
    ...rowAt(matchFrom(from, text) ?? from, claims.length),
    sought: text,
    search: { from },
  };
}

/** The text while it is typed. */
export function searchPrompt(state: ClaimsState, theme: Theme, set: SetState): Prompt | null {
  if (state.search === null) return null;
  const { from } = state.search;
  const none = state.sought.trim() !== '' && matchFrom(from, state.sought) === null;
  const about = none ? 'no claim matches   Esc back' : 'Enter goes there, Esc back';
  return {
    row: ` /${state.sought}_   ${theme.paint('dim', about)}`,
    type: (character) => set(searched(state, state.sought + character)),
  };
}

/** The keys while a text is typed. */
export function typingKeys(state: ClaimsState, set: SetState): ScreenKey[] {
  const { at, sought, search } = state;
  const keys = (keys: string, shown: string, help: string, press: () => void): ScreenKey => ({
    ...{ keys, shown, hint: '', help, press },
  });
  return [
    keys('enter', 'Enter', 'go to the claim that was found', () => set({ ...state, search: null })),
    keys('escape', 'Esc', 'back to the claim before the search', () =>
      set({ ...state, ...rowAt(search?.from ?? at, claims.length), sought: '', search: null }),
    ),
    keys('backspace', 'Backspace', 'delete a character', () => set(searched(state, sought.slice(0, -1)))),
  ];
}

/** The keys that search, and that go on to the next match. */
export function searchKeys(state: ClaimsState, set: SetState): ScreenKey[] {
  const { at, sought } = state;
  return [
    {
      ...{ keys: '/', shown: '/', hint: 'search', help: 'search the claims for a text' },
      press: () => set(searched({ ...state, search: null }, '')),
    },
    {
      ...{ keys: 'n', shown: 'n', hint: '', help: 'the next claim with that text' },
      press() {
        const next = matchFrom(at + 1, sought);
        if (next !== null) set({ ...state, ...rowAt(next, claims.length) });
      },
    },
  ];
}
