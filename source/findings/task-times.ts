import type { Session } from '../session/state.ts';
import type { TaskTable } from '../session/task-table.ts';

type Chunk = TaskTable['chunks'][number];

/** Times of the tasks of a run, up to its latest event, in milliseconds. */
export type TaskTimes = {
  /** Tasks whose turn came. */
  readonly begun: number;
  /** From start to end of every one of them, summed up; of those that still run up to now. */
  readonly sumMs: number;
  /** The same by lane. */
  readonly byLane: ReadonlyMap<number, number>;
  readonly longest: { readonly task: number; readonly ms: number } | null;
};

type Stretch = { begun: number; endedMs: number; running: number; startsMs: number };
/** What one chunk of the table adds: for tasks that run, their starts, so that the same sums hold at a later time. */
type Part = {
  readonly lanes: ReadonlyMap<number, Stretch>;
  readonly longest: { at: number; ms: number } | null;
  readonly oldest: { at: number; startedMs: number } | null;
};

/** A chunk never changes: an update makes a new one. So of 100,000 tasks only those near a change are read again. */
const parts = new WeakMap<Chunk, Part>();
const times = new WeakMap<Session, TaskTimes>();

const runningState = 1;

export function taskTimes(session: Session): TaskTimes {
  const known = times.get(session);
  if (known) return known;
  const { chunks } = session.tasks;
  const nowMs = session.atMs;
  const byLane = new Map<number, number>();
  let begun = 0;
  let sumMs = 0;
  let longest: { task: number; ms: number } | null = null;
  let first = 0;
  for (const chunk of chunks) {
    const part = partOf(chunk);
    for (const [lane, stretch] of part.lanes) {
      const ms = stretch.endedMs + stretch.running * nowMs - stretch.startsMs;
      begun += stretch.begun;
      sumMs += ms;
      byLane.set(lane, (byLane.get(lane) ?? 0) + ms);
    }
    const candidates = [
      part.longest && { task: first + part.longest.at, ms: part.longest.ms },
      part.oldest && { task: first + part.oldest.at, ms: nowMs - part.oldest.startedMs },
    ];
    for (const one of candidates) if (one && (!longest || one.ms > longest.ms)) longest = one;
    first += chunk.state.length;
  }
  const made: TaskTimes = { begun, sumMs, byLane, longest };
  times.set(session, made);
  return made;
}

function partOf(chunk: Chunk): Part {
  let part = parts.get(chunk);
  if (!part) {
    part = read(chunk);
    parts.set(chunk, part);
  }
  return part;
}

function read({ state, lane, startedMs, endedMs }: Chunk): Part {
  const lanes = new Map<number, Stretch>();
  let longest: Part['longest'] = null;
  let oldest: Part['oldest'] = null;
  for (let at = 0; at < state.length; at++) {
    const started = startedMs[at]!;
    const running = state[at] === runningState;
    const ms = endedMs[at]! - started;
    // Of a task that was cut off nobody may know when.
    if (Number.isNaN(started) || !(running || ms >= 0)) continue;
    let stretch = lanes.get(lane[at]!);
    if (!stretch) {
      stretch = { begun: 0, endedMs: 0, running: 0, startsMs: 0 };
      lanes.set(lane[at]!, stretch);
    }
    stretch.begun++;
    if (running) {
      stretch.running++;
      stretch.startsMs += started;
      if (!oldest || started < oldest.startedMs) oldest = { at, startedMs: started };
    } else {
      stretch.endedMs += ms;
      if (!longest || ms > longest.ms) longest = { at, ms };
    }
  }
  return { lanes, longest, oldest };
}
