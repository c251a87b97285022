import { taskStateCode } from '../protocol/task-rows.ts';
import type { Session } from '../session/state.ts';
import { perChunk, type TaskChunk } from '../session/task-chunk.ts';

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

const partOf = perChunk<null, Part>(read);
const times = new WeakMap<Session, TaskTimes>();

export function taskTimes(session: Session): TaskTimes {
  const known = times.get(session);
  if (known) return known;
  const { chunks } = session.tasks;
  const nowMs = session.atMs;
  const byLane = new Map<number, number>();
  let begun = 0;
  let sumMs = 0;
  let longest: { task: number; ms: number } | null = null;
  for (const chunk of chunks) {
    const part = partOf(chunk, null);
    const { first } = chunk;
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
  }
  const made: TaskTimes = { begun, sumMs, byLane, longest };
  times.set(session, made);
  return made;
}

function read({ size, state, lane, startedMs, endedMs }: TaskChunk): Part {
  const lanes = new Map<number, Stretch>();
  let longest: Part['longest'] = null;
  let oldest: Part['oldest'] = null;
  let stretch: Stretch | undefined;
  let stretchOf = -1;
  for (let at = 0; at < size; at++) {
    const started = startedMs[at]!;
    const running = state[at] === taskStateCode.running;
    const ms = endedMs[at]! - started;
    // Of a task that was cut off nobody may know when.
    if (Number.isNaN(started) || !(running || ms >= 0)) continue;
    if (!stretch || lane[at] !== stretchOf) {
      stretchOf = lane[at]!;
      stretch = lanes.get(stretchOf) ?? { begun: 0, endedMs: 0, running: 0, startsMs: 0 };
      lanes.set(stretchOf, stretch);
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
