import * as v from 'valibot';
import { outcomes } from '../protocol/events.ts';
import { laneKinds } from '../protocol/vital-events.ts';
import {
  count,
  group,
  list,
  maybe,
  maybeMoment,
  maybeText,
  measured,
  number,
  oneOf,
  text,
  whole,
} from './describe.ts';
import { errorKinds, taskError } from './errors.ts';
import { loop } from './loop.ts';
import { libuv, queues } from './queues.ts';
import { checkEntries, engineVersion, planEntries, profileEntries, schemaVersion } from './shared.ts';

const taskMs = group(
  {
    min: measured('The shortest.'),
    p50: measured('Half of the tasks took at most this long.'),
    p95: measured('95 % of the tasks took at most this long.'),
    p99: measured('99 % of the tasks took at most this long.'),
    max: measured('The longest.'),
  },
  'Milliseconds from the start of a task to its end, of the tasks that are done. Each value is one that occurred. Null: no task is done.',
);

const latencyMs = maybe(
  v.object({
    p50: measured('Half of the tasks took at most this long.'),
    p95: measured('95 % of the tasks took at most this long.'),
    p99: measured('99 % of the tasks took at most this long.'),
    max: measured('The longest.'),
    counted: count('How many tasks these figures are of.'),
  }),
  'Milliseconds from the moment a task was due to its end, for tasks that come at a rate. Tasks due in the first fifth of the time warm the lanes up and are left out, and so are tasks that failed. A task that was due and never ended took at least until the end of the run. Null: no rate was asked for.',
);

const backlog = maybe(
  v.object({
    most: count('The most tasks that were due and had not started.'),
    keptUp: maybe(
      v.boolean(),
      'Whether the run kept up with the rate: the median latency of the last fifth of the tasks is above that of the best fifth by at most 5 % of the time in which tasks fell due. Null: fewer than 50 tasks, or the run ended before all were due.',
    ),
    donePerSecond: measured(
      'Tasks done per second of the second half of the time in which tasks fell due: what gets through.',
    ),
  }),
  'How tasks queued that come at a rate. Null: no rate was asked for.',
);

const lane = v.object({
  id: count('The number of the lane; 0 is the main loop.'),
  name: text('Its name: main, thread-1, process-1.'),
  kind: oneOf(laneKinds, 'loop: the main event loop. thread, process: one of a pool.'),
  tasks: count('How many tasks ended on it.'),
  cpuMs: measured('Processor time it used, in milliseconds.'),
  waitMs: measured('Time it was ready to run and waited for a core (the run queue), in milliseconds.'),
  utilizationRatio: measured(
    'The share of time in which its event loop was not idle, 0 to 1, at the last sample.',
  ),
  lockMs: measured(
    'Time it waited for the lock that it shares with other threads (the GIL of Python), in milliseconds. Null as well: it shares none.',
  ),
  copyMs: measured('Time it spent copying results for the way to the main thread, in milliseconds.'),
  collectorMs: measured(
    'Time in which the runtime collected its garbage, in milliseconds: of Python, garbage of the whole process.',
  ),
  restarts: count('How often it crashed and was replaced.'),
});

const lock = maybe(
  v.object({
    threads: count('How many threads of the pool share the lock.'),
    computedRatio: number('The share of the time in which each of them computed, on average, 0 to 1.'),
    waitedRatio: number(
      'The share of the time in which each of them waited for the lock, on average, 0 to 1.',
    ),
  }),
  'How threads shared the lock of their runtime (the GIL of Python). Null: fewer than two threads, no such lock, or not measured.',
);

const cpu = group(
  {
    busyCores: measured(
      'Processor time of the engine and its lanes per time, in cores: 1.5 is one and a half cores in use.',
    ),
    serverCores: measured('The same of the server processes that the workload started.'),
    childCores: measured('The same of the processes that the tasks started. Null: not looked at.'),
    effectiveCores: measured(
      'The cores that the run may use: the smaller of its affinity and its quota. May be a fraction.',
    ),
    queuedRatio: measured(
      'The share of the time its lanes wanted to compute in which they waited for a core, 0 to 1.',
    ),
    throttledMs: measured("Time the cgroup's quota held the run back, in milliseconds."),
    threads: maybe(
      v.object({
        loopMs: number('Of the thread of the main loop, in milliseconds.'),
        libuvMs: number("Of libuv's pool, in milliseconds."),
        v8Ms: number("Of V8's helper threads, which collect garbage and compile, in milliseconds."),
        nativeMs: number(
          'Of all other threads but the lanes, in milliseconds: those of native libraries, and those that the work starts.',
        ),
      }),
      "Processor time of the engine process by kind of thread, from the first task's turn to the last task's end. Null: not measured.",
    ),
  },
  'What the run used of the processor.',
);

const each = {
  rssBytes: measured('By resident memory (RSS), in bytes.'),
  pssBytes: measured('By proportional memory (PSS), in bytes.'),
  virtualBytes: measured('By reserved addresses, in bytes.'),
};

const memory = group(
  {
    peakRssBytes: measured(
      'The most resident memory (RSS) of the engine and its lanes, in bytes. Pages that processes share count in each.',
    ),
    peakPssBytes: measured(
      'The most proportional memory (PSS), in bytes: pages that processes share are divided among them. Linux only.',
    ),
    peakVirtualBytes: measured('The most reserved addresses, in bytes.'),
    perTaskBytes: measured(
      'What one more task at once costs, in bytes: perTask.pssBytes where PSS was measured, else perTask.rssBytes. Null as well: lost in the noise.',
    ),
    perTask: group(
      each,
      'How much memory grew from the start of the lanes on, per task of the most tasks at once, or per lane of a pool with more lanes. Null as well: lost in the noise, or fewer than 8 tasks at once on a loop.',
    ),
    perLane: group(
      each,
      'The same growth per thread or process of the pool: what one more of them takes, with what its tasks hold. Null as well: there is no pool.',
    ),
  },
  'Memory of the engine and its lanes. Servers that the workload starts are not part of it.',
);

const check = maybe(
  v.object(checkEntries),
  'What the check of the workload says of the results. Null: it has no check, or the run ended before it.',
);

/** The whole run in one document: what `run` prints of it, and `compare` of each of its runs. */
export const summaryEntries = {
  schema: schemaVersion,
  plan: group(planEntries, 'What was asked for, defaults filled in.'),
  seed: whole('The seed of the run, for workloads that use chance.'),
  engine: engineVersion('the engine never started.'),
  startedAt: maybeMoment('When the engine started', 'it never started.'),
  outcome: maybe(
    v.picklist(outcomes),
    'completed: all tasks are done and the check held. failed: it ran to its end, but a task failed or the check did not hold. cancelled: stopped by a person or a signal. timed-out: stopped by its time limit. crashed: the engine died. Null: the run has not ended.',
  ),
  message: maybeText('What went wrong, in words. Null: nothing did.'),
  wallMs: measured(
    "Milliseconds from the first task's turn to the last task's end: without loading, set-up and the start of the lanes.",
  ),
  startMs: measured(
    "Milliseconds from the engine's start to the first task's turn: loading, set-up and the start of the lanes.",
  ),
  tasks: group(
    {
      total: count('Tasks of the run.'),
      done: count('Tasks that ended well.'),
      failed: count('Tasks that ended with an error.'),
      cancelled: count('Tasks that were cancelled.'),
    },
    'How many tasks there were, and how they ended. What is missing from the total never ended.',
  ),
  taskMs,
  latencyMs,
  backlog,
  tasksPerSecond: measured('Tasks that are done, per second of wallMs. Null as well: no task is done.'),
  loop,
  lanes: list(lane, 'What tasks ran on: the main loop, and the threads or processes of a pool.'),
  lock,
  cpu,
  calls: group(
    {
      returnsPromise: maybe(
        v.picklist(['always', 'never', 'sometimes']),
        'Whether calls of the function on the main loop returned a promise. Null: it was not called there, or never returned.',
      ),
      beforeAwaitMs: measured(
        'What a call that returned a promise computed on the loop until its first await, on average, in milliseconds.',
      ),
      undefinedResults: measured('How many tasks that are done returned undefined.'),
    },
    'How the function behaved when it was called.',
  ),
  profile: maybe(
    v.object(profileEntries),
    'What the main thread did while tasks ran. Null: the run was not profiled, as is usual.',
  ),
  libuv,
  queues,
  memory,
  output: group(
    {
      lines: count('Lines that arrived.'),
      bytes: count('All that was printed, in bytes, what was left out included.'),
      droppedBytes: count('Bytes that were left out because they came faster than 64 KB per second.'),
    },
    'What the work printed on standard output and standard error.',
  ),
  check,
  errors: list(taskError, 'The errors of tasks, at most 20, in the order in which they came.'),
  errorKinds,
  overhead: group(
    {
      cpuRatio: measured('Processor time that watching the run took, as a share of one core, 0 to 1.'),
      samplesDropped: count('Samples that were not taken in time.'),
    },
    'What Heddle itself uses in the engine.',
  ),
};
