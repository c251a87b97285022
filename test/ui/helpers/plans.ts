import type { Survey } from '../../../source/catalog/interpreters.ts';
import type { WorkloadCard } from '../../../source/catalog/workloads.ts';
import type { RunEvent } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { reduce } from '../../../source/session/reduce.ts';
import { createSession, type Session } from '../../../source/session/state.ts';

const card = (id: string, kind: WorkloadCard['kind'], more: Partial<WorkloadCard>): WorkloadCard => ({
  runtime: 'node',
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

/** A machine with Node.js alone. */
export const noPython: Survey = { usable: [], unusable: [], usual: null };

const python = (version: string): Survey['usable'][number] => ({
  path: `/opt/python/${version}/bin/python3`,
  version,
  lock: 'shared',
  origin: 'pyenv',
});

/** A machine with two Pythons. */
export const twoPythons: Survey = {
  usable: [python('3.13.0'), python('3.8.18')],
  unusable: [],
  usual: python('3.13.0'),
};

/** Those cards, and what Python has of them. */
export const cardsOfBoth: readonly WorkloadCard[] = [
  ...cards,
  ...cards.filter(({ id }) => id !== 'connections').map((one) => ({ ...one, runtime: 'python' as const })),
];

export const room = { effectiveCores: 2, availableMemoryBytes: 4e9 };

/** A plan of `compute`, or of what is said otherwise. */
export function planOf(plan: Partial<Plan> = {}): Plan {
  return {
    runtime: 'node',
    interpreter: null,
    model: 'threads',
    workload: 'compute',
    module: null,
    export: null,
    inputs: null,
    parameters: { rounds: 20, chunks: 'few' },
    tasks: 24,
    concurrency: 2,
    poolThreads: null,
    poolProcesses: null,
    startMethod: null,
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
