import type { WorkloadCard } from '../../../source/catalog/workloads.ts';
import type { RunEvent } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { reduce } from '../../../source/session/reduce.ts';
import { createSession, type Session } from '../../../source/session/state.ts';

const card = (id: string, kind: WorkloadCard['kind'], more: Partial<WorkloadCard>): WorkloadCard => ({
  id,
  title: id,
  shows: '',
  kind,
  parameters: {},
  tasks: 24,
  bodies: ['blocking', 'cooperative'],
  parts: [],
  refuses: {},
  judgedBy: null,
  module: null,
  export: null,
  ...more,
});

/** Three workloads like the built-in ones: one waits, one computes, one cannot run under every model. */
export const cards: readonly WorkloadCard[] = [
  card('wait', 'async-io', {
    shows: 'waiting costs a thread under one model and nothing under another',
    parameters: {
      ms: { type: 'number', title: 'how long a task waits', unit: 'ms', default: 200, min: 1, max: 60000 },
    },
  }),
  card('compute', 'cpu', {
    shows: 'computing needs cores, and holds the loop it runs on',
    parameters: {
      rounds: {
        type: 'number',
        title: 'squares to add',
        unit: 'M',
        default: 20,
        min: 1,
        max: 1000,
        integer: true,
      },
      chunks: { type: 'choice', title: 'yield between chunks', choices: ['few', 'many'], default: 'few' },
    },
    bodies: ['blocking', 'cooperative'],
  }),
  card('connections', 'async-io', {
    shows: '10,000 sockets on one loop',
    tasks: 1000,
    bodies: ['cooperative'],
    refuses: { processes: 'its tasks are connections of one process' },
  }),
];

export const room = { effectiveCores: 2, availableMemoryBytes: 4e9 };

/** A plan of `compute`, or of what is said otherwise. */
export function planOf(plan: Partial<Plan> = {}): Plan {
  return {
    runtime: 'node',
    model: 'threads',
    workload: 'compute',
    module: null,
    export: null,
    inputs: null,
    parameters: { rounds: 20, chunks: 'few' },
    tasks: 24,
    concurrency: 2,
    poolThreads: null,
    libuvThreads: null,
    timeLimitMs: null,
    stopAfterMs: null,
    digests: 0,
    ratePerSecond: null,
    profile: false,
    seed: 1,
    ...plan,
  };
}

export const manyPlan = planOf({
  model: 'async',
  tasks: 100_000,
  concurrency: 100_000,
  workload: 'wait',
  parameters: { ms: 200 },
});

/** The session after these events. */
export function sessionOf(plan: Plan, events: Iterable<RunEvent>): Session {
  let session = createSession(plan);
  for (const event of events) session = reduce(session, event);
  return session;
}
