import * as v from 'valibot';
import { at, index, measured, text } from './fields.ts';
import { held } from './held.ts';
import { locks, runtimeIds } from './plan.ts';

/** A lane is what a task runs on. Lane 0 is the engine's main loop; an `interpreter` is one beside the main one, in a thread. */
export const laneKinds = ['loop', 'thread', 'process', 'interpreter'] as const;
export type LaneKind = (typeof laneKinds)[number];

/**
 * A figure that says itself what it is: one of the workload's own, or one that only the rules of a single runtime read.
 * Its name ends in its unit, as every other field's does.
 */
export const figure = v.object({ name: text, title: text, value: measured, unit: text });
export type Figure = v.InferOutput<typeof figure>;

/** Who runs: the process that is watched, and its runtime. */
export const engine = v.object({
  runtime: v.picklist(runtimeIds),
  version: v.string(),
  pid: index,
  platform: v.string(),
  /** The program that runs the work; null: the same as Heddle's own. */
  path: v.nullable(text),
  /** Null: a runtime whose threads never had a lock in common. */
  lock: v.nullable(v.picklist(locks)),
  /** Where the runtime gives up: the most the heap of its main thread may hold. */
  heapLimitBytes: measured,
  /** What only this runtime has, and stays as it is for the whole run. */
  figures: v.array(figure),
});

/** Where it runs. */
export const machine = v.object({
  /** Logical processors of the machine. */
  cores: index,
  /** What this process may use of them: the smaller of its affinity and its cgroup quota; may be a fraction. */
  effectiveCores: v.number(),
  affinityCores: measured,
  quotaCores: measured,
  memoryBytes: v.number(),
  /** What the tightest cgroup above the engine allows; null without such a limit. */
  memoryLimitBytes: measured,
});

const lane = v.object({
  type: v.literal('lane'),
  atMs: at,
  lane: index,
  name: text,
  kind: v.picklist(laneKinds),
  pid: index,
  state: v.picklist(['open', 'closed', 'crashed']),
  /** Why it crashed; null otherwise. */
  reason: v.nullable(text),
});

const laneSample = v.object({
  lane: index,
  /** Processor time used since the lane opened. */
  cpuMs: measured,
  /** Time spent ready to run but waiting for a processor (run-queue wait), since the lane opened. */
  waitMs: measured,
  /** Time spent waiting for the lock that the runtime's threads share, since the lane opened; null where it has none. */
  lockMs: measured,
  /** How late the lane's heartbeat timer is, now or at its last beat, whichever is worse. */
  lagMs: measured,
  /** Share of the time since the last sample in which the lane's event loop was not idle. */
  utilizationRatio: measured,
  /** Time in which the runtime collected garbage of this lane, since it opened. */
  collectorMs: measured,
  /** How much of that it spent on young objects, of which most die soon. */
  youngCollectorMs: measured,
  /** How much of it was spent in collections that took 5 ms or more, half the period of a heartbeat. */
  longCollectorMs: measured,
  /** Heap and buffers in use after the latest full collection: what is kept alive; null before the first. */
  keptBytes: measured,
  /** How much of that was in buffers, outside of the heap. */
  keptBufferBytes: measured,
  /** Time spent copying results for the way out of the lane, since it opened; null for the main loop. */
  copyMs: measured,
  /** The task whose code is on the lane's stack right now; null when none is known. */
  task: v.nullable(index),
});

const processSample = v.object({
  pid: index,
  role: v.picklist(['engine', 'lane', 'server']),
  cpuMs: measured,
  rssBytes: measured,
  /** Proportional set size: shared pages counted once among those who share them. */
  pssBytes: measured,
  heapUsedBytes: measured,
  virtualBytes: measured,
  /** Processor time of the processes that the work in it has started, in so far as it was looked at. */
  childrenCpuMs: measured,
  /** Open files, sockets and the like. */
  descriptors: measured,
  /** How many it may have; the work may change that at any time. */
  descriptorLimit: measured,
  /** Threads of any kind: lanes, the runtime's helpers, those that native code starts. */
  threads: measured,
  /**
   * Those of them that are neither the runtime's own nor lanes: native code or the work itself has started them. `busy`: the
   * most of them that wanted a core at once; that and the times count from the first task's turn. `name`: of those that used
   * most of the processor, as the system has it. Null: not looked at.
   */
  otherThreads: v.nullable(
    v.object({ threads: index, busy: index, cpuMs: v.number(), waitMs: v.number(), name: v.nullable(text) }),
  ),
});

export type ProcessSample = v.InferOutput<typeof processSample>;

const sample = v.object({
  type: v.literal('sample'),
  atMs: at,
  /** Lag of every heartbeat of the main loop since the last sample, and of the one that is overdue. */
  loopLagsMs: v.array(v.number()),
  lanes: v.array(laneSample),
  processes: v.array(processSample),
  machine: v.object({
    /** Share of the time since the last sample each processor was busy, with anybody's work. */
    coreBusyRatio: v.nullable(v.array(v.number())),
    memoryUsedBytes: measured,
    /** Time the cgroup's quota held the engine back, since the run began. */
    throttledMs: measured,
  }),
  /** What only this runtime has and measures anew each time. */
  figures: v.array(figure),
  /** The engine's own telemetry: processor time of its watcher so far, and samples it could not take in time. */
  overhead: v.object({ cpuMs: measured, samplesDropped: index }),
});

const output = v.object({
  type: v.literal('output'),
  atMs: at,
  stream: v.picklist(['stdout', 'stderr']),
  text,
  /** Bytes of this text as it was printed: control sequences, which are not shown, count. */
  bytes: index,
  /** Bytes left out before this text because the workload wrote faster than anyone could read. */
  droppedBytes: index,
});

/** The cost of the process that shows the run; added by the host. */
const host = v.object({ type: v.literal('host'), atMs: at, cpuMs: v.number(), rssBytes: v.number() });

/** Events on what a run of a plan and any other program have in common: lanes, processes, loop, memory, output. */
export const vitalEvents = [lane, sample, held, output, host] as const;
export type VitalEvent = v.InferOutput<(typeof vitalEvents)[number]>;
export type VitalEventOf<T extends VitalEvent['type']> = Extract<VitalEvent, { type: T }>;
export type Engine = v.InferOutput<typeof engine>;
export type Machine = v.InferOutput<typeof machine>;
