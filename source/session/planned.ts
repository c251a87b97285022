import type { Plan } from '../protocol/plan.ts';

/** What of a plan documents tell. */
export type Planned = Pick<
  Plan,
  | 'runtime'
  | 'model'
  | 'workload'
  | 'tasks'
  | 'concurrency'
  | 'poolThreads'
  | 'libuvThreads'
  | 'parameters'
  | 'inputs'
>;

/** What of a plan documents tell, in their order. */
export function planned(plan: Plan): Planned {
  const { runtime, model, workload, tasks, concurrency, poolThreads, libuvThreads, parameters, inputs } =
    plan;
  return { runtime, model, workload, tasks, concurrency, poolThreads, libuvThreads, parameters, inputs };
}
