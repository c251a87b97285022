import type { ModelCard } from '../catalog/cards.ts';
import { type Choice, findModel, makePlan, type Room, UsageError } from '../catalog/make-plan.ts';
import { hasPool, isSerial, whyNot } from '../catalog/models.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
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
 * gets what suits it. `poolThreads` goes to those with a pool behind a loop. Throws a `UsageError`.
 */
export function planComparison(card: WorkloadCard, wish: ComparisonWish): Plan[] {
  const { runs, choice, room } = wish;
  if (!Number.isInteger(runs) || runs < 1 || runs > mostRuns) {
    throw new UsageError(`--runs is ${runs}; it must be a whole number from 1 to ${mostRuns}`);
  }
  const models = modelsFor(card, wish);
  if (choice.poolThreads !== undefined && !models.some(hasPool)) {
    throw new UsageError('--pool is for hybrid, which is not among the models compared');
  }
  const plans = models.map((model) => makePlan(choiceFor(model, choice), card, room));
  return inTurn(plans, runs);
}

/** The models that would be compared: those named, or all that can run the work, in their own order. */
export function modelsFor(card: WorkloadCard, { models, choice }: Omit<ComparisonWish, 'room'>): ModelCard[] {
  const runtime = runtimeCard(choice.runtime ?? usualRuntime.id);
  const named = models?.map((name) => findModel(name, runtime));
  const values = choice.parameters ?? {};
  const asked = runtime.models.filter(({ id }) => named?.includes(id) ?? whyNot(id, card, values) === null);
  if (asked.length > 0) return asked;
  throw new UsageError(
    models === null
      ? `${card.id} runs under no model: ${whyNot(runtime.usual, card, values)}`
      : 'name a model',
  );
}

function choiceFor(model: ModelCard, choice: Choice): Choice {
  return {
    ...choice,
    model: model.id,
    concurrency: isSerial(model) ? undefined : choice.concurrency,
    poolThreads: hasPool(model) ? choice.poolThreads : undefined,
  };
}
