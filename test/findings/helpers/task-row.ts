import { taskRow } from '../../helpers/rows.ts';

/** Milliseconds from the engine's start to the first task's turn. */
export const startMs = 100;

/** Lane, and from when to when since the first task's turn; without an end it still runs. */
export type TaskTime = readonly [lane: number, fromMs: number, toMs?: number];

/** Its row in the table. */
export function rowOf(
  task: number,
  dueMs: number,
  [lane, fromMs, toMs]: TaskTime,
  ended: 'done' | 'failed',
): number[] {
  const startedMs = startMs + fromMs;
  return toMs === undefined
    ? taskRow(task, 'running', lane, [dueMs, startedMs], 1)
    : taskRow(task, ended, lane, [dueMs, startedMs, startMs + toMs], 1);
}
