import { type TaskState, taskStateCode, taskStates } from '../protocol/task-rows.ts';
import { isOver, openIn, type TaskChunk } from './task-chunk.ts';
import { chunksBetween, type TaskTable } from './task-table.ts';

/** Some tasks in order: from a position to the number of a task. */
export type TaskList = {
  readonly length: number;
  /** Throws a `RangeError` outside `0 … length − 1`. */
  at(position: number): number;
  /** Position of the first that has not ended; null when all have. */
  firstOpen(): number | null;
};

/** Tasks by their numbers, both ends included. */
export function tasksBetween(table: TaskTable, from: number, to: number): TaskList {
  const length = Math.max(0, Math.min(table.total - 1, to) - from + 1);
  const end = from + length;
  return {
    length,
    at: (position) => within(position, length) + from,
    firstOpen() {
      for (const chunk of chunksBetween(table, from, end)) {
        if (openIn(chunk) === 0) continue;
        const { first, size, state } = chunk;
        for (let at = Math.max(0, from - first); at < size && first + at < end; at++)
          if (!isOver(state[at]!)) return first + at - from;
      }
      return null;
    },
  };
}

/** Tasks in certain states. Chunks without any are passed over. */
export function tasksInStates(table: TaskTable, states: readonly TaskState[]): TaskList {
  const isWanted = taskStates.map((state) => states.includes(state));
  const codes = states.map((state) => taskStateCode[state]);
  const openCodes = codes.filter((code) => !isOver(code));
  const countIn = ({ counts }: TaskChunk, of: readonly number[]) =>
    of.reduce((sum, code) => sum + counts[code]!, 0);
  /** Position of the first of each chunk. */
  const starts: number[] = [];
  let length = 0;
  for (const chunk of table.chunks) {
    starts.push(length);
    length += countIn(chunk, codes);
  }
  return {
    length,
    at(position) {
      const number = starts.findLastIndex((start) => start <= within(position, length));
      const { first, state } = table.chunks[number]!;
      let left = position - starts[number]!;
      let at = 0;
      while (!isWanted[state[at]!] || left-- > 0) at++;
      return first + at;
    },
    firstOpen() {
      const number = table.chunks.findIndex((chunk) => countIn(chunk, openCodes) > 0);
      if (number < 0) return null;
      let position = starts[number]!;
      for (const state of table.chunks[number]!.state) {
        if (!isWanted[state]) continue;
        if (!isOver(state)) break;
        position++;
      }
      return position;
    },
  };
}

function within(position: number, length: number): number {
  if (!(position >= 0 && position < length)) throw new RangeError(`no position ${position} of ${length}`);
  return position;
}
