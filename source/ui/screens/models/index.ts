import { modelOrUsual } from '../../../catalog/find-model.ts';
import { runtimeCard } from '../../../catalog/runtimes/index.ts';
import type { CreateScreen } from '../services.ts';
import { modelsKeys } from './keys.ts';
import { jumpedTo, type ModelsState } from './state.ts';
import { drawCard, modelsSubtitle } from './view.ts';

/** A card for each model: every line of it leads to the run that shows it. */
export const createScreen: CreateScreen = (services, changed, { at }) => {
  const { theme } = services;
  const { runtime, model } = modelOrUsual(services.chosen());
  const first: ModelsState = { models: runtimeCard(runtime).models, model: 0, line: 0 };
  let state = jumpedTo(jumpedTo(first, model), at);

  function set(next: ModelsState): void {
    state = next;
    changed();
  }

  return {
    subtitle: () => modelsSubtitle(state, theme),
    draw: (size) => drawCard(state, size, theme),
    keys: () => modelsKeys(state, services, set),
    enter: (argument) => set(jumpedTo(state, argument.at)),
  };
};
