import type { ModelCard } from '../../../catalog/cards.ts';
import { runtimeCard } from '../../../catalog/runtimes/index.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { type CardLine, cardLinesOf } from '../../../guide/models/index.ts';
import { aspects } from '../../../guide/models/rows.ts';
import type { RuntimeId } from '../../../protocol/plan.ts';

export type ModelsState = {
  readonly runtime: RuntimeId;
  readonly models: readonly ModelCard[];
  /** The card in front, in their order. */
  readonly model: number;
  /** The line of it that is chosen. */
  readonly line: number;
};

export function chosenCard({ models, model }: ModelsState): ModelCard {
  return models[model]!;
}

/** The cards of that runtime, from the first on. */
export function cardsIn(runtime: RuntimeId): ModelsState {
  return { runtime, models: runtimeCard(runtime).models, model: 0, line: 0 };
}

/** The lines of the card in front, in the order in which they are shown. */
export function linesOf(state: ModelsState): readonly CardLine[] {
  const lines = cardLinesOf({ runtime: state.runtime, model: chosenCard(state).id });
  return aspects.flatMap(({ id }) => lines.filter(({ aspect }) => aspect === id));
}

/** The run of the chosen line. `interpreter`: what runs it, where that is not Heddle's own. */
export function chosenWish(state: ModelsState, { interpreter }: Pick<Wish, 'interpreter'>): Wish {
  const { wish } = linesOf(state)[state.line]!;
  return interpreter ? { ...wish, interpreter } : wish;
}

/** That card from its first line on; behind the last comes the first. */
export function cardAt(state: ModelsState, model: number): ModelsState {
  const { length } = state.models;
  return { ...state, model: (model + length) % length, line: 0 };
}

/** That line of the card, or the nearest there is. */
export function lineAt(state: ModelsState, line: number): ModelsState {
  return { ...state, line: Math.max(0, Math.min(linesOf(state).length - 1, line)) };
}

/** The card of that model, where there is one that is not in front yet. */
export function jumpedTo(state: ModelsState, id: string | undefined): ModelsState {
  const model = state.models.findIndex((card) => card.id === id);
  return model < 0 || model === state.model ? state : cardAt(state, model);
}
