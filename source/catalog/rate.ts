import { arrivals } from '../load/arrivals.ts';
import { accept, type Result, refuse } from './refusal.ts';
import type { Choice } from './wish.ts';
import type { WorkloadCard } from './workloads.ts';

/** A run at a rate lasts about this long where nobody says how many tasks there are. */
const usualSeconds = 5;
/** Of these a fifth warms up, and a p99 of the other 100 is not just the slowest of all. */
const fewestTasks = 125;
/** Faster than this the timers of one event loop cannot tell the moments apart: each turn starts one task. */
const mostPerSecond = 100_000;

const seconds = { s: 1, m: 60, min: 60, h: 3600 } as const;

/** `50/s`, `3000/m`, `100/h`; a bare number counts per second. Null for anything else; 0 is a rate, at which nothing comes. */
export function rateIn(given: string): number | null {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/(s|min|m|h))?$/.exec(given) ?? [];
  if (amount === undefined) return null;
  return Number(amount) / seconds[unit as keyof typeof seconds];
}

/** How many tasks there are where nobody says: at a rate, of inputs, or as many as the workload has by default. */
export function usualTasks(
  { ratePerSecond, inputs }: Pick<Choice, 'ratePerSecond' | 'inputs'>,
  workload: WorkloadCard,
): number {
  if (ratePerSecond === undefined) return inputs?.count ?? workload.tasks;
  return Math.max(fewestTasks, Math.round(ratePerSecond * usualSeconds));
}

/**
 * From when on no more tasks start, in milliseconds after the first: half as long again as they take to fall due, and a
 * second more. What has not started by then never will in time, and its latency is known to be at least that.
 */
export function stopAtRateMs(ratePerSecond: number, tasks: number, seed: number): number {
  const lastDueMs = arrivals(ratePerSecond, tasks, seed).at(-1)!;
  return Math.ceil(1.5 * lastDueMs + 1000);
}

/** Whether a workload sends itself requests at a rate, which is one of its parameters. */
export function hasOwnRate({ parameters: { rate } }: WorkloadCard): boolean {
  return rate !== undefined && 'unit' in rate && rate.unit === '/s';
}

/** The rate, or why it cannot be. */
export function fittingRate(ratePerSecond: number, workload: WorkloadCard): Result<number> {
  if (hasOwnRate(workload))
    return refuse(
      'ratePerSecond',
      `is not for ${workload.id}, which sends requests at a rate of its own`,
      `use --set rate=${ratePerSecond}`,
    );
  return ratePerSecond > 0 && ratePerSecond <= mostPerSecond
    ? accept(ratePerSecond)
    : refuse('ratePerSecond', `is ${ratePerSecond}/s`, 'it must be above 0 and at most 100,000/s');
}
