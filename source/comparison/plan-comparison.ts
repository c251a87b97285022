import type { ModelCard } from '../catalog/cards.ts';
import { findModel } from '../catalog/find-model.ts';
import { makePlan } from '../catalog/make-plan.ts';
import { hasPool, isSerial, whyNot, withPool } from '../catalog/models.ts';
import { accept, all, type Result, refuse } from '../catalog/refusal.ts';
import type { Room } from '../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Variant } from './comparison.ts';
import { inTurn } from './in-turn.ts';

/** The fewest runs that show a spread and can put one variant below another with p = 0.1; see verdict.ts. */
export const defaultRuns = 3;
/** Beyond it one more run changes nothing that a person would decide by. */
export const mostRuns = 100;

/** A variant as a person would ask for it. */
export type VariantWish = Omit<Variant, 'plan'> & { readonly choice: Choice & { readonly model: ModelId } };

/**
 * A variant a model of the runtime, in its order. `concurrency` goes to every model but those that run one task after
 * another by definition; without it each model gets what suits it. `poolThreads` goes to those with a pool behind a loop.
 */
export function modelWishes(choice: Choice): VariantWish[] {
  const { models, baseline } = runtimeOf(choice);
  return models.map((model) => ({
    id: model.id,
    label: model.id,
    isBaseline: model.id === baseline,
    choice: choiceFor(model, choice),
  }));
}

/** Why the work cannot be run as that variant wants it, in a few words; null when it can. */
export function whyNotAs({ choice }: VariantWish, card: WorkloadCard): string | null {
  return whyNot(choice.model, card, choice.parameters ?? {});
}

/**
 * The models to compare: those that were named, of which each has to be able to, or all that can run the work. The model
 * of the choice is ignored.
 */
export function modelsToCompare(
  card: WorkloadCard,
  choice: Choice,
  names: readonly string[] | null = null,
): Result<VariantWish[]> {
  const runtime = runtimeOf(choice);
  const named = names && all(names.map((name) => findModel(name, runtime)));
  if (named?.refusal) return named;
  const ids: readonly string[] | undefined = named?.value;
  const asked = modelWishes(choice).filter((wish) => ids?.includes(wish.id) ?? whyNotAs(wish, card) === null);
  if (asked.length === 0) {
    if (ids) return refuse('models', 'name at least one model: --models async,threads');
    const reason = whyNot(runtime.usual, card, choice.parameters ?? {});
    return refuse('model', `${card.id} runs under no model: ${reason}`);
  }
  if (choice.poolThreads !== undefined && asked.every((wish) => wish.choice.poolThreads === undefined))
    return refuse(
      'poolThreads',
      `needs ${withPool({ runtime: runtime.id })}, which is not among the models compared`,
    );
  return accept(asked);
}

/**
 * The runs of a comparison, each by its variant: `runs` rounds, each variant once a round, and in an order in which none
 * always runs after the same one.
 */
export function planComparison(
  card: WorkloadCard,
  wishes: readonly VariantWish[],
  { runs, room }: { readonly runs: number; readonly room: Room },
): Result<Variant[]> {
  if (!Number.isInteger(runs) || runs < 1 || runs > mostRuns)
    return refuse('runs', `is ${runs}`, `it must be a whole number from 1 to ${mostRuns}`);
  const plans = all(wishes.map(({ choice }) => makePlan(choice, card, room)));
  if (plans.refusal) return plans;
  const variants = wishes.map(({ choice: _, ...named }, at) => ({ ...named, plan: plans.value[at]! }));
  return accept(inTurn(variants, runs));
}

function runtimeOf({ runtime }: Choice) {
  return runtimeCard(runtime ?? usualRuntime.id);
}

function choiceFor(model: ModelCard, choice: Choice): VariantWish['choice'] {
  return {
    ...choice,
    model: model.id,
    concurrency: isSerial(model) ? undefined : choice.concurrency,
    poolThreads: hasPool(model) ? choice.poolThreads : undefined,
  };
}
