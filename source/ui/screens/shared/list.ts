import type { ScreenKey } from '../screen.ts';
import { pairKey } from './keys.ts';

/** A list of which one row is chosen, with all that is told of it below. */
export type ListState = {
  readonly at: number;
  /** Pages turned of what is told of it. */
  readonly turned: number;
};

/** That row, or the nearest there is; what is told of it begins at its first page. */
export function rowAt(at: number, length: number): ListState {
  return { at: Math.max(0, Math.min(length - 1, at)), turned: 0 };
}

type List = {
  readonly length: number;
  /** What the list is of: `claim`, and what it is in groups of: `chapter`. */
  readonly one: string;
  readonly group: string;
  /** Where the group before or after begins, or as many rows on. */
  groupFrom(step: 1 | -1): number;
};

/** The keys that move through a list in groups. */
export function listKeys(
  state: ListState,
  { length, one, group, groupFrom }: List,
  set: (next: ListState) => void,
): ScreenKey[] {
  const move = (to: number) => set(rowAt(to, length));
  return [
    pairKey({
      ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'choose' },
      help: `previous ${one}, next ${one}`,
      go: (step) => move(state.at + step),
    }),
    pairKey({
      ...{ back: 'left h pageup', on: 'right l pagedown', shown: '←→', hint: '' },
      help: `previous ${group}, next ${group}`,
      go: (step) => move(groupFrom(step)),
    }),
    pairKey({
      ...{ back: 'home g', on: 'end G', shown: 'g G', hint: '' },
      help: `first ${one}, last ${one}`,
      go: (step) => move(step === 1 ? length - 1 : 0),
    }),
    {
      ...{ keys: 'space', shown: 'Space', hint: '', help: `the next page of the text about the ${one}` },
      press: () => set({ ...state, turned: state.turned + 1 }),
    },
  ];
}
