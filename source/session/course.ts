import { taskStateCode } from '../protocol/task-rows.ts';
import { type Measured, roundMs } from '../protocol/units.ts';
import type { Session } from './state.ts';
import { forEachTask } from './task-table.ts';
import { fewestTasks, findWarmUp, median, type WarmUp } from './warm-up.ts';

/** The course of a run: how its work went on, from the first task's turn. Small, however many tasks there were. */
export type Course = {
  /** How many tasks were done by when; at most 512 points, the last one included. */
  readonly completions: readonly (readonly [tasks: number, atMs: number])[];
  readonly perLane: readonly LaneCourse[];
  /** Tasks of all lanes, the time of the slowest. Null: settled from the start, or too few tasks to tell. */
  readonly warmUp: WarmUp | null;
  /** Whether times settled within the first half of every lane's tasks; null where they are too few to tell. */
  readonly settled: boolean | null;
  /** Wall time per task of all lanes together, without warm-up and first tasks, and none waited for at the end. */
  readonly steadyMsPerTask: Measured;
  /** How long the task took that was started first. */
  readonly firstMs: Measured;
  /** How long a task takes from its start to its end, after the warm-up: the median. */
  readonly p50Ms: Measured;
};

export type LaneCourse = {
  readonly lane: number;
  /** Tasks that were done there; when the first of them started, and the last ended. */
  readonly tasks: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly warmUp: WarmUp | null;
};

type Done = { readonly task: number; readonly startedMs: number; readonly endedMs: number };

const mostPoints = 512;

/** Reads the course of a run out of its session, at its end. Tasks that failed or were cut off are no part of it. */
export function courseOf(session: Session): Course {
  const lanes = doneByLane(session);
  const perLane = [...lanes].map(([lane, done]) =>
    laneCourse(lane, done, session.plan.inputs?.count ?? null),
  );
  const all = [...lanes.values()].flat();
  const warm = perLane.flatMap(({ warmUp }, at) => [...lanes.values()][at]!.slice(warmUp?.tasks ?? 0));
  const first = all.reduce<Done | null>((a, b) => (a && a.startedMs <= b.startedMs ? a : b), null);
  const judged = perLane.filter(({ tasks }) => tasks >= fewestTasks);
  return {
    completions: completions(all),
    perLane,
    warmUp: together(perLane),
    settled:
      judged.length === 0 ? null : judged.every(({ tasks, warmUp }) => (warmUp?.tasks ?? 0) <= tasks / 2),
    steadyMsPerTask: steadyMsPerTask([...lanes.values()], perLane),
    firstMs: first && roundMs(first.endedMs - first.startedMs),
    p50Ms: warm.length === 0 ? null : roundMs(median(warm.map(duration))),
  };
}

const duration = ({ startedMs, endedMs }: Done) => endedMs - startedMs;

/** The tasks that are done, by lane, in order of their start; times count from the first task's turn. */
function doneByLane({ tasks, runningSinceMs }: Session): Map<number, Done[]> {
  const since = runningSinceMs ?? 0;
  const lanes = new Map<number, Done[]>();
  forEachTask(tasks, (task, chunk, at) => {
    if (chunk.state[at] !== taskStateCode.done) return;
    const done = { task, startedMs: chunk.startedMs[at]! - since, endedMs: chunk.endedMs[at]! - since };
    const lane = lanes.get(chunk.lane[at]!);
    if (lane) lane.push(done);
    else lanes.set(chunk.lane[at]!, [done]);
  });
  for (const done of lanes.values()) done.sort((a, b) => a.startedMs - b.startedMs);
  return new Map([...lanes].sort(([a], [b]) => a - b));
}

/** `inputs`: how many tasks are given different ones before they come again. */
function laneCourse(lane: number, done: readonly Done[], inputs: number | null): LaneCourse {
  const startMs = done[0]!.startedMs;
  const kindOf = inputs === null ? null : (at: number) => done[at]!.task % inputs;
  const found = findWarmUp(done.map(duration), kindOf);
  const warmUp = found && {
    tasks: found.tasks,
    ms: roundMs(lastEnd(done.slice(0, found.tasks)) - startMs),
    excessMs: roundMs(found.excess),
  };
  return { lane, tasks: done.length, startMs: roundMs(startMs), endMs: roundMs(lastEnd(done)), warmUp };
}

const lastEnd = (done: readonly Done[]) => done.reduce((most, { endedMs }) => Math.max(most, endedMs), 0);

function together(lanes: readonly LaneCourse[]): WarmUp | null {
  const warmUps = lanes.flatMap(({ warmUp }) => warmUp ?? []);
  if (warmUps.length === 0) return null;
  return {
    tasks: warmUps.reduce((sum, { tasks }) => sum + tasks, 0),
    ms: Math.max(...warmUps.map(({ ms }) => ms)),
    excessMs: Math.max(...warmUps.map(({ excessMs }) => excessMs)),
  };
}

/**
 * Lanes work side by side, each a task at a time: tasks per millisecond are lanes by the mean time of a task (Little's law).
 * The first task of a lane counts only where it is alone. It starts while the others start theirs: where all wait for one lock
 * or for one server that takes few at once, the queue is still short, and a task takes less time than all that follow.
 */
function steadyMsPerTask(lanes: readonly Done[][], courses: readonly LaneCourse[]): Measured {
  const leastWarmUp = lanes.length === 1 ? 0 : 1;
  const warm = lanes.map((done, at) => done.slice(Math.max(leastWarmUp, courses[at]!.warmUp?.tasks ?? 0)));
  const tasks = warm.reduce((sum, { length }) => sum + length, 0);
  // One task each, or turns that were not equal, as at a lock that goes to whoever asks first: then only what all did counts.
  if (tasks === 0 || !areEven(lanes)) return lanes.length === 0 ? null : togetherMsPerTask(lanes.flat());
  const tookMs = warm.reduce(
    (sum, done) => sum + (done.length === 0 ? 0 : lastEnd(done) - done[0]!.startedMs),
    0,
  );
  return tookMs > 0 ? tookMs / tasks / lanes.length : null;
}

/** Whether lanes did about as many tasks each: one that had just begun one more or had just ended one less is no other. */
function areEven(lanes: readonly Done[][]): boolean {
  const counts = lanes.map(({ length }) => length);
  return Math.max(...counts) <= 2 * Math.min(...counts) + 2;
}

/** Until the last one ended, also where only some lanes were still at work. */
function togetherMsPerTask(done: readonly Done[]): Measured {
  const tookMs = lastEnd(done) - Math.min(...done.map(({ startedMs }) => startedMs));
  return tookMs > 0 ? tookMs / done.length : null;
}

function completions(all: readonly Done[]): Course['completions'] {
  const ends = Float64Array.from(all, ({ endedMs }) => endedMs).sort();
  const points = Math.min(mostPoints, ends.length);
  return Array.from({ length: points }, (_, point) => {
    const tasks = Math.round(((point + 1) * ends.length) / points);
    return [tasks, roundMs(ends[tasks - 1]!)] as const;
  });
}
