import { taskStateCode } from '../protocol/task-rows.ts';
import type { Session } from '../session/state.ts';
import { perChunk } from '../session/task-chunk.ts';
import { taskAt } from '../session/task-table.ts';

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

/** `at`: the number of the first task that had no descriptor. */
export function descriptorsMet(
  { tasks }: Pick<Session, 'tasks'>,
  at: number,
  limit: number | null,
): DescriptorsMet {
  const { endedMs } = taskAt(tasks, at);
  const parts = tasks.chunks.map((chunk) => around(chunk, endedMs ?? Number.POSITIVE_INFINITY));
  const sum = (key: 'before' | 'during' | 'fitted') => parts.reduce((all, part) => all + part[key], 0);
  const fitted = Math.min(sum('fitted'), limit ?? Number.POSITIVE_INFINITY);
  const fit = roundDown(fitted * (1 - spareRatio));
  return { fitted, fit: fit > 0 ? fit : null, leaks: sum('before') >= fewestRounds * sum('during') };
}

/** A number for advice: its first two digits: 270, 1400. */
function roundDown(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.floor(value / step) * step;
}

/** Of a chunk, how many tasks had ended by then, were under way, and of these came to their end afterwards. */
const around = perChunk((chunk, atMs: number) => {
  const counts = { before: 0, during: 0, fitted: 0 };
  for (let task = 0; task < chunk.size; task++) {
    const ended = chunk.endedMs[task]!;
    if (ended < atMs) counts.before++;
    else if (chunk.startedMs[task]! <= atMs) {
      counts.during++;
      if (chunk.state[task] === taskStateCode.done) counts.fitted++;
    }
  }
  return counts;
});
