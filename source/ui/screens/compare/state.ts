import type { Sized } from '../../../answer/compared-sizes.ts';
import { findModel } from '../../../catalog/find-model.ts';
import { accept, type Result, refuse } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Comparison } from '../../../comparison/compare-runs.ts';
import { compareRuns } from '../../../comparison/compare-runs.ts';
import type { Variant } from '../../../comparison/comparison.ts';
import { type By, usualBy } from '../../../comparison/judged-by.ts';
import {
  defaultRuns,
  type LanesOf,
  leftOutAsTwins,
  modelsToCompare,
  modelWishes,
  mostRuns,
  planVariants,
  type VariantWish,
  whyNotAs,
} from '../../../comparison/plan-comparison.ts';
import {
  budgetOf,
  type ComparisonOrder,
  comparisonOrder,
  type Rounds,
  usualBudgetMs,
} from '../../../comparison/rounds.ts';
import type { Batch } from '../../../runner/batch.ts';

/** What the person chose to compare, and what came of it. */
export type CompareState = {
  /** The work; its model is no matter here. */
  readonly wish: Wish;
  /** What can be set side by side, a row each. */
  readonly rows: readonly VariantWish[];
  /** Rows that are not to be run, by their ids. */
  readonly leftOut: readonly string[];
  /** How often each model runs; `auto`: until it is known which one is ahead. */
  readonly runs: number | 'auto';
  /** How many at once, by model, where that was said for one alone. */
  readonly lanes: LanesOf;
  /** What models are judged by, and how long `auto` may go on; null: as usual. */
  readonly by: By | null;
  readonly budgetMs: number | null;
  /** Models were named: then nothing is said of those that were not. */
  readonly named: boolean;
  /** What a second of the work showed not to be worth a run: rows, with why in words. */
  readonly notRun: Sized['leftOut'];
  /** The work is called for a second, to find numbers that suit it. */
  readonly sizing: Sizing | null;
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
  /** What `runs` was when they began. */
  readonly ranWith: CompareState['runs'];
  readonly comparison: Comparison | null;
};

/** The machine is looked at first (null), then the work runs once. */
export type Sizing = { readonly batch: Batch | null };

/** Numbers that nobody has taken yet, and the line with the keys. */
export type NumbersForm = { readonly wish: Wish; readonly lanes: LanesOf; readonly field: number };

/** The state that a yes leads to, and whether its runs start at once. */
type Question = { readonly text: string; readonly next: CompareState; readonly start: boolean };

const nothing = {
  ...{ picking: null, form: null, asking: null, batch: null, comparison: null, notRun: [], sizing: null },
} as const;

/** All models for that work but those that would run the code of another one, and nothing run yet. */
export function startCompare(
  wish: Wish,
  card: WorkloadCard,
  runs: CompareState['runs'] = 'auto',
): CompareState {
  return {
    ...{ wish, rows: modelWishes(wish), leftOut: twinsOf(wish, card), runs, ranWith: runs, lanes: {} },
    ...{ by: null, budgetMs: null, named: false, cursor: 0, ...nothing },
  };
}

/** Models that would run the code of another one, by their ids. */
function twinsOf(wish: Wish, card: WorkloadCard): string[] {
  const able = modelWishes(wish).filter((row) => whyNotAs(row, card) === null);
  const apart = modelsToCompare(card, wish).value ?? able;
  return able.flatMap(({ id }) => (apart.some((row) => row.id === id) ? [] : [id]));
}

export function chosenRow({ rows, cursor }: CompareState): VariantWish {
  return rows[cursor]!;
}

export function isRunning({ batch, sizing }: CompareState): boolean {
  return batch?.state === 'running' || sizing !== null;
}

/** Whether there is anything on the screen that was measured. */
export function hasResults({ batch }: CompareState): boolean {
  return batch !== null && batch.ended.length > 0;
}

/** What Enter would compare, or why it cannot. */
export function variantsOf(state: CompareState, card: WorkloadCard, room: Room): Result<Variant[]> {
  const wishes = wishesOf(state, card);
  return wishes.refusal ? wishes : planVariants(card, wishes.value, room);
}

/** The rows that Enter would compare, or why there is none. */
export function wishesOf({ wish, rows, leftOut }: CompareState, card: WorkloadCard): Result<VariantWish[]> {
  const able = rows.filter((row) => whyNotAs(row, card) === null);
  const chosen = able.filter(({ id }) => !leftOut.includes(id));
  if (able.length > 0 && chosen.length === 0)
    return refuse('models', 'every model is excluded: Space includes one');
  return able.length > 0 ? accept(chosen) : modelsToCompare(card, wish);
}

/** With the numbers that were found, and without what they show not to be worth a run. */
export function withSizes(state: CompareState, { choice, lanes, leftOut }: Sized): CompareState {
  const wish = { ...choice, workload: state.wish.workload };
  const out = [...state.leftOut, ...leftOut.map(({ id }) => id)];
  return {
    ...state,
    wish,
    lanes,
    rows: modelWishes(wish, lanes),
    leftOut: out,
    notRun: leftOut,
    sizing: null,
  };
}

/** By what models are judged, and what is said of those that do not run. */
export type Judging = { readonly by: By; readonly leftOut: readonly string[] };

export function judgingOf(state: CompareState, card: WorkloadCard): Judging {
  const { wish, leftOut, named, notRun } = state;
  const twins = twinsOf(wish, card);
  // What was included again runs.
  const found = notRun.flatMap(({ id, words }) => (leftOut.includes(id) ? [words] : []));
  const said = named ? [] : leftOutAsTwins(card, wish).filter((_, at) => leftOut.includes(twins[at]!));
  return { by: state.by ?? usualBy(card, wish), leftOut: [...said, ...found] };
}

/** The runs that Enter would start. */
export function orderOf(state: CompareState, variants: readonly Variant[], by: By): ComparisonOrder {
  return comparisonOrder(variants, by, roundsOf(state));
}

function roundsOf({ runs, budgetMs }: CompareState): Rounds {
  return runs === 'auto' ? { runs, budgetMs: budgetMs ?? usualBudgetMs } : { runs, budgetMs };
}

/** Another work, or other numbers of it: what was measured belongs to those before. */
export function withWish(
  state: CompareState,
  wish: Wish,
  card: WorkloadCard,
  lanes: LanesOf = {},
): CompareState {
  const same = wish.workload === state.wish.workload;
  const choice = same ? {} : { leftOut: twinsOf(wish, card), named: false, by: null };
  return { ...state, ...nothing, ...choice, wish, lanes, rows: modelWishes(wish, lanes) };
}

/** Only these models, by any of their names; what is none is left out. */
export function withModels(state: CompareState, names: readonly string[]): CompareState {
  const models: readonly string[] = names.flatMap((name) => findModel(name).value ?? []);
  const isIn = ({ id }: VariantWish) => models.includes(id);
  return {
    ...state,
    named: true,
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

/** One run more or less, from the fewest that a verdict can rest on; less than that is `auto`. */
export function moreRuns({ runs }: CompareState, by: 1 | -1): CompareState['runs'] {
  if (runs === 'auto') return by < 0 ? 'auto' : defaultRuns;
  const next = runs + by;
  return by < 0 && next < defaultRuns ? 'auto' : Math.min(mostRuns, next);
}

/** The state after the runs have got on; `variants`: those of which each has a row, whether its turn came or not. */
export function withBatch(
  state: CompareState,
  batch: Batch<Variant>,
  variants: readonly Variant[],
  judging: Judging,
): CompareState {
  const { turns, ended } = batch;
  if (state.batch?.ended === ended && state.batch.turns === turns) return { ...state, batch };
  const never = variants.filter(({ id }) => turns.every((turn) => turn.id !== id));
  // Whoever stopped it knows why there are so few runs.
  const budgetMs = batch.state === 'done' ? budgetOf(roundsOf(state)) : null;
  const comparison = compareRuns([...never, ...turns], ended, { ...judging, budgetMs });
  return { ...state, batch, comparison };
}
