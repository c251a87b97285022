import { describe, expect, test } from 'vitest';
import { type TaskState, taskStates } from '../../source/protocol/task-rows.ts';
import { type TaskList, tasksBetween, tasksInStates } from '../../source/session/task-list.ts';
import {
  applyRows,
  createTaskTable,
  forEachTask,
  type TaskTable,
  taskAt,
} from '../../source/session/task-table.ts';
import { taskRow } from '../helpers/rows.ts';

const total = 5000;
/** Ended up to a task here and there, then running, then waiting; far apart a few that did not go well. */
const stateOf = (task: number): TaskState =>
  task % 997 === 0
    ? 'failed'
    : task % 1499 === 0
      ? 'cancelled'
      : task < 2500
        ? 'done'
        : task < 3700
          ? task % 3 === 0
            ? 'done'
            : 'running'
          : 'waiting';
const table = applyRows(
  createTaskTable(total),
  Array.from({ length: total }, (_, task) => taskRow(task, stateOf(task))).flat(),
);
const isOpen = (task: number) => ['waiting', 'running'].includes(taskAt(table, task).state);

/** The same by looking at every task. */
function naive(of: TaskTable, wanted: (task: number, state: TaskState) => boolean): number[] {
  const found: number[] = [];
  forEachTask(of, (task, chunk, at) => {
    if (wanted(task, taskStates[chunk.state[at]!]!)) found.push(task);
  });
  return found;
}

function expectSame(list: TaskList, expected: readonly number[]): void {
  expect(Array.from({ length: list.length }, (_, position) => list.at(position))).toEqual(expected);
  const open = expected.findIndex(isOpen);
  expect(list.firstOpen()).toBe(open < 0 ? null : open);
  expect(() => list.at(list.length)).toThrow(RangeError);
  expect(() => list.at(-1)).toThrow(RangeError);
}

describe('tasks by their numbers', () => {
  test.each([
    [0, total - 1],
    [7, 7],
    [1000, 1100],
    [2490, 3800],
    [4990, 9999],
    [6000, 7000],
    [20, 10],
  ])('from %i to %i', (from, to) => {
    expectSame(
      tasksBetween(table, from, to),
      naive(table, (task) => task >= from && task <= to),
    );
  });
});

describe('tasks in states', () => {
  test.each<[TaskState[]]>([
    [['waiting']],
    [['running']],
    [['done']],
    [['failed']],
    [['running', 'failed']],
    [['done', 'waiting']],
    [[...taskStates]],
    [[]],
  ])('%j', (states) => {
    expectSame(
      tasksInStates(table, states),
      naive(table, (_, state) => states.includes(state)),
    );
  });
});

test('of all that ended nothing is open', () => {
  const ended = applyRows(
    createTaskTable(1500),
    Array.from({ length: 1500 }, (_, task) => taskRow(task, 'done')).flat(),
  );
  expect(tasksBetween(ended, 0, 1499).firstOpen()).toBeNull();
  expect(tasksInStates(ended, ['waiting', 'done']).firstOpen()).toBeNull();
});
