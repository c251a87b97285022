import { type TaskState, taskStateCode, taskStates } from '../../protocol/task-rows.ts';
import { openIn, perChunk, type TaskChunk } from '../../session/task-chunk.ts';
import type { TaskTable } from '../../session/task-table.ts';

/** What the timeline covers: a stretch of time in so many columns. */
export type Grid = { readonly fromMs: number; readonly spanMs: number; readonly columns: number };

/** One task on the timeline; `toMs` is NaN while it runs. */
export type Bar = {
  readonly task: number;
  readonly state: TaskState;
  readonly fromMs: number;
  readonly toMs: number;
};

/** The tasks of one lane as the timeline needs them. */
export type LaneLoad = {
  /** Null: too many to be told apart. */
  bars: Bar[] | null;
  /** How many of them still run. */
  running: number;
  /**
   * Time that tasks ran in each column, those that still run counted as if they never ended. Two columns more than are
   * drawn, and in the second half whole columns as differences to the one before.
   */
  readonly busyMs: Float64Array;
};

/** Beyond this many tasks on a lane nobody can tell bars apart, and finding room for each would cost too much. */
const mostBars = 400;

/**
 * Adds the time of some tasks from a moment on, for ever: less the same from its end on, it is a task's. A loop over
 * thousands of tasks calls it twice for each.
 */
export function addFrom(busyMs: Float64Array, grid: Grid, atMs: number, tasks: number): void {
  const columnMs = grid.spanMs / grid.columns;
  const column = Math.min(grid.columns, Math.max(0, (atMs - grid.fromMs) / columnMs));
  const first = Math.floor(column);
  busyMs[first]! += (first + 1 - column) * columnMs * tasks;
  busyMs[grid.columns + 3 + first]! += columnMs * tasks;
}

type Loads = Map<number, LaneLoad>;

/** What ended for good is added up once, as long as the grid stays: its chunks never change again. */
let settled: { grid: Grid; chunks: (TaskChunk | undefined)[]; loads: Loads } | undefined;

const sameGrid = (a: Grid, b: Grid) =>
  a.fromMs === b.fromMs && a.spanMs === b.spanMs && a.columns === b.columns;

/** The load of each lane that ran a task. Of many tasks only those are read that are in a chunk with some under way. */
export function laneLoads(table: TaskTable, wanted: Grid): ReadonlyMap<number, LaneLoad> {
  const isSame = settled?.chunks.every((chunk, at) => chunk === undefined || chunk === table.chunks[at]);
  if (!settled || !isSame || !sameGrid(settled.grid, wanted))
    settled = { grid: wanted, chunks: [], loads: new Map() };
  const { grid, chunks, loads } = settled;
  const open: Loads[] = [];
  table.chunks.forEach((chunk, at) => {
    if (chunks[at] === chunk || chunk.counts[taskStateCode.waiting] === chunk.size) return;
    if (openIn(chunk) > 0) {
      open.push(loadsOf(chunk, grid));
      return;
    }
    addChunk(loads, chunk, grid);
    chunks[at] = chunk;
  });
  const all: Loads = new Map();
  for (const part of [loads, ...open])
    for (const [lane, load] of part) addLoad(loadIn(all, lane, grid), load);
  return all;
}

const loadsOf = perChunk((chunk: TaskChunk, grid: Grid) => {
  const loads: Loads = new Map();
  addChunk(loads, chunk, grid);
  return loads;
});

function loadIn(loads: Loads, lane: number, { columns }: Grid): LaneLoad {
  let load = loads.get(lane);
  if (!load) {
    load = { bars: [], running: 0, busyMs: new Float64Array(2 * (columns + 2)) };
    loads.set(lane, load);
  }
  return load;
}

function addChunk(loads: Loads, chunk: TaskChunk, grid: Grid): void {
  const { first, size, state, lane, startedMs, endedMs } = chunk;
  let load: LaneLoad | undefined;
  let loadOf = -1;
  for (let at = 0; at < size; at++) {
    const fromMs = startedMs[at]!;
    if (Number.isNaN(fromMs)) continue;
    if (!load || lane[at] !== loadOf) {
      loadOf = lane[at]!;
      load = loadIn(loads, loadOf, grid);
    }
    const toMs = endedMs[at]!;
    addFrom(load.busyMs, grid, fromMs, 1);
    if (Number.isNaN(toMs)) load.running++;
    else addFrom(load.busyMs, grid, toMs, -1);
    if (load.bars && load.bars.length < mostBars)
      load.bars.push({ task: first + at, state: taskStates[state[at]!]!, fromMs, toMs });
    else load.bars = null;
  }
}

function addLoad(into: LaneLoad, { bars, running, busyMs }: LaneLoad): void {
  into.running += running;
  into.bars =
    into.bars && bars && into.bars.length + bars.length <= mostBars ? [...into.bars, ...bars] : null;
  for (let at = 0; at < busyMs.length; at++) into.busyMs[at]! += busyMs[at]!;
}
