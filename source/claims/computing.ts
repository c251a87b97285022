import { twoCores } from '../catalog/room.ts';
import { cores as coresText, coreWords, duration, factor } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Claim, Verdict } from './claim.ts';
import { byside, oneCore, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { sameTime, sideOf, speedUp } from './thresholds.ts';
import { everywhere, type Wishes } from './wishes.ts';

/** One after another against the same under a model. */
function speedUpOf(
  ask: Wishes,
  model: ModelId,
  what: string,
  meaning: Readonly<Record<'below' | 'above', Verdict>>,
) {
  return rule({
    runs: [ask.computing('sequential'), ask.computing(model)],
    timed: true,
    holdsWhen:
      meaning.above === 'holds'
        ? `${what} are at least ${factor(speedUp.high)} as fast as one task after another`
        : `${what} are at most ${factor(speedUp.low)} as fast as one task after another`,
    measure: ([sequential, other]) => ({
      cores: other?.cpu.effectiveCores ?? null,
      sequentialMs: sequential?.wallMs ?? null,
      ms: other?.wallMs ?? null,
      speedUp: over(sequential?.wallMs ?? null, other?.wallMs ?? null),
    }),
    decide: ({ cores, speedUp: ratio }) =>
      cores < twoCores ? oneCore : byside(sideOf(ratio, speedUp), meaning),
    saw: ({ sequentialMs, ms, speedUp: ratio, cores }) =>
      `One after another took ${duration(sequentialMs)}, ${what} took ${duration(ms)}: ${factor(ratio)} as fast on ${coreWords(cores)}`,
  });
}

export const computingClaims: readonly Claim[] = [
  {
    id: 'threads-do-not-speed-up-computing',
    chapter: 'computing',
    says: 'Threads do not make computing faster: a lock lets only one of them run code at a time.',
    figure: '1 × as fast',
    checks: everywhere((ask) => speedUpOf(ask, 'threads', 'threads', { below: 'holds', above: 'differs' })),
    footnote: {
      text: 'This is true of CPython with its lock. In Node.js each worker thread has its own interpreter. CPython also has builds without the lock, officially supported since 3.14.',
      source: `${sources.nodeWorkers}; ${sources.pep703}; ${sources.pep779}`,
    },
    footnotes: {
      python: {
        text: 'Builds of CPython without the lock run threads in parallel; they are officially supported since 3.14.',
        source: `${sources.pep703}; ${sources.pep779}`,
      },
    },
  },
  {
    id: 'async-does-not-speed-up-computing',
    chapter: 'computing',
    says: 'Async tasks do not make computing faster.',
    figure: '1 × as fast',
    checks: everywhere((ask) =>
      speedUpOf(ask, 'async', 'async tasks', { below: 'holds', above: 'does-not-hold' }),
    ),
  },
  {
    id: 'processes-speed-up-computing',
    chapter: 'computing',
    says: 'Processes compute in parallel: two of them take about as long as one.',
    figure: '2.14 s for two',
    checks: everywhere((ask) =>
      speedUpOf(ask, 'processes', 'processes', { below: 'does-not-hold', above: 'holds' }),
    ),
  },
  {
    id: 'each-process-has-a-core',
    chapter: 'computing',
    says: 'Each process computes on its own core.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.computing('sequential'), ask.computing('processes')],
        timed: true,
        holdsWhen: `processes keep at least ${factor(speedUp.high)} as many cores busy as one task after another`,
        measure: ([sequential, processes]) => ({
          cores: processes?.cpu.effectiveCores ?? null,
          oneBusyCores: sequential?.cpu.busyCores ?? null,
          busyCores: processes?.cpu.busyCores ?? null,
          ratio: over(processes?.cpu.busyCores ?? null, sequential?.cpu.busyCores ?? null),
        }),
        decide: ({ cores, ratio }) =>
          cores < twoCores
            ? oneCore
            : byside(sideOf(ratio, speedUp), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ oneBusyCores, busyCores, cores }) =>
          `Processes kept ${coresText(busyCores)} of ${coreWords(cores)} busy; one task after another kept ${coresText(oneBusyCores)} busy`,
      }),
    ),
  },
  {
    id: 'only-processes-compute-in-parallel',
    chapter: 'computing',
    says: 'Processes are the only way to compute in parallel.',
    figure: 'the only option',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.computing('processes'), ask.computing('threads')],
        timed: true,
        holdsWhen: `threads take at least ${factor(sameTime.high)} as long as processes`,
        measure: ([processes, threads]) => ({
          cores: threads?.cpu.effectiveCores ?? null,
          processesMs: processes?.wallMs ?? null,
          threadsMs: threads?.wallMs ?? null,
          ratio: over(threads?.wallMs ?? null, processes?.wallMs ?? null),
        }),
        decide: ({ cores, ratio }) =>
          cores < twoCores ? oneCore : byside(sideOf(ratio, sameTime), { below: 'differs', above: 'holds' }),
        saw: ({ processesMs, threadsMs }) =>
          `Processes took ${duration(processesMs)}, threads took ${duration(threadsMs)}`,
      }),
    ),
    footnote: {
      text: 'This is outdated even for CPython: builds without the lock run threads in parallel, and C code such as hashing releases the lock while it works.',
      source: `${sources.pep703}; ${sources.pythonHashlib}`,
    },
    footnotes: {
      python: {
        text: 'Of Python code this is true up to 3.13. Since 3.14 interpreters in threads compute in parallel, too, and so do the threads of builds without the lock. C code such as hashing always could.',
        source: `${sources.pythonInterpreters}; ${sources.pep703}; ${sources.pythonHashlib}`,
      },
    },
  },
  {
    id: 'threads-do-not-speed-up-native-code',
    chapter: 'computing',
    says: 'Threads make no heavy work faster, whether it is number crunching, images or machine learning.',
    figure: 'only processes',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.hashing('sequential'), ask.hashing('threads')],
        timed: true,
        holdsWhen: `threads that call C code are at most ${factor(speedUp.low)} as fast as one task after another`,
        measure: ([sequential, threads]) => ({
          cores: threads?.cpu.effectiveCores ?? null,
          sequentialMs: sequential?.wallMs ?? null,
          threadsMs: threads?.wallMs ?? null,
          speedUp: over(sequential?.wallMs ?? null, threads?.wallMs ?? null),
        }),
        decide: ({ cores, speedUp: ratio }) =>
          cores < twoCores
            ? oneCore
            : byside(sideOf(ratio, speedUp), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ sequentialMs, threadsMs, speedUp: ratio }) =>
          `Hashing one after another took ${duration(sequentialMs)}, threads took ${duration(threadsMs)}: ${factor(ratio)} as fast`,
      }),
    ),
    footnote: {
      text: 'Libraries in C, such as hashlib, zlib and NumPy, do most of such work without holding the lock of CPython, so their threads run in parallel.',
      source: sources.pythonHashlib,
    },
  },
  {
    id: 'more-processes-than-cores-gain-nothing',
    chapter: 'computing',
    says: 'For computing, the number of cores is the limit: more processes than cores gain nothing.',
    figure: 'as many as cores',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.computing('processes'), ask.computing('processes', 16)],
        timed: true,
        holdsWhen: `16 processes do at most ${factor(speedUp.low)} as many tasks/s as one process per core`,
        measure: ([few, many]) => ({
          cores: many?.cpu.effectiveCores ?? null,
          fewPerSecond: few?.tasksPerSecond ?? null,
          manyPerSecond: many?.tasksPerSecond ?? null,
          ratio: over(many?.tasksPerSecond ?? null, few?.tasksPerSecond ?? null),
        }),
        decide: ({ cores, ratio }) =>
          cores > 8
            ? { unknown: '16 processes are too few for this many cores' }
            : byside(sideOf(ratio, speedUp), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ cores, ratio }) =>
          `16 processes on ${coreWords(cores)} did ${factor(ratio)} as many tasks/s as one process per core`,
      }),
    ),
  },
];
