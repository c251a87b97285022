import type { ModelCard } from '../../../catalog/cards.ts';
import { type CardLine, cardLinesOf } from '../../../guide/models/index.ts';
import { aspects } from '../../../guide/models/rows.ts';

export type ModelsState = {
  readonly models: readonly ModelCard[];
  /** The card in front, in their order. */
  readonly model: number;
  /** The line of it that is chosen. */
  readonly line: number;
};

export function chosenCard({ models, model }: ModelsState): ModelCard {
  return models[model]!;
}

/** The lines of the card in front, in the order in which they are shown. */
export function linesOf(state: ModelsState): readonly CardLine[] {
  const lines = cardLinesOf(chosenCard(state).id);
  return aspects.flatMap(({ id }) => lines.filter(({ aspect }) => aspect === id));
}

export function chosenLine(state: ModelsState): CardLine {
  return linesOf(state)[state.line]!;
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
