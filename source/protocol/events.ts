import * as v from 'valibot';
import { planSchema } from './plan.ts';
import { cleanText } from './text.ts';
import { protocolVersion } from './units.ts';

/** The states of a task; on the wire a state is its index in this list. */
export const taskStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];
export const taskStateCode = { waiting: 0, running: 1, done: 2, failed: 3, cancelled: 4 } as const;

/** A lane is what a task runs on: an event loop, a thread or a process. Lane 0 is the engine's main loop. */
export const laneKinds = ['loop', 'thread', 'process'] as const;
export type LaneKind = (typeof laneKinds)[number];

/** `failed`: it ran to its end, but a task failed or the check did not hold. `crashed`: the engine died. */
export const outcomes = ['completed', 'failed', 'cancelled', 'timed-out', 'crashed'] as const;
export type Outcome = (typeof outcomes)[number];

export const phases = ['setting-up', 'starting', 'running', 'closing'] as const;
export type Phase = (typeof phases)[number];

/** Columns of one task in a `tasks` event, in this order. */
export const taskColumns = [
  'task',
  'state',
  'lane',
  'queuedMs',
  'startedMs',
  'endedMs',
  'progressRatio',
] as const;

const at = v.number();
const measured = v.nullable(v.number());
const text = v.pipe(v.string(), v.transform(cleanText));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

// 100,000 tasks pass through here: one plain loop, not a schema a cell.
const taskRows = v.custom<(number | null)[]>(
  (input) => {
    if (!Array.isArray(input) || input.length % taskColumns.length !== 0) return false;
    for (let i = 0; i < input.length; i++) {
      const cell: unknown = input[i];
      const column = i % taskColumns.length;
      if (typeof cell === 'number') {
        // Task, state and lane are numbers of something: a part of a task would be counted and never be found.
        if (column < 3 && !(Number.isInteger(cell) && cell >= 0)) return false;
      } else if (cell !== null || column < 3 || column > 5) {
        // Only the three times may be unknown.
        return false;
      }
    }
    return true;
  },
  `expected ${taskColumns.length} numbers a task: ${taskColumns.join(', ')}`,
);

const runStarted = v.object({
  type: v.literal('run-started'),
  protocol: v.literal(protocolVersion),
  atMs: at,
  /** Wall clock at the origin, milliseconds since 1970. */
  epochMs: v.number(),
  /** The origin on the machine's monotonic clock, so that others on this machine can stamp events alike. */
  monotonicMs: v.number(),
  plan: planSchema,
  engine: v.object({
    runtime: v.string(),
    version: v.string(),
    pid: index,
    platform: v.string(),
    /** Threads of libuv's pool, which file system, DNS look-ups, crypto and zlib share. */
    libuvThreads: measured,
    /** Where V8 gives up: the most the heap of the engine's main thread may hold. */
    heapLimitBytes: measured,
  }),
  machine: v.object({
    /** Logical processors of the machine. */
    cores: index,
    /** What this process may use of them: the smaller of its affinity and its cgroup quota; may be a fraction. */
    effectiveCores: v.number(),
    affinityCores: measured,
    quotaCores: measured,
    memoryBytes: v.number(),
    /** What the tightest cgroup above the engine allows; null without such a limit. */
    memoryLimitBytes: measured,
  }),
  /** Figures that cannot be measured here, each with its reason. */
  unavailable: v.array(v.object({ figure: v.string(), reason: text })),
});

const phase = v.object({ type: v.literal('phase'), atMs: at, phase: v.picklist(phases) });

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

const tasks = v.object({
  type: v.literal('tasks'),
  atMs: at,
  /** One row a task that changed since the last such event, flat: see `taskColumns`. Times are like `atMs`. */
  rows: taskRows,
});

const results = v.object({
  type: v.literal('results'),
  atMs: at,
  results: v.array(v.object({ task: index, text })),
});

const errors = v.object({
  type: v.literal('errors'),
  atMs: at,
  errors: v.array(v.object({ task: index, name: text, message: text, code: v.nullable(text) })),
});

const laneSample = v.object({
  lane: index,
  /** Processor time used since the lane opened. */
  cpuMs: measured,
  /** Time spent ready to run but waiting for a processor (run-queue wait), since the lane opened. */
  waitMs: measured,
  /** How late the lane's heartbeat timer is, now or at its last beat, whichever is worse. */
  lagMs: measured,
  /** Share of the time since the last sample in which the lane's event loop was not idle. */
  utilizationRatio: measured,
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
});

const sample = v.object({
  type: v.literal('sample'),
  atMs: at,
  /** Lag of every heartbeat of the main loop since the last sample, and of the one that is overdue. */
  loopLagsMs: v.array(v.number()),
  /**
   * How long a trivial request has waited, or has been waiting up to now, for a free thread of the engine's libuv
   * pool; null where that was not tried. Child processes have pools of their own, which are not measured.
   */
  libuvWaitMs: measured,
  lanes: v.array(laneSample),
  processes: v.array(processSample),
  machine: v.object({
    /** Share of the time since the last sample each processor was busy, with anybody's work. */
    coreBusyRatio: v.nullable(v.array(v.number())),
    memoryUsedBytes: measured,
    /** Time the cgroup's quota held the engine back, since the run began. */
    throttledMs: measured,
  }),
  /** The engine's own telemetry: processor time of its watcher so far, and samples it could not take in time. */
  overhead: v.object({ cpuMs: measured, samplesDropped: index }),
});

const freeze = v.object({
  type: v.literal('freeze'),
  atMs: at,
  lane: index,
  startedMs: v.number(),
  /** So far, while it lasts; exact to about a millisecond once it is over. */
  durationMs: v.number(),
  over: v.boolean(),
  /** The task whose code froze the loop; null when it cannot be told. */
  task: v.nullable(index),
});

const output = v.object({
  type: v.literal('output'),
  atMs: at,
  stream: v.picklist(['stdout', 'stderr']),
  text,
  /** Bytes left out before this text because the workload wrote faster than anyone could read. */
  droppedBytes: index,
});

const figure = v.object({ name: text, title: text, value: measured, unit: text });

/** The cost of the process that shows the run; added by the host. */
const host = v.object({ type: v.literal('host'), atMs: at, cpuMs: v.number(), rssBytes: v.number() });

const check = v.object({
  type: v.literal('check'),
  atMs: at,
  ok: v.boolean(),
  expected: text,
  got: text,
  /** The workload's own figures, see `Figure` in workload.ts. */
  figures: v.array(figure),
});

const runEnded = v.object({
  type: v.literal('run-ended'),
  atMs: at,
  outcome: v.picklist(outcomes),
  /** From the first task's turn to the last task's end, without set-up and the start of the lanes. */
  wallMs: measured,
  /** What went wrong, for people; null when nothing did. */
  message: v.nullable(text),
});

/** Everything an engine can say to a host, in order of time; `run-started` is first, `run-ended` last. */
export const eventSchema = v.variant('type', [
  runStarted,
  phase,
  lane,
  tasks,
  results,
  errors,
  sample,
  freeze,
  output,
  host,
  check,
  runEnded,
]);
export type RunEvent = v.InferOutput<typeof eventSchema>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
