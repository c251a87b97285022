import * as v from 'valibot';

/** The states of a task; on the wire a state is its index in this list. */
export const taskStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];
export const taskStateCode = { waiting: 0, running: 1, done: 2, failed: 3, cancelled: 4 } as const;

/**
 * Columns of one task in a `tasks` event, in this order, all of them whole numbers: so many rows pass through a pipe
 * that fractions and nulls would cost more to write and to read than all the rest of a run.
 *
 * Times are microseconds since the engine's origin, −1: not yet. Progress is in thousandths.
 */
export const taskColumns = [
  'task',
  'state',
  'lane',
  'queuedUs',
  'startedUs',
  'endedUs',
  'progressPermille',
] as const;

/** What stands for a time that has not come yet. */
export const notYet = -1;

const columns = taskColumns.length;

// 100,000 tasks pass through here: one plain loop, not a schema a cell.
export const taskRowsSchema = v.custom<readonly number[]>(
  (input) => {
    if (!Array.isArray(input) || input.length % columns !== 0) return false;
    const cells: readonly unknown[] = input;
    for (let row = 0; row < cells.length; row += columns)
      for (let column = 0; column < columns; column++) {
        const cell = cells[row + column];
        const isTime = column >= 3 && column <= 5;
        if (!Number.isInteger(cell) || (cell as number) < (isTime ? notYet : 0)) return false;
      }
    return true;
  },
  `expected ${columns} whole numbers a task: ${taskColumns.join(', ')}`,
);
