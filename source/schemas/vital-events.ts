import * as v from 'valibot';
import { locks } from '../protocol/plan.ts';
import { laneKinds } from '../protocol/vital-events.ts';
import {
  count,
  described,
  flag,
  group,
  list,
  literal,
  maybe,
  maybeCount,
  maybeText,
  measured,
  number,
  oneOf,
  text,
} from './describe.ts';
import { heldEntries } from './held.ts';
import { figureEntries, runtime } from './shared.ts';

/** What lines of any program say that is watched: of lanes, processes, the loop, memory and output. */

export const atMs = number('When, in milliseconds since the engine started.');

export const engine = group(
  {
    runtime: described(runtime, 'The runtime.'),
    version: text('Its version: 24.21.0.'),
    pid: count('The number of the process.'),
    platform: text('The operating system, as the runtime calls it: linux.'),
    path: maybeText('The program that runs the tasks, as Python. Null: the same Node.js as Heddle.'),
    lock: maybe(
      v.picklist(locks),
      'shared: the threads of the process share one lock (the GIL of Python). none: a build without it. Null: the runtime has no such lock.',
    ),
    heapLimitBytes: measured('The most the heap of its main thread may hold, in bytes.'),
    figures: list(v.object(figureEntries), 'Figures that only this runtime has and that stay as they are.'),
  },
  'The process that runs the tasks.',
);

export const machine = group(
  {
    cores: count('Logical processors of the machine.'),
    effectiveCores: number(
      'What the run may use of them: the smaller of affinity and quota. May be a fraction.',
    ),
    affinityCores: measured('Processors that the process may be scheduled on.'),
    quotaCores: measured('What the quota of its cgroup allows, in cores. Null as well: no quota.'),
    memoryBytes: number('Main memory, in bytes.'),
    memoryLimitBytes: measured('What the tightest cgroup allows, in bytes. Null as well: no limit.'),
  },
  'Where it runs.',
);

const laneSample = v.object({
  lane: count('The number of the lane.'),
  cpuMs: measured('Processor time since the lane opened, in milliseconds.'),
  waitMs: measured(
    'Time ready to run but waiting for a core (the run queue), since the lane opened, in milliseconds.',
  ),
  lockMs: measured(
    'Time waiting for the lock that the threads share (the GIL of Python), since the lane opened, in milliseconds. Null as well: there is no such lock.',
  ),
  lagMs: measured('How late its heartbeat is, now or at the last beat, whichever is worse, in milliseconds.'),
  utilizationRatio: measured(
    'The share of the time since the last sample in which its loop was not idle, 0 to 1.',
  ),
  collectorMs: measured(
    'Time in which the runtime collected garbage of this lane, since it opened, in milliseconds.',
  ),
  youngCollectorMs: measured('How much of collectorMs was spent on young objects, in milliseconds.'),
  longCollectorMs: measured(
    'How much of collectorMs was spent in collections of 5 ms or more, in milliseconds.',
  ),
  keptBytes: measured(
    'Heap and buffers in use after the latest full garbage collection, in bytes. Null as well: there was none yet.',
  ),
  keptBufferBytes: measured('How much of keptBytes was in buffers, in bytes.'),
  copyMs: measured('Time spent copying results for the way out, since it opened, in milliseconds.'),
  task: maybeCount('The task whose code is on its stack now. Null: none is known.'),
});

const processSample = v.object({
  pid: count('The number of the process.'),
  role: oneOf(
    ['engine', 'lane', 'server'],
    'engine: runs the tasks. lane: one of its pool. server: started by the workload.',
  ),
  cpuMs: measured('Processor time so far, in milliseconds.'),
  rssBytes: measured('Resident memory (RSS), in bytes.'),
  pssBytes: measured('Proportional memory (PSS), in bytes: shared pages are divided among their users.'),
  heapUsedBytes: measured('Heap in use, in bytes.'),
  virtualBytes: measured('Reserved addresses, in bytes.'),
  childrenCpuMs: measured(
    'Processor time so far of the processes that the work in it has started, in milliseconds. Null: not looked at.',
  ),
  descriptors: measured('Open files, sockets and the like.'),
  descriptorLimit: measured(
    'How many of them it may have open (ulimit -n); it may set that itself. Null as well: there is no limit.',
  ),
  threads: measured('Threads of any kind: lanes, helpers of the runtime, those that native code starts.'),
  otherThreads: maybe(
    v.object({
      threads: count('How many there are.'),
      busy: count('The most of them that wanted a core at once since the first task started.'),
      cpuMs: number('Processor time that they have used since the first task started, in milliseconds.'),
      waitMs: number('Time that they waited for a core since then, in milliseconds.'),
      name: maybeText(
        'The name of those that used most of the processor, as the system has it. Null: none has used any.',
      ),
    }),
    'Threads that native code or your code has started: neither lanes nor helpers of the runtime. Null: not looked at.',
  ),
});

const lane = v.object({
  type: literal('lane', 'A lane opened, closed or crashed.'),
  atMs,
  lane: count('The number of the lane; 0 is the main loop.'),
  name: text('Its name: main, thread-1, process-1.'),
  kind: oneOf(laneKinds, 'loop: the main event loop. thread, process: one of a pool.'),
  pid: count('The process it is part of.'),
  state: oneOf(['open', 'closed', 'crashed'], 'What became of it.'),
  reason: maybeText('Why it crashed. Null: it did not.'),
});

const sample = v.object({
  type: literal('sample', 'A sample of processor, memory and lag; how often is said with --sample.'),
  atMs,
  loopLagsMs: list(
    v.number(),
    'Lag of every heartbeat of the main loop since the last sample, in milliseconds.',
  ),
  lanes: list(laneSample, 'Every open lane.'),
  processes: list(processSample, 'Every process of the run.'),
  machine: group(
    {
      coreBusyRatio: maybe(
        v.array(v.number()),
        'For each processor the share of the time since the last sample in which it was busy, with work of any program, 0 to 1. Null: not measured.',
      ),
      memoryUsedBytes: measured('Memory in use on the machine, in bytes.'),
      throttledMs: measured("Time the cgroup's quota held the run back since it began, in milliseconds."),
    },
    'The machine as a whole.',
  ),
  figures: list(v.object(figureEntries), 'Figures that only this runtime has.'),
  overhead: group(
    {
      cpuMs: measured(
        'Processor time of the watching thread so far, and what its looks took of the main thread, in milliseconds.',
      ),
      samplesDropped: count('Samples that were not taken in time.'),
    },
    'What Heddle itself uses in the engine.',
  ),
});

const held = v.object({
  type: literal('held', 'Something kept a loop from its next turn.'),
  atMs,
  ...heldEntries('When the loop froze, in milliseconds since the engine started.'),
  over: flag(
    'Whether it is over. While it is not, durationMs is what it lasted so far. One that is over may be told once more, with the same startedMs, when more is known.',
  ),
});

export const output = v.object({
  type: literal('output', 'Your code printed something.'),
  atMs,
  stream: oneOf(['stdout', 'stderr'], 'Where to.'),
  text: text('What, without control sequences.'),
  bytes: count('Its bytes as they were printed, control sequences included.'),
  droppedBytes: count('Bytes left out before this text because it came faster than it could be read.'),
});

const host = v.object({
  type: literal('host', 'The cost of the process that shows the run.'),
  atMs,
  cpuMs: number('Its processor time so far, in milliseconds.'),
  rssBytes: number('Its resident memory, in bytes.'),
});

export const vitalEvents = [lane, sample, held, output, host] as const;
