import { type ModelId, modelIds } from '../protocol/plan.ts';
import { isolated, ownLane } from './lanes.ts';
import type { Answers } from './question.ts';

/** Models that answers rule out whatever a measurement says, each with the answer: nothing that runs here shows them. */
export function ruledOutBy(answers: Answers): Readonly<Partial<Record<ModelId, string>>> {
  if (!isolated(answers)) return {};
  const without = modelIds.filter((model) => ownLane(model) !== 'process');
  return Object.fromEntries(without.map((model) => [model, `isolation=${answers.isolation}`]));
}
