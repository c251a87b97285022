import { taskStateCode } from '../protocol/task-rows.ts';
import type { Session } from './state.ts';

/** Nobody waits longer for a sign of life without wondering. */
const leastMs = 5000;
/** And so many times longer than any task that has ended: among tasks that take seconds one more second is nothing. */
const muchLonger = 10;

/** The task that runs for the longest time, where that is far longer than it should take: perhaps it never ends. */
export function hangingTask({
  tasks,
  atMs,
}: Session): { readonly task: number; readonly forMs: number } | null {
  let oldest: { task: number; forMs: number } | null = null;
  let longestMs = 0;
  for (const chunk of tasks.chunks) {
    for (let at = 0; at < chunk.size; at++) {
      const startedMs = chunk.startedMs[at]!;
      if (chunk.state[at] === taskStateCode.running) {
        const forMs = atMs - startedMs;
        if (forMs > (oldest?.forMs ?? 0)) oldest = { task: chunk.first + at, forMs };
      } else if (chunk.endedMs[at]! - startedMs > longestMs) longestMs = chunk.endedMs[at]! - startedMs;
    }
  }
  return oldest !== null && oldest.forMs >= Math.max(leastMs, muchLonger * longestMs) ? oldest : null;
}
