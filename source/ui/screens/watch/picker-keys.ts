import type { RunningProgram } from '../../../protocol/observation.ts';
import type { ScreenKey } from '../screen.ts';
import { pairKey } from '../shared/keys.ts';
import type { Picker } from './state.ts';

type Effects = {
  set(next: Picker): void;
  observe(program: RunningProgram): void;
  look(): void;
};

/** What the keys do in the list of what runs here. */
export function pickerKeys({ programs, at }: Picker, { set, observe, look }: Effects): ScreenKey[] {
  const last = Math.max(0, (programs?.length ?? 0) - 1);
  const to = (row: number) => set({ programs, at: Math.max(0, Math.min(last, row)) });
  const chosen = programs?.[at];
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
    { keys: 'r', shown: 'r', hint: 'look again', help: 'look again at what runs here', press: look },
  ];
}
