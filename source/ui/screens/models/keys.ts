import { planFor } from '../../../catalog/make-plan.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { ScreenKey } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import { pairKey } from '../shared/keys.ts';
import { cardAt, chosenWish, lineAt, linesOf, type ModelsState } from './state.ts';

/** What keys do on this screen, the most useful first. */
export function modelsKeys(
  state: ModelsState,
  services: ScreenServices,
  set: (next: ModelsState) => void,
): ScreenKey[] {
  const { models } = state;
  function inLab(run: boolean): void {
    const wish = chosenWish(state, services.chosen());
    const plan = planFor(wish, services.workloads, services.room);
    if (plan.refusal) services.say(onScreen(plan.refusal));
    else services.openInLab(wish, run);
  }
  return [
    {
      keys: 'enter r',
      shown: 'Enter',
      hint: 'run it',
      help: 'run what shows this line, in the lab',
      press: () => inLab(true),
    },
    {
      keys: 'o',
      shown: 'o',
      hint: 'lab',
      help: 'open that run in the lab, without starting it',
      press: () => inLab(false),
    },
    pairKey({
      ...{ back: 'left h shift-tab', on: 'right l tab', shown: '←→', hint: 'model' },
      help: 'the model before, the next model',
      go: (step) => set(cardAt(state, state.model + step)),
    }),
    {
      keys: models.map((_, at) => at + 1).join(' '),
      shown: `1-${models.length}`,
      hint: '',
      help: 'the card of that model',
      press: (key) => set(cardAt(state, Number(key) - 1)),
    },
    pairKey({
      ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'line' },
      help: 'the line before, the next line',
      go: (step) => set(lineAt(state, state.line + step)),
    }),
    pairKey({
      ...{ back: 'home g', on: 'end G', shown: 'g G', hint: '' },
      help: 'the first line, the last line',
      go: (step) => set(lineAt(state, step === 1 ? linesOf(state).length : 0)),
    }),
  ];
}
