import type { Wish } from '../../catalog/wish.ts';
import type { ModelId } from '../../protocol/plan.ts';
import type { Known, Machine } from '../question.ts';

/** What a card tells of a model, in this order. */
export const aspects = [
  { id: 'is', title: 'What it is' },
  { id: 'switches', title: 'How it switches' },
  { id: 'good', title: 'Good at' },
  { id: 'costs', title: 'What it costs' },
  { id: 'bites', title: 'Where it bites' },
] as const;
export type AspectId = (typeof aspects)[number]['id'];

/** Why a model is not the verdict where another one is. */
export type Reason = {
  when(known: Known, chosen: ModelId): boolean;
  readonly because: string | ((machine: Machine) => string);
};

/** What the guide knows of one model. */
export type GuideRows = {
  /** The first that fits speaks. The last fits always. */
  readonly reasons: readonly Reason[];
  /** Lines of its card, each with the run under this model that shows it. */
  readonly lines: readonly (readonly [aspect: AspectId, says: string, run: Wish])[];
};

/** A run of a card's line; the model is the card's. */
export function run(
  workload: string,
  tasks: number,
  parameters: Wish['parameters'] = {},
  concurrency?: number,
): Wish {
  return { workload, tasks, parameters, ...(concurrency === undefined ? {} : { concurrency }) };
}

export const computes = ({ cpu }: Known) => cpu === 'yes';
