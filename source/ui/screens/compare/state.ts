import { findModel } from '../../../catalog/find-model.ts';
import { whyNot } from '../../../catalog/models.ts';
import { type Result, refuse } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { compareRuns } from '../../../comparison/compare-runs.ts';
import type { Comparison } from '../../../comparison/comparison.ts';
import { mostRuns, planComparison } from '../../../comparison/plan-comparison.ts';
import { type ModelId, modelIds, type Plan } from '../../../protocol/plan.ts';
import type { Batch } from '../../../runner/batch.ts';

/** What the person chose to compare, and what came of it. */
export type CompareState = {
  /** The work; its model is no matter here. */
  readonly wish: Wish;
  readonly leftOut: readonly ModelId[];
  readonly runs: number;
  /** The row with the cursor, in the order of the models. */
  readonly cursor: number;
  /** The row of the list in which another workload is chosen; null while it is closed. */
  readonly picking: number | null;
  /** The runs of this work, under way or ended, and what they say; null before the first. */
  readonly batch: Batch | null;
  readonly comparison: Comparison | null;
};

export function chosenModel({ cursor }: CompareState): ModelId {
  return modelIds[cursor]!;
}

export function isRunning({ batch }: CompareState): boolean {
  return batch?.state === 'running';
}

/** What Enter would run, or why it cannot. */
export function plansOf(
  { wish, leftOut, runs }: CompareState,
  card: WorkloadCard,
  room: Room,
): Result<Plan[]> {
  const able = modelIds.filter((model) => whyNot(model, card, wish.parameters ?? {}) === null);
  const models = able.filter((model) => !leftOut.includes(model));
  if (able.length > 0 && models.length === 0)
    return refuse('models', 'every model is left out: Space puts one back');
  return planComparison(card, { models: models.length > 0 ? models : null, runs, choice: wish, room });
}

/** Another work: what was measured belongs to the one before. */
export function withWish(state: CompareState, wish: Wish): CompareState {
  return { ...state, wish, picking: null, batch: null, comparison: null };
}

/** Only these models, by any of their names; what is none is left out. */
export function withModels(state: CompareState, names: readonly string[]): CompareState {
  const models = names.flatMap((name) => findModel(name).value ?? []);
  return {
    ...state,
    cursor: Math.max(
      0,
      modelIds.findIndex((model) => models.includes(model)),
    ),
    leftOut: modelIds.filter((model) => !models.includes(model)),
  };
}

export function toggled(state: CompareState, model: ModelId): CompareState {
  const { leftOut } = state;
  return {
    ...state,
    cursor: modelIds.indexOf(model),
    leftOut: leftOut.includes(model) ? leftOut.filter((other) => other !== model) : [...leftOut, model],
  };
}

export function withRuns(state: CompareState, runs: number): CompareState {
  return { ...state, runs: Math.min(mostRuns, Math.max(1, runs)) };
}

/** The state after the runs have got on. */
export function withBatch(state: CompareState, batch: Batch): CompareState {
  const { turns, ended } = batch;
  const same = state.batch?.ended === ended && state.batch.turns === turns;
  const comparison = same
    ? state.comparison
    : compareRuns(
        turns.map(({ plan }) => plan),
        ended.map(({ summary }) => summary),
      );
  return { ...state, batch, comparison };
}
