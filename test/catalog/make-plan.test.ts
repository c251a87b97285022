import { describe, expect, test } from 'vitest';
import { makePlan } from '../../source/catalog/make-plan.ts';
import { whyNot } from '../../source/catalog/models.ts';
import type { Room } from '../../source/catalog/room.ts';
import { type Choice, runCommand, wishOf } from '../../source/catalog/wish.ts';
import type { WorkloadCard } from '../../source/catalog/workloads.ts';
import { accepted } from '../../source/command-line/usage-error.ts';
import { card, plan } from './helpers/wait-card.ts';

test('a plan without a choice has every default', () => {
  expect(plan({})).toEqual({
    runtime: 'node',
    interpreter: null,
    model: 'async',
    workload: 'wait',
    module: null,
    export: null,
    inputs: null,
    parameters: { ms: 400, files: 3, mode: 'fast' },
    tasks: 24,
    concurrency: 24,
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
  });
});

test('values of parameters may be text, as typed', () => {
  expect(plan({ parameters: { ms: ' 1e2 ', files: '9', mode: 'careful' } }).parameters).toEqual({
    ms: 100,
    files: 9,
    mode: 'careful',
  });
});

test.each([
  ['asyncio', 'async'],
  ['THREADS', 'threads'],
  ['piscina', 'threads'],
  ['serial', 'sequential'],
  ['mix', 'hybrid'],
])('"%s" is %s', (name, model) => {
  expect(plan({ model: name }).model).toBe(model);
});

test('at once there are never more than tasks', () => {
  expect(plan({ model: 'threads', tasks: 3, concurrency: 10 }).concurrency).toBe(3);
});

describe('what cannot be, is one line that says what would be right', () => {
  test.each<[Choice, RegExp]>([
    [
      { model: 'thraeds' },
      /^unknown model "thraeds" \(did you mean "threads"\?\); models: sequential, async, /,
    ],
    [{ model: 'xxxxxxxxxxxx' }, /^unknown model "xxxxxxxxxxxx"; models: /],
    [{ model: 'processes' }, /^wait does not run under processes: it shares memory$/],
    [{ tasks: 0 }, /^--tasks is 0; it must be a whole number from 1 to 1,000,000$/],
    [{ tasks: 1.5 }, /^--tasks is 1\.5; /],
    [{ tasks: Number.NaN }, /^--tasks is NaN; /],
    [{ tasks: 1_000_001 }, /^--tasks is 1000001; /],
    [{ concurrency: 0 }, /^--concurrency is 0; it must be a whole number from 1 to 1,000,000 under async$/],
    [{ model: 'sequential', concurrency: 2 }, /^--concurrency is 2; it must be 1 under sequential$/],
    [{ model: 'threads', concurrency: 1025 }, /from 1 to 1024 under threads$/],
    [{ model: 'hybrid', concurrency: 1025 }, /from 1 to 1024 under hybrid$/],
    [
      { parameters: { mss: 1 } },
      /^wait has no parameter "mss" \(did you mean "ms"\?\); its parameters: ms, files, /,
    ],
    [{ parameters: { ms: 601 } }, /^ms is "601"; it must be a number from 0 to 600 ms$/],
    [{ parameters: { ms: '' } }, /^ms is ""; it must be a number /],
    [{ parameters: { ms: 'soon' } }, /^ms is "soon"; /],
    [{ parameters: { ms: true } }, /^ms is "true"; /],
    [{ parameters: { files: 1.5 } }, /^files is "1\.5"; it must be a whole number from 1 to 9$/],
    [
      { parameters: { mode: 'fats' } },
      /^mode is "fats" \(did you mean "fast"\?\); it must be one of: fast, careful$/,
    ],
  ])('%j', (choice, message) => {
    expect(() => plan(choice)).toThrow(message);
    expect(() => plan(choice)).toThrow(/^[^\n]+$/);
    expect(() => plan(choice)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  test('a workload without parameters says so', () => {
    expect(() => plan({ parameters: { ms: 1 } }, { parameters: {} })).toThrow('it has no parameters');
  });
});

describe('memory', () => {
  test('lanes that would not fit are refused, with how many would', () => {
    const many = { ...card, refuses: {} };
    const small: Room = { effectiveCores: 2, availableMemoryBytes: 430e6 };
    expect(() => accepted(makePlan({ model: 'processes', concurrency: 9, tasks: 99 }, many, small))).toThrow(
      '--concurrency 9 would need about 0.5 GB of memory, more than 80 % of the 0.4 GB that are free; use at most 6',
    );
    expect(makePlan({ model: 'processes', concurrency: 6, tasks: 99 }, many, small).value?.concurrency).toBe(
      6,
    );
  });

  test('promises need no lanes', () => {
    const none: Room = { effectiveCores: 2, availableMemoryBytes: 0 };
    expect(makePlan({ tasks: 100_000 }, card, none).value?.concurrency).toBe(100_000);
  });
});

describe('threads behind the loop', () => {
  const parted: Partial<WorkloadCard> = { parts: ['resize'], kind: 'mixed' };

  test('are there for hybrid and a workload with parts only', () => {
    expect(plan({ model: 'hybrid' }, parted)).toMatchObject({ concurrency: 24, poolThreads: 2 });
    expect(plan({ model: 'hybrid', poolThreads: 7 }, parted).poolThreads).toBe(7);
    for (const [model, part, why] of [
      ['async', parted, '--pool needs model hybrid and a workload that has parts; leave it out'],
      ['threads', parted, '--pool needs model hybrid and a workload that has parts; leave it out'],
      ['hybrid', {}, '--pool needs a workload that has parts, and wait has none; leave it out'],
    ] as const) {
      expect(plan({ model }, part).poolThreads).toBeNull();
      expect(() => plan({ model, poolThreads: 2 }, part)).toThrow(why);
    }
  });

  test('are as many as may be, and as fit', () => {
    expect(() => plan({ model: 'hybrid', poolThreads: 0 }, parted)).toThrow(
      '--pool is 0; it must be a whole number from 1 to 1024',
    );
    expect(() => plan({ model: 'hybrid', poolThreads: 100 }, parted)).toThrow(
      '--pool 100 would need about 1.3 GB of memory, more than 80 % of the 1.0 GB that are free; use at most 61',
    );
  });
});

describe('a choice that a model refuses', () => {
  const racing: Partial<WorkloadCard> = {
    refuses: {},
    parameters: {
      how: {
        type: 'choice',
        title: 'how',
        choices: ['none', 'atomics'],
        default: 'none',
        refuses: { atomics: { processes: 'they share no memory' }, none: { async: 'nothing to see' } },
      },
    },
  };

  test('is refused in one line, also when it is the default', () => {
    expect(() => plan({ model: 'processes', parameters: { how: 'atomics' } }, racing)).toThrow(
      /^wait with how=atomics does not run under processes: they share no memory$/,
    );
    expect(() => plan({}, racing)).toThrow(/^wait with how=none does not run under async: nothing to see$/);
  });

  test('is refused nowhere else', () => {
    expect(plan({ model: 'processes' }, racing).parameters).toEqual({ how: 'none' });
    expect(plan({ model: 'threads', parameters: { how: 'atomics' } }, racing).model).toBe('threads');
    expect(whyNot('processes', { ...card, ...racing }, { how: 'atomics' })).toBe('they share no memory');
    expect(whyNot('processes', { ...card, ...racing }, { how: 'none' })).toBeNull();
  });
});

test('the size of libuv’s pool is what was chosen, in its range', () => {
  expect(plan({ libuvThreads: 12 }).libuvThreads).toBe(12);
  for (const libuvThreads of [0, 1025]) {
    expect(() => plan({ libuvThreads })).toThrow(
      `--libuv-threads is ${libuvThreads}; it must be a whole number from 1 to 1024`,
    );
  }
});

describe('inputs', () => {
  const inputs = { kind: 'lines', path: '/urls.txt', pattern: null, count: 7 } as const;

  test('are as many as the tasks, unless a person says otherwise', () => {
    expect(plan({ inputs }, { module: '/work.js' })).toMatchObject({ inputs, tasks: 7 });
    expect(plan({ inputs, tasks: 9 }, { module: '/work.js' }).tasks).toBe(9);
  });

  test('are for a file of one’s own', () => {
    expect(() => plan({ inputs })).toThrow('--inputs needs a file of your own: wait has inputs of its own');
  });

  test('are part of the command that repeats a run', () => {
    const files = { kind: 'files', path: '/my data', pattern: '*.csv', count: 2 } as const;
    const card = { module: '/work.js', export: 'go' };
    expect(runCommand(wishOf(plan({ inputs }, card)))).toContain(
      '/work.js#go --model async --tasks 7 --inputs /urls.txt',
    );
    expect(runCommand(wishOf(plan({ inputs: files }, card)))).toContain("--inputs '/my data/*.csv'");
  });
});
