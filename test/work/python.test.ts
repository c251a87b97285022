import { describe, expect, test } from 'vitest';
import { createSession } from '../../source/session/state.ts';
import { summarize } from '../../source/session/summary.ts';
import { characterOf } from '../../source/work/character-of.ts';
import type { Evidence } from '../../source/work/evidence.ts';
import { sizesFor } from '../../source/work/sizes-for.ts';
import { questionOf } from '../answer/helpers/fake-work.ts';
import { planOf } from '../helpers/plan.ts';
import { unlooked } from '../helpers/unmeasured.ts';

/** A second of tasks, one after another, in CPython: milliseconds; `locked`: the share of computing that holds the lock. */
type Second = {
  held?: number;
  computing?: number;
  locked?: number | null;
  others?: number;
  children?: number;
  lock?: 'shared' | 'none';
};

const interpreterWith = (lock: 'shared' | 'none') => ({
  path: 'python3',
  version: '3.13.0',
  lock,
  asked: null,
});

function runOf({
  held = 1000,
  computing = 0,
  locked = 1,
  others = 0,
  lock = 'shared',
  children = 0,
}: Second): Evidence {
  const plan = planOf({ runtime: 'python', interpreter: interpreterWith(lock), model: 'sequential' });
  const session = createSession(plan);
  const summary = { ...structuredClone(summarize(session)), outcome: 'completed' as const, wallMs: 1000 };
  summary.tasks = { total: 50, done: 50, failed: 0, cancelled: 0 };
  summary.loop.busyRatio = held / 1000;
  summary.cpu.busyCores = (computing + others) / 1000;
  summary.cpu.childCores = children / 1000;
  const jsRatio = lock === 'none' ? null : locked;
  const nativeRatio = jsRatio === null ? null : 1 - jsRatio;
  const profile = {
    samples: 100,
    activeRatio: computing / 1000,
    collectorRatio: 0,
    hottest: null,
    overheadMs: null,
  };
  summary.profile = { ...profile, jsRatio, nativeRatio };
  const lane = {
    id: 0,
    name: 'main',
    kind: 'loop',
    tasks: 50,
    lockMs: 0,
    copyMs: null,
    collectorMs: null,
    restarts: 0,
  } as const;
  summary.lanes = [{ ...lane, utilizationRatio: null, cpuMs: computing, waitMs: 0 }];
  const course = {
    completions: [],
    perLane: [],
    warmUp: null,
    settled: true,
    steadyMsPerTask: 20,
    firstMs: 20,
    p50Ms: 20,
  };
  return { plan, summary, course, results: session.results, tookMs: 1500 };
}

const naturesOf = (run: Second) => characterOf(runOf(run)).natures.map(({ nature }) => nature);

describe('what work in CPython is like', () => {
  test.each<[string, Second, string[]]>([
    ['its own code holds the lock', { computing: 980 }, ['computes-locked']],
    ['C code lets it go', { computing: 980, locked: 0.04 }, ['computes-native']],
    ['half of each', { computing: 980, locked: 0.5 }, ['computes-locked', 'computes-native']],
    ['it shares no lock', { computing: 980, lock: 'none' }, ['computes-native']],
    ['a call blocks its thread', { computing: 10 }, ['blocks']],
    ['its loop waits', { held: 15, computing: 15 }, ['waits']],
    ['it waits, and computes', { held: 300, computing: 300 }, ['waits', 'computes-locked']],
    ['a child of it computes', { computing: 5, children: 950 }, ['blocks', 'computes-children']],
    ['threads of its own compute', { held: 1000, computing: 5, others: 950 }, ['blocks', 'computes-libuv']],
  ])('%s', (_, run, natures) => {
    expect(naturesOf(run)).toEqual(natures);
  });
});

test('what looks on inside of the process is no part of the work', () => {
  const { summary, ...run } = runOf({ held: 15, computing: 15, others: 300 });
  const profile = { ...summary.profile!, overheadMs: 300 };
  expect(characterOf({ ...run, summary: { ...summary, profile } }).shares.nativeThreads).toBe(0);
  expect(characterOf({ ...run, summary }).shares.nativeThreads).toBe(0.3);
});

test('a function that is not async holds its thread, also where the run was too short to see it', () => {
  const { summary, ...run } = runOf({ computing: 10 });
  const unseen = { ...summary, loop: { ...summary.loop, busyRatio: null } };
  const of = (returnsPromise: 'always' | 'never') =>
    characterOf({ ...run, summary: { ...unseen, calls: { ...summary.calls, returnsPromise } } });
  expect(of('never').natures.map(({ nature }) => nature)).toEqual(['blocks']);
  expect(of('always').shares.waitingHeld).toBeNull();
});

test('where a call blocked is the line of the file in the first freeze that such a call made', () => {
  const run = runOf({ computing: 10 });
  const module = run.plan.module ?? 'work.py';
  const frame = (file: string, line: number) => ({ name: 'task', file, line, column: null });
  const freeze = {
    lane: 0,
    startedMs: 0,
    durationMs: 100,
    looks: 3,
    call: null,
    keepsLock: null,
    holder: null,
    ...unlooked,
  };
  const held = [
    { ...freeze, cause: 'computing' as const, frames: [frame(module, 3)] },
    { ...freeze, cause: 'blocked' as const, frames: [frame('/usr/lib/selectors.py', 415), frame(module, 7)] },
  ];
  const summary = { ...run.summary, loop: { ...run.summary.loop, held } };
  const seen = { ...run, plan: { ...run.plan, module }, summary };
  expect(characterOf(seen).blockedAt).toEqual({ file: module, line: 7 });
  expect(characterOf(run).blockedAt).toBeNull();
});

function sized(run: Second, change: { bodies?: 'run'; version?: string } = {}) {
  const { room, card } = questionOf();
  const interpreter = { ...interpreterWith(run.lock ?? 'shared'), version: change.version ?? '3.13.0' };
  const setting = { tasks: null, handoverMs: { thread: 0.02, process: 0.1 }, ruledOut: {}, interpreter };
  const work = { ...card, runtime: 'python', interpreter } as const;
  return sizesFor({ ...characterOf(runOf(run)), returnsPromise: 'never' }, work, room, setting);
}

describe('how many at once in CPython', () => {
  test('as many threads as keep the lock busy, and as many processes as keep the cores busy', () => {
    const { threads, processes } = sized({ computing: 250 });
    expect(threads.size).toMatchObject({ concurrency: 4, formula: { name: 'lock-and-waiting' } });
    expect(processes.size).toMatchObject({ concurrency: 8, formula: { name: 'cores-and-waiting' } });
  });

  test('threads for the cores, where no code holds the lock for long', () => {
    const { threads } = sized({ computing: 250, locked: 0.01 });
    expect(threads.size).toMatchObject({ concurrency: 8, formula: { name: 'cores-and-waiting' } });
    expect(sized({ computing: 250, lock: 'none' }).threads.size?.concurrency).toBe(8);
  });

  test('about as many lanes as cores, where each waits for a child process that computes', () => {
    const { threads } = sized({ computing: 5, children: 950 });
    expect(threads.size).toMatchObject({
      concurrency: 3,
      formula: { name: 'cores-and-waiting', limitedBy: null },
    });
    expect(characterOf(runOf({ computing: 5, children: 950 })).cpuMsPerTask).toBeCloseTo(19.1);
  });

  test('interpreters where the version has them', () => {
    expect(sized({ computing: 980 }).interpreters).toBeUndefined();
    expect(sized({ computing: 980 }, { version: '3.14.0' }).interpreters.size?.concurrency).toBe(2);
  });
});
