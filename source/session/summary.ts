import type { RuntimeVersion } from '../catalog/runtimes/index.ts';
import { type Backlog, type Latency, percentile } from '../load/latency.ts';
import type { Outcome } from '../protocol/events.ts';
import { taskStateCode } from '../protocol/task-rows.ts';
import { type Measured, rounded } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import { type Calls, callsOf } from './calls.ts';
import { busyCores, busyRatio, childCores, queuedRatio, serverCores } from './cpu-use.ts';
import { type ErrorKindSummary, summaryOfKinds } from './error-kinds.ts';
import { latestOf, maxOf, meanOf } from './figures.ts';
import { type KindsOfThreads, kindsOfThreads } from './kinds-of-threads.ts';
import { loadOf } from './load.ts';
import { type LockShare, lockShareOf } from './lock-share.ts';
import { type LoopSummary, loopOf } from './loop-summary.ts';
import { type MemorySummary, memoryOf } from './memory.ts';
import { type Planned, planned } from './planned.ts';
import { type Queue, queuesOf } from './queues.ts';
import type { Check, Profile, Session, TaskError } from './state.ts';
import { forEachTask, type TaskTable } from './task-table.ts';
import type { Vitals } from './vitals.ts';

/** What `--json` prints: the whole run in one document. Null: not measured. */
export type Summary = {
  schema: 1;
  plan: Planned;
  seed: number;
  /** What ran it; null where it never said so. */
  engine: RuntimeVersion | null;
  /** When its engine began, in UTC: `2026-11-26T22:33:22.123Z`. */
  startedAt: string | null;
  outcome: Outcome | null;
  message: string | null;
  wallMs: Measured;
  /** From the engine's start to the first task's turn: loading, set-up, and the start of the lanes. */
  startMs: Measured;
  tasks: { total: number; done: number; failed: number; cancelled: number };
  /** Time from a task's start to its end, over tasks that are done. */
  taskMs: { min: Measured; p50: Measured; p95: Measured; p99: Measured; max: Measured };
  /** From the moment a task was due to its end, in milliseconds; null without a rate, as what follows. */
  latencyMs: Latency | null;
  backlog: Backlog | null;
  /** Tasks that are done; those that failed do not count. */
  tasksPerSecond: Measured;
  loop: LoopSummary;
  lanes: LaneSummary[];
  /** Null where no threads share a lock. */
  lock: LockShare | null;
  cpu: {
    busyCores: Measured;
    /** The same of the servers that the workload's set-up started. */
    serverCores: Measured;
    /** The same of the processes that the work itself started. */
    childCores: Measured;
    effectiveCores: Measured;
    /** Share of the time its lanes wanted to compute in which they waited for a processor. */
    queuedRatio: Measured;
    throttledMs: Measured;
    threads: KindsOfThreads | null;
  };
  calls: Calls;
  /** What the main thread did, where the plan asked for it. */
  profile: Profile | null;
  /** libuv's pool in the engine: its size, and how long a trivial request waited there for a thread. */
  libuv: { threads: Measured; waitMaxMs: Measured; waitedRatio: Measured };
  /** Lines that are not the loop's, of which something was seen. */
  queues: Queue[];
  memory: MemorySummary;
  /** What the work printed: lines that arrived, bytes in all, and how many of these were left out of the lines. */
  output: { lines: number; bytes: number; droppedBytes: number };
  check: Check | null;
  /** Of failed tasks, the first of them. */
  errors: ({ task: number } & TaskError)[];
  /** All failed tasks of which the error is known, by its kind; the most frequent kinds. */
  errorKinds: ErrorKindSummary[];
  overhead: { cpuRatio: Measured; samplesDropped: number };
};

export type LaneSummary = {
  id: number;
  name: string;
  kind: LaneKind;
  tasks: number;
  cpuMs: Measured;
  waitMs: Measured;
  /** Time it waited for the lock that it shares with other threads. */
  lockMs: Measured;
  utilizationRatio: Measured;
  copyMs: Measured;
  /** Time in which the runtime collected its garbage. */
  collectorMs: Measured;
  restarts: number;
};

/** As many as are enough to see what is wrong. */
const keptErrors = 20;

/** A summary without what only a look at every task can tell: cheap enough for every sample of a run. */
export type Outline = Omit<Summary, 'taskMs' | 'memory' | 'latencyMs' | 'backlog'>;

/** Sums a session up, at its end or on the way. */
export function summarize(session: Session): Summary {
  const durations = taskDurations(session.tasks);
  const {
    tasksPerSecond,
    loop,
    lanes,
    lock,
    cpu,
    calls,
    profile,
    libuv,
    queues,
    output,
    check,
    errors,
    errorKinds,
    overhead,
    ...head
  } = outline(session);
  return {
    ...head,
    taskMs: {
      min: rounded(percentile(durations, 0)),
      p50: rounded(percentile(durations, 0.5)),
      p95: rounded(percentile(durations, 0.95)),
      p99: rounded(percentile(durations, 0.99)),
      max: rounded(percentile(durations, 1)),
    },
    ...loadOf(session),
    tasksPerSecond,
    loop,
    lanes,
    lock,
    cpu,
    calls,
    profile,
    libuv,
    queues,
    memory: memoryOf(session),
    output,
    check,
    errors,
    errorKinds,
    overhead,
  };
}

/** The summary of a session without a look at every task. */
export function outline(session: Session): Outline {
  const { plan, started, tasks, cpu, figures, ended } = session;
  const wallMs = ended ? ended.wallMs : sinceStart(session);
  const { done } = tasks.counts;
  return {
    schema: 1,
    plan: planned(plan),
    seed: plan.seed,
    engine: started && { runtime: started.engine.runtime, version: started.engine.version },
    startedAt: started && new Date(started.epochMs).toISOString(),
    outcome: ended?.outcome ?? null,
    message: ended?.message ?? null,
    wallMs: rounded(wallMs),
    startMs: rounded(session.runningSinceMs),
    tasks: {
      total: tasks.total,
      done: tasks.counts.done,
      failed: tasks.counts.failed,
      cancelled: tasks.counts.cancelled,
    },
    // How fast tasks fail says nothing of how fast they would be done.
    tasksPerSecond: wallMs && done > 0 ? Math.round((done / wallMs) * 1e6) / 1000 : null,
    loop: loopOf(session, busyRatio(session)),
    lanes: session.lanes.map((lane) => ({
      id: lane.id,
      name: lane.name,
      kind: lane.kind,
      tasks: tasks.endedOn.get(lane.id) ?? 0,
      cpuMs: rounded(lane.cpuMs),
      waitMs: rounded(lane.waitMs),
      lockMs: rounded(lane.lockMs),
      utilizationRatio: rounded(lane.utilizationRatio),
      copyMs: rounded(lane.copyMs),
      collectorMs: rounded(lane.collecting?.ms ?? null),
      restarts: Math.max(0, lane.openings - 1),
    })),
    lock: lockShareOf(session.lanes, wallMs),
    cpu: {
      busyCores: rounded(busyCores(session)),
      serverCores: rounded(serverCores(session)),
      childCores: rounded(childCores(session)),
      effectiveCores: session.started?.machine.effectiveCores ?? null,
      queuedRatio: rounded(queuedRatio(session)),
      throttledMs: rounded(cpu.throttledMs),
      threads: kindsOfThreads(session),
    },
    calls: callsOf(session),
    profile: session.profile,
    libuv: {
      threads: latestOf(figures, 'libuvThreads'),
      waitMaxMs: rounded(maxOf(figures, 'libuvWaitMs')),
      waitedRatio: rounded(meanOf(figures, 'libuvWaitedRatio')),
    },
    queues: queuesOf(figures),
    output: {
      lines: session.output.lines.length + session.output.droppedLines,
      bytes: session.output.bytes,
      droppedBytes: session.output.droppedBytes,
    },
    check: session.check,
    errors: [...session.errors].slice(0, keptErrors).map(([task, error]) => ({ task, ...error })),
    errorKinds: summaryOfKinds(session, keptErrors),
    overhead: {
      cpuRatio: rounded(session.overhead.cpuRatio),
      samplesDropped: session.overhead.samplesDropped,
    },
  };
}

function sinceStart({ runningSinceMs, atMs }: Vitals): Measured {
  return runningSinceMs === null ? null : atMs - runningSinceMs;
}

/** Milliseconds from start to end of every task that is done, sorted. */
function taskDurations(table: TaskTable): Float64Array {
  const durations = new Float64Array(table.counts.done);
  let count = 0;
  forEachTask(table, (_, chunk, at) => {
    const ms = chunk.endedMs[at]! - chunk.startedMs[at]!;
    if (chunk.state[at] === taskStateCode.done && ms >= 0) durations[count++] = ms;
  });
  return durations.subarray(0, count).sort();
}
