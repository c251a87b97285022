import * as v from 'valibot';
import { at, index, measured, text } from './fields.ts';
import { frame } from './held.ts';
import { planSchema } from './plan.ts';
import { taskRowsSchema } from './task-rows.ts';
import { protocolVersion } from './units.ts';
import { engine, figure, machine, vitalEvents } from './vital-events.ts';

/** `failed`: it ran to its end, but a task failed or the check did not hold. `crashed`: the engine died. */
export const outcomes = ['completed', 'failed', 'cancelled', 'timed-out', 'crashed'] as const;
export type Outcome = (typeof outcomes)[number];

/** Whether a run came to its end; tasks that wait then were left over by its plan, and not cut off. */
export const endedByItself = (outcome: Outcome) => outcome === 'completed' || outcome === 'failed';

export const phases = ['setting-up', 'starting', 'running', 'closing'] as const;
export type Phase = (typeof phases)[number];

const runStarted = v.object({
  type: v.literal('run-started'),
  protocol: v.literal(protocolVersion),
  atMs: at,
  /** Wall clock at the origin, milliseconds since 1970. */
  epochMs: v.number(),
  /** The origin on the machine's monotonic clock, so that others on this machine can stamp events alike. */
  monotonicMs: v.number(),
  plan: planSchema,
  engine,
  machine,
  /** Whether stacks are taken of a loop that is frozen, to tell the line. */
  stacks: v.boolean(),
});

const phase = v.object({ type: v.literal('phase'), atMs: at, phase: v.picklist(phases) });

const tasks = v.object({
  type: v.literal('tasks'),
  atMs: at,
  /** One row a task that changed since the last such event, flat: see `taskColumns`. */
  rows: taskRowsSchema,
});

const results = v.object({
  type: v.literal('results'),
  atMs: at,
  results: v.array(
    v.object({
      task: index,
      text,
      /** Equal where values and their classes are equal; `shape` where types, classes and keys are. Null: not asked for. */
      digest: v.nullable(text),
      shape: v.nullable(text),
    }),
  ),
});

/** By which errors are grouped. */
const rootCause = {
  /** Of the error, or of the cause that it names: `ECONNREFUSED` behind `fetch failed`. */
  rootCode: v.nullable(text),
  /** The call of the system that failed: `open`, `connect`. */
  syscall: v.nullable(text),
};

const errors = v.object({
  type: v.literal('errors'),
  atMs: at,
  errors: v.array(
    v.object({
      task: index,
      name: text,
      message: text,
      code: v.nullable(text),
      /** Where in the user's code it was thrown: `/work.js:3`; null where the stack does not say. */
      place: v.nullable(text),
      /** The frames of its stack in the user's own files, nearest first: `resize (/work.js:3)`. */
      stack: v.array(text),
      ...rootCause,
    }),
  ),
  /** Those that are no longer told one by one, in groups: how many since the event before. */
  more: v.array(v.object({ name: text, ...rootCause, tasks: index })),
});

const check = v.object({
  type: v.literal('check'),
  atMs: at,
  ok: v.boolean(),
  expected: text,
  got: text,
  /** The workload's own figures, see `Figure` in workload.ts. */
  figures: v.array(figure),
});

const calls = v.object({
  type: v.literal('calls'),
  atMs: at,
  /** Calls of the workload's body on the main loop that returned a promise, and that returned anything else. */
  promises: index,
  values: index,
  /** What the former took up to the moment when they returned their promise, in all; null where nobody measured it. */
  beforeAwaitMs: measured,
  /** What copying all results to another thread or process takes, estimated by their sizes; small ones count as nothing. */
  copyEstimateMs: measured,
  /** Results that arrived from all lanes: a task that returned undefined has none. */
  results: index,
});

const ratio = v.number();
const profile = v.object({
  type: v.literal('profile'),
  atMs: at,
  /** Looks at the main thread, the share of the time in which it did something, and the shares of what it did then. */
  samples: index,
  activeRatio: measured,
  jsRatio: measured,
  nativeRatio: measured,
  collectorRatio: measured,
  /** The function it was found in most often, native code that it called included; null when none has a file. */
  hottest: v.nullable(v.object({ name: text, file: text, line: index, ratio })),
  /** Processor time of the threads by which Heddle looks on inside of the work's process; null where it has none. */
  overheadMs: measured,
});

const kept = v.object({
  type: v.literal('kept'),
  atMs: at,
  /** Of other runtimes than Node.js the first lane of a process tells of all of it. */
  lane: index,
  /**
   * What the lane had in use before its first task, garbage included, and once all tasks had ended, after a full collection: of
   * Node.js heap and buffers, of other runtimes the resident memory of its process.
   */
  beganBytes: v.number(),
  keptBytes: v.number(),
  /** How much of each was outside of the heap, in buffers; null: not told apart. */
  beganBufferBytes: measured,
  keptBufferBytes: measured,
  /** Where the lane's own heap ends; null also: it has no limit. */
  heapLimitBytes: measured,
  /**
   * What was in use, garbage included, when so many of the lane's tasks had begun and so many had ended, in order of time, the
   * last look after the last task.
   */
  looks: v.array(v.object({ begun: index, ended: index, usedBytes: v.number() })),
});

const collected = v.object({
  type: v.literal('collected'),
  atMs: at,
  /** The lane whose runtime collected garbage: of Python the main one tells of the whole interpreter. */
  lane: index,
  /** Collections of 5 ms or more that code called for by itself, by the line of that call, since the lane began. */
  places: v.array(v.object({ frames: v.array(frame), times: index, ms: v.number() })),
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
  ...vitalEvents,
  tasks,
  results,
  errors,
  calls,
  profile,
  kept,
  collected,
  check,
  runEnded,
]);
export type RunEvent = v.InferOutput<typeof eventSchema>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
