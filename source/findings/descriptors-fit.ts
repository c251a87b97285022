import type { Measured } from '../protocol/units.ts';
import type { Session } from '../session/state.ts';
import { taskAt } from '../session/task-table.ts';
import { aroundFailure } from './around-failure.ts';

/** What became of the descriptors of a process when it had no more to give. */
export type DescriptorsMet = {
  /** Tasks that were under way then and came to their end all the same. */
  readonly fitted: number;
  /** How many at once fit for sure; null where none did. */
  readonly fit: number | null;
  /** Whether so many tasks had ended before that what these had open should have been closed again. */
  readonly leaks: boolean;
};

/** Of what fits, this much is left for what else opens files: modules, DNS, the next task before the last has closed. */
const spareRatio = 0.1;
/** The process went through so many rounds of its tasks: at once they needed no more in the first than in the last. */
const fewestRounds = 4;

/** How many files the process of a task may have open, as it was last seen: the work itself may have set that. */
export function descriptorLimitOf({ tasks, lanes, processes }: Session, task: number): Measured {
  const { lane } = taskAt(tasks, task);
  const pid = lanes.find(({ id }) => id === lane)?.pid;
  return processes.find((process) => process.pid === pid)?.descriptorLimit ?? null;
}

/** `at`: the number of the first task that had no descriptor. */
export function descriptorsMet(
  session: Pick<Session, 'tasks'>,
  at: number,
  limit: number | null,
): DescriptorsMet {
  const { ended, underWay, done } = aroundFailure(session, at);
  const fitted = Math.min(done, limit ?? Number.POSITIVE_INFINITY);
  const fit = roundDown(fitted * (1 - spareRatio));
  return { fitted, fit: fit > 0 ? fit : null, leaks: ended >= fewestRounds * underWay };
}

/** A number for advice: its first two digits: 270, 1400. */
function roundDown(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.floor(value / step) * step;
}
