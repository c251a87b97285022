import { modelOrUsual } from '../../../catalog/find-model.ts';
import type { CreateScreen } from '../services.ts';
import { headingOf, withInterpreter } from '../shared/runtimes.ts';
import { modelsKeys } from './keys.ts';
import { cardsIn, jumpedTo, type ModelsState } from './state.ts';
import { drawCard, modelsSubtitle } from './view.ts';

/** A card for each model: every line of it leads to the run that shows it. */
export const createScreen: CreateScreen = (services, changed, { at }) => {
  const { theme } = services;
  /** What is chosen in the lab; its runtime may be another by now. */
  const chosen = () => modelOrUsual(services.chosen());
  let state = jumpedTo(jumpedTo(cardsIn(chosen().runtime), chosen().model), at);

  const on = () => {
    const { interpreter = null } = services.chosen();
    return withInterpreter({ runtime: state.runtime, interpreter }, services.survey());
  };

  function set(next: ModelsState): void {
    state = next;
    changed();
  }

  return {
    heading: () => headingOf([on()], services.environment.runtime),
    subtitle: (width) => modelsSubtitle(state, width, theme),
    draw: (size) => drawCard(state, services.chosen(), size, theme),
    keys: () => modelsKeys(state, services, set),
    enter(argument) {
      const { runtime, model } = chosen();
      const next = runtime === state.runtime ? state : jumpedTo(cardsIn(runtime), model);
      set(jumpedTo(next, argument.at));
    },
  };
};
