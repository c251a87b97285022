import { describe, expect, test } from 'vitest';
import { createSession } from '../../source/session/state.ts';
import { summarize } from '../../source/session/summary.ts';
import { characterOf, freeShare } from '../../source/work/character-of.ts';
import type { Evidence } from '../../source/work/evidence.ts';
import { planOf } from '../helpers/plan.ts';

/** Milliseconds of a second of tasks, one after another; what is not said is nothing. */
type Second = {
  busy?: number;
  loop?: number;
  libuv?: number;
  v8?: number;
  native?: number;
  queued?: number;
  js?: number;
  inNative?: number;
  collector?: number;
  wallMs?: number;
};

function runOf({ busy = 0, loop = 0, libuv = 0, v8 = 0, native = 0, queued = 0, ...more }: Second): Evidence {
  const { js = 1, inNative = 0, collector = 0, wallMs = 1000 } = more;
  const plan = planOf();
  const session = createSession(plan);
  const summary = { ...structuredClone(summarize(session)), outcome: 'completed' as const, wallMs };
  summary.tasks = { total: 50, done: 50, failed: 0, cancelled: 0 };
  summary.loop.busyRatio = busy / wallMs;
  summary.cpu.threads = { loopMs: loop, libuvMs: libuv, v8Ms: v8, nativeMs: native };
  summary.cpu.busyCores = (loop + libuv + v8 + native) / wallMs;
  summary.profile = {
    samples: 1000,
    activeRatio: busy / wallMs,
    jsRatio: js,
    nativeRatio: inNative,
    collectorRatio: collector,
    hottest: null,
    overheadMs: null,
  };
  const lane = {
    name: 'main',
    kind: 'loop',
    tasks: 50,
    lockMs: null,
    utilizationRatio: null,
    copyMs: null,
    collectorMs: null,
    restarts: 0,
  } as const;
  summary.lanes = [{ id: 0, ...lane, cpuMs: loop, waitMs: queued }];
  const course = {
    completions: [],
    perLane: [],
    warmUp: null,
    settled: true,
    steadyMsPerTask: wallMs / 50,
    firstMs: 30,
    p50Ms: 20,
  };
  return { plan, summary, course, results: session.results, tookMs: 1500 };
}

const naturesOf = (run: Second, known: Parameters<typeof characterOf>[1] = {}) =>
  characterOf(runOf(run), known).natures.map(({ nature }) => nature);

describe('what a second went into', () => {
  test.each<[string, Second, string[]]>([
    ['its own JavaScript', { busy: 980, loop: 970 }, ['computes-js']],
    ['native code that is called', { busy: 980, loop: 970, js: 0.02, inNative: 0.98 }, ['computes-native']],
    ["libuv's threads", { busy: 20, loop: 20, libuv: 930 }, ['computes-libuv']],
    ['threads of a native library', { busy: 20, loop: 20, native: 1600 }, ['computes-libuv']],
    ['waiting', { busy: 10, loop: 10 }, ['waits']],
    ['waiting with the thread held', { busy: 990, loop: 60 }, ['blocks']],
    ['ready, and no core: not waiting', { busy: 990, loop: 400, queued: 580 }, ['computes-js']],
    [
      'garbage, in threads of V8 too',
      { busy: 980, loop: 970, js: 0.7, collector: 0.3, v8: 470 },
      ['computes-js', 'memory-bound'],
    ],
    ['some of each', { busy: 500, loop: 500 }, ['computes-js', 'waits']],
    ['just below a fifth of waiting', { busy: 810, loop: 810 }, ['computes-js']],
    ['a fifth of waiting', { busy: 799, loop: 799 }, ['computes-js', 'waits']],
    ['too short to be told', { wallMs: 90, busy: 20, loop: 20 }, []],
  ])('%s', (_, run, natures) => {
    expect(naturesOf(run)).toEqual(natures);
  });
});

test('of work that was never done it is only known that it fails', () => {
  const failing = (failed: number) => {
    const run = runOf({ busy: 100, loop: 100 });
    run.summary.tasks = { total: 50, done: 50 - failed, failed, cancelled: 0 };
    return characterOf(run).natures.map(({ nature }) => nature);
  };
  expect(failing(50)).toEqual(['fails']);
  expect(failing(40)).toEqual(['fails', 'waits']);
});

test('what its thread waited for a core is no part of a task', () => {
  const { msPerTask, shares } = characterOf(runOf({ busy: 990, loop: 400, queued: 580 }));
  expect(msPerTask).toBeCloseTo(8.4, 5);
  expect(shares.loopJs).toBeCloseTo(400 / 420, 5);
  expect(shares.waitingHeld).toBeCloseTo(10 / 420, 5);
});

describe('what other runs and the machine add', () => {
  const computing = { busy: 980, loop: 970 };

  test.each<[string, Parameters<typeof characterOf>[1], string[]]>([
    ['a message that takes more than half of a task', { handoverMs: 10.1 }, ['too-small', 'computes-js']],
    ['one that takes half of it', { handoverMs: 10 }, ['computes-js']],
    ['results that take a fifth of a task to copy', { copyMsPerTask: 4 }, ['computes-js', 'moves-data']],
    ['results that are copied quickly', { copyMsPerTask: 3.9 }, ['computes-js']],
    ['state that tasks share', { sharesState: true }, ['computes-js', 'shared-state']],
  ])('%s', (_, known, natures) => {
    expect(naturesOf(computing, known)).toEqual(natures);
  });
});

test.each<[string, Second, number]>([
  ['while it waits', { busy: 100, loop: 100 }, 0.9],
  ['while other threads compute', { busy: 100, loop: 100, libuv: 850 }, 0.9],
  ['never while it is blocked', { busy: 1000, loop: 50 }, 0],
  ['not more than there is of it', { busy: 400, loop: 400, native: 1500 }, 0.6],
])('its thread is free for others: %s', (_, run, share) => {
  expect(freeShare(characterOf(runOf(run)).shares)).toBeCloseTo(share, 5);
});
