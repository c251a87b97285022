import * as v from 'valibot';
import { outcomes, phases, type RunEvent } from '../protocol/events.ts';
import { taskColumns } from '../protocol/task-rows.ts';
import { protocolVersion } from '../protocol/units.ts';
import {
  count,
  flag,
  group,
  list,
  literal,
  maybe,
  maybeText,
  measured,
  number,
  oneOf,
  schemaOf,
  text,
  whole,
} from './describe.ts';
import { errorCountEntries, taskError } from './errors.ts';
import { frameEntries } from './held.ts';
import { checkEntries, planEntries, profileEntries } from './shared.ts';
import { atMs, engine, machine, vitalEvents } from './vital-events.ts';

const plan = group(
  {
    ...planEntries,
    module: maybeText('The absolute path of your module. Null: a built-in workload.'),
    export: maybeText('The named export of your module that is run. Null: its default export.'),
    timeLimitMs: maybe(v.number(), 'The run is cancelled after this many milliseconds. Null: never.'),
    stopAfterMs: maybe(
      v.number(),
      "No task starts after this many milliseconds of the tasks' time; what is left stays waiting. Null: all are started.",
    ),
    digests: count('The results of this many tasks, the first ones, have digests.'),
    profile: flag('Whether the main thread is profiled while tasks run.'),
    seed: whole('The seed of the run.'),
  },
  'What is to run, defaults filled in.',
);

const runEvents = [
  v.object({
    type: literal('run-started', 'The first line: what runs, and where.'),
    protocol: literal(protocolVersion, 'The version of the event stream. A reader should refuse any other.'),
    atMs,
    epochMs: number('The wall clock when the engine started, in milliseconds since 1970.'),
    monotonicMs: number('The same moment on the monotonic clock of the machine, in milliseconds.'),
    plan,
    engine,
    machine,
    stacks: flag('Whether stacks are taken of a frozen loop, to tell the line: --no-stacks turns it off.'),
  }),
  v.object({
    type: literal('phase', 'The run entered another phase.'),
    atMs,
    phase: oneOf(
      phases,
      'setting-up: set-up of the workload. starting: lanes start. running: tasks run. closing: lanes close.',
    ),
  }),
  v.object({
    type: literal('tasks', 'Tasks changed since the last such line.'),
    atMs,
    rows: list(
      v.pipe(v.number(), v.integer()),
      `Whole numbers, ${taskColumns.length} per task, one task after another: ${taskColumns.join(', ')}. state: 0 waiting, 1 running, 2 done, 3 failed, 4 cancelled. Times are microseconds since the engine started, -1: not yet. progressPermille is in thousandths.`,
    ),
  }),
  v.object({
    type: literal('results', 'What tasks returned.'),
    atMs,
    results: list(
      v.object({
        task: count('The number of the task.'),
        text: text('Its result, as text.'),
        digest: maybeText('Equal where values and their classes are equal. Null: not asked for.'),
        shape: maybeText(
          'Equal where types, classes and keys are, whatever the values. Null: not asked for.',
        ),
      }),
      'One entry per task.',
    ),
  }),
  v.object({
    type: literal('errors', 'Tasks failed.'),
    atMs,
    errors: list(taskError, 'One entry per task, for the first 1,000 that fail.'),
    more: list(
      v.object(errorCountEntries),
      'How many more tasks failed since the last such line, by kind: of these nothing else is told.',
    ),
  }),
  v.object({
    type: literal('calls', 'All tasks have ended: what calls of the function returned.'),
    atMs,
    promises: count('Calls on the main loop that returned a promise.'),
    values: count('Calls on the main loop that returned anything else.'),
    beforeAwaitMs: measured(
      'What the former took until they returned their promise, all together, in milliseconds.',
    ),
    copyEstimateMs: measured(
      'What copying all results to another thread or process takes, estimated by their sizes, in milliseconds.',
    ),
    results: count('Results that arrived from all lanes. A task that returned undefined has none.'),
  }),
  v.object({
    type: literal('profile', 'What the main thread did while tasks ran, where the plan asks for it.'),
    atMs,
    ...profileEntries,
  }),
  v.object({
    type: literal(
      'kept',
      'What a lane keeps in memory once all tasks have ended. Only said where its memory grew while they ran.',
    ),
    atMs,
    lane: count('The number of the lane. For Python the first lane of a process tells of the whole process.'),
    beganBytes: number(
      'In use before its first task, in bytes: for Node.js heap and buffers, for Python the resident memory of its process.',
    ),
    keptBytes: number('In use after all tasks and a full garbage collection, in bytes.'),
    beganBufferBytes: measured('How much of beganBytes was in buffers, in bytes. Null: not told apart.'),
    keptBufferBytes: measured('How much of keptBytes is in buffers, in bytes. Null: not told apart.'),
    heapLimitBytes: measured('The limit of its heap, in bytes. Null as well: there is none.'),
    looks: list(
      v.object({
        begun: count('Tasks of the lane that had begun.'),
        ended: count('Tasks of the lane that had ended.'),
        usedBytes: number('In use then, garbage included, in bytes.'),
      }),
      'What was in use while its tasks ran, in order of time.',
    ),
  }),
  v.object({
    type: literal(
      'collected',
      'Garbage that your code has collected by a call (gc.collect() in Python), so far. Only said where it took 5 ms or more.',
    ),
    atMs,
    lane: count('The number of the lane. For Python 0 tells of the whole interpreter.'),
    places: list(
      v.object({
        frames: list(frameEntries, 'Where the call was, the innermost call first.'),
        times: count('How often it took 5 ms or more.'),
        ms: number('How long these took together, in milliseconds.'),
      }),
      'The lines of these calls.',
    ),
  }),
  v.object({
    type: literal('check', 'The workload checked its results.'),
    atMs,
    ...checkEntries,
  }),
  v.object({
    type: literal('run-ended', 'The last line: how it ended.'),
    atMs,
    outcome: oneOf(
      outcomes,
      'completed; failed: a task failed or the check did not hold; cancelled; timed-out; crashed: the engine died.',
    ),
    wallMs: measured("Milliseconds from the first task's turn to the last task's end."),
    message: maybeText('What went wrong, in words. Null: nothing did.'),
  }),
] as const;

export const event = schemaOf<RunEvent>()(
  'A line of the event stream',
  'What `heddle run --events FILE` writes, one JSON object per line (NDJSON): run-started is first, run-ended last. Lines come as they arrive, so atMs may step back by some milliseconds.',
  v.variant('type', [...runEvents, ...vitalEvents]),
);
