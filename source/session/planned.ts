import type { Plan } from '../protocol/plan.ts';

/** What of a plan documents tell, in their order. */
const told = [
  'runtime',
  'interpreter',
  'model',
  'workload',
  'tasks',
  'concurrency',
  'poolThreads',
  'poolProcesses',
  'startMethod',
  'libuvThreads',
  'parameters',
  'inputs',
  'ratePerSecond',
] as const satisfies readonly (keyof Plan)[];
export type Planned = Pick<Plan, (typeof told)[number]>;

/** That of a plan. */
export function planned(plan: Plan): Planned {
  return Object.fromEntries(told.map((name) => [name, plan[name]])) as Planned;
}
