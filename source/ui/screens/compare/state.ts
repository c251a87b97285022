import { findModel } from '../../../catalog/find-model.ts';
import { accept, type Result, refuse } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Comparison } from '../../../comparison/compare-runs.ts';
import { compareRuns } from '../../../comparison/compare-runs.ts';
import type { Variant } from '../../../comparison/comparison.ts';
import {
  modelsToCompare,
  modelWishes,
  mostRuns,
  planComparison,
  type VariantWish,
  whyNotAs,
} from '../../../comparison/plan-comparison.ts';
import type { Batch } from '../../../runner/batch.ts';

/** What the person chose to compare, and what came of it. */
export type CompareState = {
  /** The work; its model is no matter here. */
  readonly wish: Wish;
  /** What can be set side by side, a row each. */
  readonly rows: readonly VariantWish[];
  /** Rows that are not to be run, by their ids. */
  readonly leftOut: readonly string[];
  readonly runs: number;
  /** The row with the cursor. */
  readonly cursor: number;
  /** The row of the list in which another workload is chosen; null while it is closed. */
  readonly picking: number | null;
  /** The form in which numbers are typed; null while it is closed. */
  readonly form: NumbersForm | null;
  /** What would throw away the results on the screen, and waits for a yes; null for nothing. */
  readonly asking: Question | null;
  /** The runs of this work, under way or ended, and what they say; null before the first. */
  readonly batch: Batch<Variant> | null;
  readonly comparison: Comparison | null;
};

/** Numbers that nobody has taken yet, and the line with the keys. */
export type NumbersForm = { readonly wish: Wish; readonly field: number };

/** The state that a yes leads to, and whether its runs start at once. */
type Question = { readonly text: string; readonly next: CompareState; readonly start: boolean };

/** All models for that work, and nothing run yet. */
export function startCompare(wish: Wish, runs: number): CompareState {
  return {
    ...{ wish, rows: modelWishes(wish), leftOut: [], runs },
    ...{ cursor: 0, picking: null, form: null, asking: null, batch: null, comparison: null },
  };
}

export function chosenRow({ rows, cursor }: CompareState): VariantWish {
  return rows[cursor]!;
}

export function isRunning({ batch }: CompareState): boolean {
  return batch?.state === 'running';
}

/** Whether there is anything on the screen that was measured. */
export function hasResults({ batch }: CompareState): boolean {
  return batch !== null && batch.ended.length > 0;
}

/** What Enter would run, or why it cannot. */
export function turnsOf(
  { wish, rows, leftOut, runs }: CompareState,
  card: WorkloadCard,
  room: Room,
): Result<Variant[]> {
  const able = rows.filter((row) => whyNotAs(row, card) === null);
  const chosen = able.filter(({ id }) => !leftOut.includes(id));
  if (able.length > 0 && chosen.length === 0)
    return refuse('models', 'every model is excluded: Space includes one');
  const wishes = able.length > 0 ? accept(chosen) : modelsToCompare(card, wish);
  return wishes.refusal ? wishes : planComparison(card, wishes.value, { runs, room });
}

/** Another work: what was measured belongs to the one before. */
export function withWish(state: CompareState, wish: Wish): CompareState {
  const closed = { picking: null, form: null, asking: null, batch: null, comparison: null };
  return { ...state, wish, rows: modelWishes(wish), ...closed };
}

/** Only these models, by any of their names; what is none is left out. */
export function withModels(state: CompareState, names: readonly string[]): CompareState {
  const models: readonly string[] = names.flatMap((name) => findModel(name).value ?? []);
  const isIn = ({ id }: VariantWish) => models.includes(id);
  return {
    ...state,
    cursor: Math.max(0, state.rows.findIndex(isIn)),
    leftOut: state.rows.filter((row) => !isIn(row)).map(({ id }) => id),
  };
}

/** With that row out, or back in, and the cursor on it. */
export function toggled(state: CompareState, row: number): CompareState {
  const { leftOut, rows } = state;
  const { id } = rows[row]!;
  return {
    ...state,
    cursor: row,
    leftOut: leftOut.includes(id) ? leftOut.filter((other) => other !== id) : [...leftOut, id],
  };
}

export function withRuns(state: CompareState, runs: number): CompareState {
  return { ...state, runs: Math.min(mostRuns, Math.max(1, runs)) };
}

/** The state after the runs have got on. */
export function withBatch(state: CompareState, batch: Batch<Variant>): CompareState {
  const { turns, ended } = batch;
  const same = state.batch?.ended === ended && state.batch.turns === turns;
  return { ...state, batch, comparison: same ? state.comparison : compareRuns(turns, ended) };
}
