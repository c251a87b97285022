import { fileURLToPath } from 'node:url';
import type { Plan } from '../protocol/plan.ts';

/** Built-in workloads: beside the sources, or in the package. */
const builtIn = new URL(
  import.meta.url.endsWith('.ts') ? '../../workloads/python/' : '../workloads/python/',
  import.meta.url,
);

/** The file of a plan's workload: a person's own, or the built-in one of that name. */
export function fileOf({ workload, module }: Pick<Plan, 'workload' | 'module'>): string {
  return module ?? fileURLToPath(new URL(`${workload.replaceAll('-', '_')}.py`, builtIn));
}
