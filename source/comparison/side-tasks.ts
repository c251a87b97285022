import type { Choice } from '../catalog/wish.ts';
import type { Measured } from '../protocol/units.ts';
import { shortestMs } from '../session/processor.ts';
import type { Side } from './side-wishes.ts';

/** A run of the fastest model takes about so long: well beyond what decides by chance, on a machine that slows down, too. */
const goodMs = 1.5 * shortestMs;
/** More than that would make a table of tasks what is measured. */
const mostTasks = 100_000;
/** Where no run of the slowest runtime takes longer, all do the same number of tasks. */
const affordableMs = 5000;

/** What a task takes one after another, of which it computes so much; null: not measured. */
export type Pace = { readonly msPerTask: Measured; readonly cpuMsPerTask: Measured };

/**
 * Whether the number of tasks is Heddle's to choose for each runtime: nobody named one, and the work computes, so that one
 * runtime may take a hundred times as long as another.
 */
export function choosesTasks(sides: readonly Side[], { tasks, inputs, ratePerSecond }: Choice): boolean {
  if (sides.length < 2) return false;
  const isOpen = tasks === undefined && inputs === undefined && ratePerSecond === undefined;
  return isOpen && sides.every(({ card }) => card.kind === 'cpu' && card.module === null);
}

/**
 * How many tasks each runtime does, so that its fastest runs can be told apart. All do as many where that keeps the runs of
 * the slowest short; else each as many as it needs, and is judged by the time per task. `common`: at least so many.
 */
export function tasksPerSide(common: number, paces: readonly Pace[], cores: number): number[] {
  const needed = paces.map((pace) => Math.max(common, neededTasks(pace, cores)));
  const most = Math.max(...needed);
  const longestMs = Math.max(...paces.map(({ msPerTask }) => most * (msPerTask ?? 0)));
  return longestMs <= affordableMs ? paces.map(() => most) : needed;
}

function neededTasks({ msPerTask, cpuMsPerTask }: Pace, cores: number): number {
  if (!msPerTask) return 0;
  // At best it is as much faster as there are cores for what it computes.
  const gain = cpuMsPerTask ? (cores * msPerTask) / cpuMsPerTask : 1;
  return Math.min(mostTasks, Math.ceil((goodMs * Math.max(1, gain)) / msPerTask));
}
