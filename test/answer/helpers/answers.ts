import type { Answer, Candidate, CannotTell, Figures, WhyNot } from '../../../source/answer/answer.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import type { Character } from '../../../source/work/character.ts';
import type { Size } from '../../../source/work/sizes.ts';
import { planOf } from '../../helpers/plan.ts';

/** Numbers for a model, and what is said otherwise. */
export const sizeOf = (concurrency: number, part: Partial<Size> = {}): Size => ({
  concurrency,
  libuvThreads: null,
  poolThreads: null,
  poolProcesses: null,
  formula: { name: 'cores', figures: { cores: 2 }, limitedBy: null, source: 'a book' },
  ...part,
});

/** Figures that nobody measured, and what is said otherwise. */
export const figuresOf = (part: Partial<Figures> = {}): Figures => ({
  judged: null,
  msPerTask: null,
  tasksPerSecond: null,
  startMs: null,
  memoryBytes: null,
  lagP99Ms: null,
  cpuMsPerTask: null,
  lockRatio: null,
  latencyP50Ms: null,
  latencyP99Ms: null,
  keptUp: null,
  ...part,
});

export const candidateOf = (model: ModelId, concurrency: number, part: Partial<Size> = {}): Candidate => ({
  model,
  size: sizeOf(concurrency, part),
  plan: planOf({ model, concurrency, module: '/work/resize.ts' }),
});

export const shares = {
  loopJs: null,
  loopNative: null,
  collector: null,
  waitingHeld: null,
  waitingFree: null,
  libuv: null,
  v8: null,
  nativeThreads: null,
  children: null,
};

export const characterOf = (part: Partial<Character> = {}): Character => ({
  calls: 60,
  msPerTask: 21,
  firstMs: 40,
  warmUp: null,
  startMs: 50,
  cpuMsPerTask: 20,
  laneBytes: null,
  shares,
  natures: [{ nature: 'computes-js', share: 0.97 }],
  returnsPromise: 'never',
  repeats: true,
  failed: null,
  undefinedResults: 0,
  settles: true,
  hottest: null,
  blockedAt: null,
  copyMsPerTask: null,
  ...part,
});

export const notOf = (model: ModelId, why: WhyNot['why'], part: Partial<WhyNot> = {}): WhyNot => ({
  model,
  size: null,
  figures: null,
  why,
  ...part,
});

/** A function that computes 21 ms, for which threads are the answer; and what is said otherwise. */
export const answerOf = (part: Partial<Answer> = {}): Answer => ({
  runtime: 'node',
  interpreter: null,
  startMethod: null,
  kind: 'model',
  candidate: candidateOf('threads', 2),
  figures: figuresOf({ judged: 11, msPerTask: 11, memoryBytes: 100e6, lagP99Ms: 4, cpuMsPerTask: 21 }),
  others: [],
  cannotTell: null,
  by: 'time',
  gain: { ratio: 1.9, low: 1.85, high: 1.95, rounds: 5 },
  sequential: figuresOf({ judged: 21, msPerTask: 21, memoryBytes: 59e6, lagP99Ms: 21, cpuMsPerTask: 20 }),
  rounds: 5,
  tasks: null,
  ratePerSecond: null,
  character: characterOf(),
  whyNot: [
    notOf('async', { kind: 'skipped', skip: { reason: 'no-promise', share: null, detail: null } }),
    notOf(
      'processes',
      { kind: 'compared', ratio: { ratio: 1.02, low: 0.98, high: 1.04, rounds: 10 }, verdict: 'same' },
      { size: sizeOf(2), figures: figuresOf({ memoryBytes: 150e6 }) },
    ),
    notOf('hybrid', { kind: 'skipped', skip: { reason: 'no-parts', share: null, detail: 'threads' } }),
  ],
  breakEvenTasks: 12,
  othersOnCores: { v8: 0.02, libuv: null, nativeThreads: null },
  machine: { cores: 2, quotaCores: null, busyRatio: 0.02, quiet: true, waitedMs: 0 },
  changes: [{ if: 'fewer-tasks', tasks: 12, take: 'sequential' }],
  unknown: [{ what: 'other-inputs', tell: '--inputs FILE' }],
  calls: 620,
  spentMs: 9200,
  budgetMs: 30_000,
  asked: 'heddle decide ./resize.ts',
  command: 'heddle compare ./resize.ts -c sequential=1,threads=2,processes=2 --tasks 95',
  ...part,
});

/** Every reason for which nothing can be told, and what is said of it. */
export const faults: [CannotTell, RegExp][] = [
  [
    { because: 'fails', failed: 24, of: 24, message: 'TypeError: no', place: 'work.js:3', tell: null },
    /All 24 tasks failed: TypeError: no \(work\.js:3\)\.$/,
  ],
  [{ because: 'never-settles', afterMs: 5000, tell: null }, /No task ended within 5\.0 s: /],
  [
    { because: 'crashed', message: 'out of memory', tell: null },
    /The engine process, .* crashed: out of memory\.$/,
  ],
  [
    {
      because: 'unclear',
      models: ['sequential', 'threads'],
      ratio: { ratio: 1.2, low: 0.95, high: 1.5, rounds: 20 },
      tell: '--budget 90s',
    },
    /threads may be 1\.20 × as fast as sequential \(0\.95–1\.50, 20 rounds\), which is not enough to be sure\. To find out, add --budget 90s$/,
  ],
  [
    {
      because: 'unclear',
      models: ['sequential', 'threads'],
      ratio: { ratio: 0.82, low: 0.67, high: 1.25, rounds: 6 },
      tell: null,
    },
    /threads may be up to 1\.25 × as fast as sequential \(0\.67–1\.25, 6 rounds\), which is not enough/,
  ],
  [
    {
      because: 'gets-faster',
      model: 'threads',
      atOnce: 128,
      sequentialMs: 50,
      modelMs: 0.0045,
      tell: '--tasks 1000',
    },
    /faster the more often it has been called: 50 ms per task one after another and 4\.5 µs under threads, which 128 at once do not explain\. .* To find out, add --tasks 1000$/,
  ],
  [{ because: 'budget', spentMs: 30_000, neededMs: null, tell: null }, /The time of 30 s was over/],
  [
    { because: 'budget', spentMs: 5500, neededMs: 58_000, tell: '--budget 60s' },
    /would take about 58 s, which is more than the budget\. To find out, add --budget 60s$/,
  ],
  [{ because: 'calls', calls: 8, tell: '--max-calls 32' }, /8 calls of your function were too few/],
  [
    { because: 'rate', ratePerSecond: 50, most: 12, tell: null },
    /No model keeps up with 50\/s: at most 12\/s get through\.$/,
  ],
  [{ because: 'stopped', tell: null }, /It was stopped before enough was known\.$/],
];
