import type { Sized } from '../../../answer/compared-sizes.ts';
import { findModel } from '../../../catalog/find-model.ts';
import { accept, type Result, refuse } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../../../catalog/runtimes/index.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Comparison } from '../../../comparison/compare-runs.ts';
import { compareRuns } from '../../../comparison/compare-runs.ts';
import type { Variant } from '../../../comparison/comparison.ts';
import { type By, usualBy } from '../../../comparison/judged-by.ts';
import {
  defaultRuns,
  type LanesOf,
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
import { leftOutOf, sidesToCompare, twinsOn } from '../../../comparison/side-wishes.ts';
import type { Batch } from '../../../runner/batch.ts';
import type { Picking } from './picking.ts';
import { type Beside, rowsOf, sameSides, sidesOf } from './sides.ts';

/** What the person chose to compare, and what came of it. */
export type CompareState = {
  /** The work; its model is no matter here. */
  readonly wish: Wish;
  /** Other runtimes or interpreters that do the same work, beside the one of the wish. */
  readonly beside: readonly Beside[];
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
  /** The list in which another workload is chosen, of a runtime: the row with the cursor; null while it is closed. */
  readonly picking: Picking | null;
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
export type NumbersForm = Pick<CompareState, 'wish' | 'beside' | 'lanes'> & { readonly field: number };

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
  const work = { wish, beside: [] };
  return {
    ...{ ...work, rows: rowsOf(work, card), leftOut: twinsOf(work, card), runs, ranWith: runs, lanes: {} },
    ...{ by: null, budgetMs: null, named: false, cursor: 0, ...nothing },
  };
}

/** Models that would run the code of another one, by the ids of their rows. */
const twinsOf = (work: Pick<CompareState, 'wish' | 'beside'>, card: WorkloadCard): string[] =>
  sidesOf(work, card).sides.flatMap(twinsOn);

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
  return wishes.refusal ? wishes : planVariants(wishes.value, room);
}

/** The rows that Enter would compare, or why there is none. */
export function wishesOf(state: CompareState, card: WorkloadCard): Result<VariantWish[]> {
  const { rows, leftOut } = state;
  const able = rows.filter((row) => whyNotAs(row) === null);
  const chosen = able.filter(({ id }) => !leftOut.includes(id));
  if (able.length > 0 && chosen.length === 0)
    return refuse('models', 'every model is excluded: Space includes one');
  return able.length > 0 ? accept(chosen) : sidesToCompare(sidesOf(state, card).sides);
}

/** With the numbers that were found, and without what they show not to be worth a run. */
export function withSizes(
  state: CompareState,
  card: WorkloadCard,
  { choice, lanes, leftOut }: Sized,
): CompareState {
  const wish = { ...choice, workload: state.wish.workload };
  const out = [...state.leftOut, ...leftOut.map(({ id }) => id)];
  return {
    ...state,
    wish,
    lanes,
    rows: rowsOf({ ...state, wish }, card, lanes),
    leftOut: out,
    notRun: leftOut,
    sizing: null,
  };
}

/** By what models are judged, and what is said of those that do not run. */
export type Judging = { readonly by: By; readonly leftOut: readonly string[] };

export function judgingOf(state: CompareState, card: WorkloadCard): Judging {
  const { wish, leftOut, named, notRun } = state;
  const { sides, differ } = sidesOf(state, card);
  // What was included again runs.
  const found = notRun.flatMap(({ id, words }) => (leftOut.includes(id) ? [words] : []));
  const said = named ? [] : leftOutOf(sides, (id) => leftOut.includes(id));
  return { by: state.by ?? usualBy(card, wish), leftOut: [...differ, ...said, ...found] };
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
  { lanes = {}, beside = [] }: Partial<Pick<CompareState, 'lanes' | 'beside'>> = {},
): CompareState {
  const work = { wish, beside };
  const same =
    wish.workload === state.wish.workload &&
    wish.runtime === state.wish.runtime &&
    sameSides(beside, state.beside);
  const choice = same ? {} : { leftOut: twinsOf(work, card), named: false, by: null, cursor: 0 };
  return { ...state, ...nothing, ...choice, ...work, lanes, rows: rowsOf(work, card, lanes) };
}

/** Only these models, by any of their names; what is none is left out. */
export function withModels(state: CompareState, names: readonly string[]): CompareState {
  const isIn = ({ choice: { runtime = usualRuntime.id, model } }: VariantWish) =>
    names.some((name) => findModel(name, runtimeCard(runtime)).value === model);
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
