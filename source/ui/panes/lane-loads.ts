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
   * By how much the number of tasks at once, on average over a column, differs from the column before; of those that
   * still run the end is missing. One column more than are drawn, and one for what comes after.
   */
  readonly changes: Float64Array;
};

/** Beyond this many tasks on a lane nobody can tell bars apart, and finding room for each would cost too much. */
const mostBars = 400;

/** So many tasks begin at a moment, or end if there are fewer than none: in its column for the rest of it, then whole. */
export function change(
  changes: Float64Array,
  { fromMs, spanMs, columns }: Grid,
  atMs: number,
  tasks: number,
) {
  const column = Math.min(columns, Math.max(0, ((atMs - fromMs) / spanMs) * columns));
  const whole = Math.floor(column);
  changes[whole]! += (whole + 1 - column) * tasks;
  changes[whole + 1]! += (column - whole) * tasks;
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
    load = { bars: [], running: 0, changes: new Float64Array(columns + 2) };
    loads.set(lane, load);
  }
  return load;
}

function addChunk(loads: Loads, chunk: TaskChunk, grid: Grid): void {
  const { first, size, state, lane, startedMs, endedMs } = chunk;
  const { fromMs: originMs, columns } = grid;
  const columnsEachMs = columns / grid.spanMs;
  let load: LaneLoad | undefined;
  let loadOf = -1;
  for (let at = 0; at < size; at++) {
    const fromMs = startedMs[at]!;
    if (Number.isNaN(fromMs)) continue;
    const toMs = endedMs[at]!;
    if (!load || lane[at] !== loadOf) {
      loadOf = lane[at]!;
      load = loadIn(loads, loadOf, grid);
    }
    const { changes, bars } = load;
    // What `change` does, written out: for thousands of tasks calls take longer than what they do.
    let column = (fromMs - originMs) * columnsEachMs;
    if (column < 0) column = 0;
    else if (column > columns) column = columns;
    let whole = Math.floor(column);
    changes[whole]! += whole + 1 - column;
    changes[whole + 1]! += column - whole;
    if (Number.isNaN(toMs)) load.running++;
    else {
      column = (toMs - originMs) * columnsEachMs;
      if (column < 0) column = 0;
      else if (column > columns) column = columns;
      whole = Math.floor(column);
      changes[whole]! -= whole + 1 - column;
      changes[whole + 1]! -= column - whole;
    }
    if (bars === null) continue;
    if (bars.length < mostBars) bars.push({ task: first + at, state: taskStates[state[at]!]!, fromMs, toMs });
    else load.bars = null;
  }
}

function addLoad(into: LaneLoad, { bars, running, changes }: LaneLoad): void {
  into.running += running;
  into.bars =
    into.bars && bars && into.bars.length + bars.length <= mostBars ? [...into.bars, ...bars] : null;
  for (let at = 0; at < changes.length; at++) into.changes[at]! += changes[at]!;
}
