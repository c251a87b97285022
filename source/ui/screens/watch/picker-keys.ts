import type { RunningProgram } from '../../../protocol/observation.ts';
import type { ScreenKey } from '../screen.ts';
import { pairKey } from '../shared/keys.ts';
import { type Filter, filterKey, noFilter, typingKeys } from './filter.ts';
import { chosenAt, filtered, shownPrograms } from './picker-list.ts';
import type { Picker } from './state.ts';

type Effects = {
  set(next: Picker): void;
  observe(program: RunningProgram): void;
};

/** What the keys do in the list of what runs here. */
export function pickerKeys(picker: Picker, { set, observe }: Effects): ScreenKey[] {
  const setFilter = (next: Filter) => set(filtered(picker, next));
  if (picker.typing !== null) return typingKeys(picker, setFilter);
  const shown = shownPrograms(picker);
  const [at, last] = [chosenAt(picker), Math.max(0, shown.length - 1)];
  const to = (asked: number) => {
    const row = Math.max(0, Math.min(last, asked));
    set({ ...picker, at: row, pid: shown[row]?.pid ?? null });
  };
  const chosen = shown[at];
  return [
    {
      ...{ keys: 'enter', shown: 'Enter', hint: chosen ? 'watch' : '', help: 'watch the chosen program' },
      press: () => chosen && observe(chosen),
    },
    pairKey({
      ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'choose', help: 'previous program, next program' },
      go: (step) => to(at + step),
    }),
    pairKey({
      ...{ back: 'pageup home g', on: 'pagedown end G', shown: 'g G', hint: '', help: 'first, last program' },
      go: (step) => to(step === 1 ? last : 0),
    }),
    filterKey(picker, 'only programs with a text in their name, folder, port or number', setFilter),
    ...(picker.filter === ''
      ? []
      : [
          {
            ...{ keys: 'escape', shown: 'Esc', hint: 'all', help: 'all programs again' },
            press: () => setFilter(noFilter),
          },
        ]),
  ];
}
