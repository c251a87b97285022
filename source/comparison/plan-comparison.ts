import type { ModelCard, RuntimeCard } from '../catalog/cards.ts';
import { findModel, modelOf } from '../catalog/find-model.ts';
import { makePlan } from '../catalog/make-plan.ts';
import { hasPool, isSerial, modelsOf, ownProcesses, whyNot } from '../catalog/models.ts';
import { withPool } from '../catalog/pools.ts';
import { accept, all, type Result, refuse } from '../catalog/refusal.ts';
import type { Room } from '../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Variant } from './comparison.ts';
import { inTurn } from './in-turn.ts';
import { fewestRounds } from './judge-pair.ts';
import { notRunAs, sameModelAs } from './same-code.ts';

/** Rounds where no look at what they show decides how many there are. */
export const defaultRuns = fewestRounds;
/** Beyond it one more run changes nothing that a person would decide by. */
export const mostRuns = 100;

/** A variant as a person would ask for it. */
export type VariantWish = Omit<Variant, 'plan'> & {
  /** The work, as the runtime of the choice has it. */
  readonly card: WorkloadCard;
  readonly choice: Choice & { readonly model: ModelId };
};

/** Why a model cannot run that often; null when it can. */
export function whyNotRuns(runs: number): Result<never> | null {
  if (Number.isInteger(runs) && runs >= 1 && runs <= mostRuns) return null;
  return refuse('runs', `is ${runs}`, `it must be a whole number from 1 to ${mostRuns}`);
}

/** How many tasks at once: one number for every model that has a choice, or one for each by its id. */
export type LanesOf = Readonly<Record<string, number>>;

/**
 * A variant a model of the runtime, in its order. `concurrency` goes to every model but those that run one task after
 * another by definition; without it each model gets what suits it. `lanes` goes before it. `poolThreads` goes to those
 * with a pool behind a loop.
 */
export function modelWishes(card: WorkloadCard, choice: Choice, lanes: LanesOf = {}): VariantWish[] {
  const { id: runtime, baseline } = runtimeOf(choice);
  return modelsOf({ ...choice, runtime }).map((model) => ({
    card,
    id: model.id,
    label: model.id,
    isBaseline: model.id === baseline,
    choice: choiceFor(model, choice, lanes),
  }));
}

/** Why the work cannot be run as that variant wants it, in a few words; null when it can. */
export function whyNotAs({ card, choice }: Pick<VariantWish, 'card' | 'choice'>): string | null {
  return whyNot(choice.model, card, choice.parameters ?? {});
}

/**
 * The models to compare: those that were named, of which each has to be able to, or all that can run the work, less those
 * that would run the code of another one. The model of the choice is ignored. `lanes`: tasks at once by model, under any
 * of its names.
 */
export function modelsToCompare(
  card: WorkloadCard,
  choice: Choice,
  names: readonly string[] | null = null,
  lanes: LanesOf = {},
): Result<VariantWish[]> {
  const runtime = runtimeOf(choice);
  const named = names && all(names.map((model) => modelOf({ ...choice, runtime: runtime.id, model })));
  if (named?.refusal) return named;
  const ids: readonly string[] | undefined = named?.value.map(({ model }) => model);
  const lanesById = lanesOfModels(lanes, runtime);
  if (lanesById.refusal) return lanesById;
  const able = modelWishes(card, choice, lanesById.value).filter(
    (wish) => ids?.includes(wish.id) ?? whyNotAs(wish) === null,
  );
  const asked = ids ? able : able.filter((wish) => twinOf(wish, able) === null);
  if (asked.length === 0) {
    if (ids) return refuse('models', 'name at least one model: --models async,threads');
    const reason = whyNot(runtime.usual, card, choice.parameters ?? {});
    return refuse('model', `${card.id} runs under no model: ${reason}`);
  }
  const stray = Object.keys(lanesById.value).find((id) => asked.every((wish) => wish.id !== id));
  if (stray !== undefined)
    return refuse(
      'concurrency',
      `names ${stray}, which is not among the models compared`,
      `name it in --models`,
    );
  if (choice.poolThreads !== undefined && asked.every((wish) => wish.choice.poolThreads === undefined))
    return refuse(
      'poolThreads',
      `needs ${withPool({ runtime: runtime.id })}, which is not among the models compared`,
    );
  return accept(asked);
}

/** Models that are left out where nobody names them, because each would run the code of another one: a sentence each. */
export function leftOutAsTwins(card: WorkloadCard, choice: Choice): string[] {
  const able = modelWishes(card, choice).filter((wish) => whyNotAs(wish) === null);
  return able.flatMap((wish) => {
    const twin = twinOf(wish, able);
    return twin === null
      ? []
      : [notRunAs(wish.label, twin, { runtime: runtimeOf(choice).id, module: card.module })];
  });
}

/** Of these the model whose code that one would run; null for none. */
function twinOf({ card, choice }: VariantWish, among: readonly VariantWish[]): ModelId | null {
  const twin = sameModelAs({ runtime: runtimeOf(choice).id, model: choice.model }, card);
  return twin !== null && among.some(({ id }) => id === twin) ? twin : null;
}

function lanesOfModels(lanes: LanesOf, runtime: RuntimeCard): Result<LanesOf> {
  const found = all(Object.keys(lanes).map((name) => findModel(name, runtime)));
  if (found.refusal) return found;
  return accept(Object.fromEntries(Object.values(lanes).map((number, at) => [found.value[at]!, number])));
}

/** What is compared: a variant for each wish. */
export function planVariants(wishes: readonly VariantWish[], room: Room): Result<Variant[]> {
  const plans = all(wishes.map(({ card, choice }) => makePlan(choice, card, room)));
  if (plans.refusal) return plans;
  return accept(
    wishes.map(({ card: _, choice: __, ...named }, at) => ({ ...named, plan: plans.value[at]! })),
  );
}

/**
 * The runs of a comparison, each by its variant: `runs` rounds, each variant once a round, and in an order in which none
 * always runs after the same one.
 */
export function planComparison(
  wishes: readonly VariantWish[],
  { runs, room }: { readonly runs: number; readonly room: Room },
): Result<Variant[]> {
  const refused = whyNotRuns(runs);
  if (refused) return refused;
  const variants = planVariants(wishes, room);
  return variants.refusal ? variants : accept(inTurn(variants.value, runs));
}

function runtimeOf({ runtime }: Choice) {
  return runtimeCard(runtime ?? usualRuntime.id);
}

function choiceFor(model: ModelCard, choice: Choice, lanes: LanesOf): VariantWish['choice'] {
  return {
    ...choice,
    model: model.id,
    concurrency: lanes[model.id] ?? (isSerial(model) ? undefined : choice.concurrency),
    poolThreads: hasPool(model) ? choice.poolThreads : undefined,
    poolProcesses: hasPool(model) ? choice.poolProcesses : undefined,
    startMethod: hasPool(model) || model.lane === ownProcesses.lane ? choice.startMethod : undefined,
  };
}
