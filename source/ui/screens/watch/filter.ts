import type { Theme } from '../../theme.ts';
import type { Prompt, ScreenKey } from '../screen.ts';
import { typed } from '../shared/fields.ts';

/** Of a list only what has a text in it. */
export type Filter = {
  readonly filter: string;
  /** While it is typed: what it was before; else null. */
  readonly typing: string | null;
};
type Set = (next: Filter) => void;

export const noFilter: Filter = { filter: '', typing: null };

export const matches = (text: string, filter: string) =>
  text.toLowerCase().includes(filter.trim().toLowerCase());

/** The key that begins it. */
export function filterKey({ filter }: Filter, help: string, set: Set): ScreenKey {
  return { keys: '/', shown: '/', hint: 'filter', help, press: () => set({ filter, typing: filter }) };
}

/** The row in which it is typed: what matches is shown at once. `what`: it may be a part of that. */
export function filterPrompt(
  { filter, typing }: Filter,
  what: string,
  set: Set,
  theme: Theme,
): Prompt | null {
  if (typing === null) return null;
  return {
    row: ` /${filter}_   ${theme.paint('dim', `a part of ${what}   Enter apply  Esc back`)}`,
    type: (character) => set({ filter: typed(filter, character), typing }),
  };
}

export function typingKeys({ filter, typing }: Filter, set: Set): ScreenKey[] {
  const key = (keys: string, shown: string, help: string, next: Partial<Filter>): ScreenKey => ({
    ...{ keys, shown, hint: '', help },
    press: () => set({ filter, typing, ...next }),
  });
  return [
    key('enter', 'Enter', 'apply the filter', { typing: null }),
    key('escape', 'Esc', 'back to the filter before', { typing: null, filter: typing ?? '' }),
    key('backspace delete', 'Backspace', 'delete the last character', { filter: filter.slice(0, -1) }),
  ];
}
