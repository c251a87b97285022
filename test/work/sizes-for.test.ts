import { describe, expect, test } from 'vitest';
import type { WorkloadCard } from '../../source/catalog/workloads.ts';
import type { Character, Shares } from '../../source/work/character.ts';
import { type Setting, sizesFor } from '../../source/work/sizes-for.ts';
import { questionOf } from '../answer/helpers/fake-work.ts';

const { card, room } = questionOf();
const none: Shares = {
  loopJs: 0,
  loopNative: 0,
  collector: 0,
  waitingHeld: 0,
  waitingFree: 0,
  libuv: 0,
  v8: 0,
  nativeThreads: 0,
  children: 0,
};

function characterOf(shares: Partial<Shares>, more: Partial<Character> = {}): Character {
  return {
    calls: 50,
    msPerTask: 20,
    firstMs: 20,
    warmUp: null,
    startMs: 100,
    cpuMsPerTask: 20,
    laneBytes: null,
    shares: { ...none, ...shares },
    natures: [],
    returnsPromise: 'always',
    repeats: null,
    failed: null,
    undefinedResults: 0,
    settles: true,
    hottest: null,
    blockedAt: null,
    copyMsPerTask: null,
    ...more,
  };
}

const setting: Setting = {
  tasks: null,
  handoverMs: { thread: 0.02, process: 0.03 },
  ruledOut: {},
  interpreter: null,
};

function sized(of: Character, change: Partial<Setting> = {}, on = room, work: WorkloadCard = card) {
  const sizes = sizesFor(of, work, on, { ...setting, ...change });
  return Object.fromEntries(
    Object.entries(sizes).map(([model, { size, skip }]) => [model, size?.concurrency ?? skip?.reason]),
  );
}

const computing = { loopJs: 0.98 };
const waiting = { loopJs: 0.02, waitingFree: 0.98 };

describe('how many at once', () => {
  test('as many lanes as cores for what computes; nothing for a loop to wait for', () => {
    expect(sized(characterOf(computing))).toMatchObject({ async: 'nothing-waits', threads: 2, processes: 2 });
    expect(sized(characterOf(computing), {}, { ...room, effectiveCores: 8 })).toMatchObject({ threads: 8 });
  });

  test('the same code under async where no promise is returned', () => {
    expect(sized(characterOf(waiting, { returnsPromise: 'never' }))).toMatchObject({ async: 'no-promise' });
  });

  test('more lanes than cores where they are blocked: cores × (1 + waiting / computing)', () => {
    const blocked = characterOf({ loopJs: 0.25, waitingHeld: 0.75 });
    expect(sized(blocked)).toMatchObject({ async: 'nothing-waits', threads: 8, processes: 8 });
    expect(sized(characterOf({ loopJs: 0.01, waitingHeld: 0.99 }))).toMatchObject({
      threads: 32,
      processes: 16,
    });
  });

  test('promises where they may gain a tenth', () => {
    expect(sized(characterOf({ loopJs: 0.9, waitingFree: 0.1 }))).toMatchObject({ async: 64 });
    expect(sized(characterOf(waiting, { msPerTask: 0.021 }))).toMatchObject({ async: 64 });
  });

  test('promises from what the loop computes of a task, and never more than files may be open', () => {
    expect(sized(characterOf(waiting))).toMatchObject({ async: 64 });
    expect(sized(characterOf({ loopJs: 0.005, waitingFree: 0.995 }))).toMatchObject({ async: 200 });
    expect(sized(characterOf({ waitingFree: 1 }), {}, { ...room, descriptors: 256 })).toMatchObject({
      async: 192,
    });
    expect(sized(characterOf(waiting), { tasks: 12 })).toMatchObject({
      async: 12,
      threads: 12,
      processes: 8,
    });
  });

  test("two requests for each of libuv's threads, which are as many as cores where there are more than four", () => {
    const hashing = characterOf({ loopJs: 0.02, libuv: 0.95 });
    expect(sized(hashing)).toMatchObject({ async: 8, threads: 2 });
    const { size } = sizesFor(hashing, card, { ...room, effectiveCores: 8 }, setting).async;
    expect(size).toMatchObject({ concurrency: 16, libuvThreads: 8 });
  });
});

describe('what is not tried', () => {
  test.each<[string, ReturnType<typeof sized>, Record<string, string>]>([
    [
      'a task shorter than two messages',
      sized(characterOf(computing, { msPerTask: 0.039 })),
      { threads: 'too-small', processes: 'too-small' },
    ],
    [
      'one core that is busy',
      sized(characterOf(computing), {}, { ...room, effectiveCores: 1 }),
      { threads: 'one-core' },
    ],
    [
      'promises for a tenth of the time',
      sized(characterOf({ loopJs: 0.915, waitingFree: 0.085 })),
      { async: 'nothing-waits' },
    ],
    [
      'promises for what is over before a thread could answer',
      sized(characterOf(waiting, { msPerTask: 0.019 })),
      { async: 'nothing-waits' },
    ],
    ['hybrid without parts', sized(characterOf(waiting)), { hybrid: 'no-parts' }],
    [
      'what is ruled out',
      sized(characterOf(waiting), { ruledOut: { async: 'isolation=crash' } }),
      { async: 'answer' },
    ],
    [
      'no memory for two',
      sized(characterOf(computing), {}, { ...room, availableMemoryBytes: 50e6 }),
      { processes: 'memory' },
    ],
  ])('%s', (_, sizes, expected) => {
    expect(sizes).toMatchObject(expected);
  });

  test('no more lanes than fit, each as large as the work was one after another', () => {
    const blocked = characterOf({ waitingHeld: 0.95, loopJs: 0.05 }, { laneBytes: 1e9 });
    expect(sized(blocked)).toMatchObject({ threads: 6, processes: 6 });
  });

  test('blocked lanes gain on one core as well', () => {
    const blocked = characterOf({ loopJs: 0.25, waitingHeld: 0.75 });
    expect(sized(blocked, {}, { ...room, effectiveCores: 1 })).toMatchObject({ threads: 4 });
  });
});
