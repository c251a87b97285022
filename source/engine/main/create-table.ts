import { laneCard } from '../../catalog/models.ts';
import { laneKindsOf } from '../../catalog/pools.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { LaneKind } from '../../protocol/vital-events.ts';
import { SharedTable } from '../../telemetry/shared-table.ts';
import { createTableFile } from '../../telemetry/table-file.ts';

/** `file`: what lies under the table where lanes are other processes; else null. */
export type TableAt = { table: SharedTable; file: number | null; laneKinds: readonly LaneKind[] };

/** The table for a plan's lanes and tasks, which all wait since `queuedMs`. Throws one line when there is no room for its file. */
export function createTable(plan: Plan, card: WorkloadCard, folder: string, queuedMs: number): TableAt {
  const laneKinds = laneKindsOf(plan, card);
  const table = new SharedTable(laneKinds.length, plan.tasks);
  for (let task = 0; task < plan.tasks; task++) table.tasks.queue(task, queuedMs);
  const file = laneCard(plan).sharesMemory ? null : createTableFile(table, folder);
  return { table, file, laneKinds };
}
