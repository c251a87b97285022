import type { ModelCard } from '../catalog/cards.ts';
import { findModel } from '../catalog/find-model.ts';
import { makePlan } from '../catalog/make-plan.ts';
import { hasPool, isSerial, whyNot } from '../catalog/models.ts';
import { accept, all, type Result, refuse } from '../catalog/refusal.ts';
import type { Room } from '../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Plan } from '../protocol/plan.ts';
import { inTurn } from './in-turn.ts';

/** The fewest runs that show a spread and can put one model below another with p = 0.1; see verdict.ts. */
export const defaultRuns = 3;
/** Beyond it one more run changes nothing that a person would decide by. */
export const mostRuns = 100;

export type ComparisonWish = {
  /** Names of models; null: all that can run the workload. */
  readonly models: readonly string[] | null;
  /** How often each model is run. */
  readonly runs: number;
  /** The work; its model is ignored. */
  readonly choice: Choice;
  readonly room: Room;
};

/**
 * The runs of a comparison: round by round, each model once a round, and in an order in which no model always runs
 * after the same one. Among all models, those that the work refuses are left out; one that was named is refused in a
 * line. `concurrency` goes to every model but those that run one task after another by definition; without it each model
 * gets what suits it. `poolThreads` goes to those with a pool behind a loop.
 */
export function planComparison(card: WorkloadCard, wish: ComparisonWish): Result<Plan[]> {
  const { runs, choice, room } = wish;
  if (!Number.isInteger(runs) || runs < 1 || runs > mostRuns) {
    return refuse('runs', `is ${runs}`, `it must be a whole number from 1 to ${mostRuns}`);
  }
  const models = modelsFor(card, wish);
  if (models.refusal) return models;
  if (choice.poolThreads !== undefined && !models.value.some(hasPool)) {
    return refuse('poolThreads', 'is for hybrid, which is not among the models compared');
  }
  const plans = all(models.value.map((model) => makePlan(choiceFor(model, choice), card, room)));
  return plans.refusal ? plans : accept(inTurn(plans.value, runs));
}

/** The models that would be compared: those named, or all that can run the work, in their own order. */
export function modelsFor(
  card: WorkloadCard,
  { models, choice }: Omit<ComparisonWish, 'room'>,
): Result<ModelCard[]> {
  const runtime = runtimeCard(choice.runtime ?? usualRuntime.id);
  const named = models && all(models.map((name) => findModel(name, runtime)));
  if (named?.refusal) return named;
  const values = choice.parameters ?? {};
  const asked = runtime.models.filter(
    ({ id }) => named?.value.includes(id) ?? whyNot(id, card, values) === null,
  );
  if (asked.length > 0) return accept(asked);
  return models === null
    ? refuse('model', `${card.id} runs under no model: ${whyNot(runtime.usual, card, values)}`)
    : refuse('models', 'name a model');
}

function choiceFor(model: ModelCard, choice: Choice): Choice {
  return {
    ...choice,
    model: model.id,
    concurrency: isSerial(model) ? undefined : choice.concurrency,
    poolThreads: hasPool(model) ? choice.poolThreads : undefined,
  };
}
