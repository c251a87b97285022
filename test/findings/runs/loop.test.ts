import { describe, expect, test } from 'vitest';
import { findingsIn } from '../helpers/real-run.ts';

const hash = {
  model: 'async',
  workload: 'hash',
  parameters: { what: 'pbkdf2', calls: 1, iterations: 300_000, kilobytes: 4 },
} as const;
const call = { workload: 'blocked-loop', model: 'async', tasks: 2, concurrency: 2 } as const;

describe('loop-waits', () => {
  test('calls that block, in async tasks', async () => {
    const finding = (await findingsIn({ ...call, parameters: { how: 'blocking', ms: 300 } })).get(
      'loop-waits',
    );
    expect(finding).toMatchObject({ severity: 'problem', next: expect.stringMatching(/^Try threads/) });
    // Two calls of 300 ms, less what the watcher cannot know.
    expect(finding!.figures.frozenMs).toBeGreaterThan(500);
  });

  test('the same calls under hybrid: who does not give them away gains nothing', async () => {
    const hybrid = { ...call, model: 'hybrid', poolThreads: 2 } as const;
    const held = await findingsIn({ ...hybrid, parameters: { how: 'blocking', ms: 300 } });
    expect(held.get('loop-waits')?.next).toMatch(/^Use Atomics\.waitAsync .*context\.offload/);
    const given = await findingsIn({ ...hybrid, parameters: { how: 'offloaded', ms: 300 } });
    expect(given.has('loop-waits')).toBe(false);
  });

  test('the same calls, waited for', async () => {
    const found = await findingsIn({ ...call, parameters: { how: 'cooperative', ms: 300 } });
    expect(found.has('loop-waits')).toBe(false);
  });

  test('the same calls under threads, which they may hold', async () => {
    const found = await findingsIn({ ...call, model: 'threads', parameters: { how: 'blocking', ms: 300 } });
    expect(found.has('loop-waits')).toBe(false);
  });
});

describe('no-gain-from-async', () => {
  const tasks = { model: 'async', tasks: 4, concurrency: 4 } as const;

  test('computing, four at once on one loop', async () => {
    const found = await findingsIn({ ...tasks, workload: 'compute', parameters: { numbers: 200_000_000 } });
    expect(found.get('no-gain-from-async')).toMatchObject({ severity: 'warning', figures: { atOnce: 4 } });
  });

  test('waiting, four at once on one loop', async () => {
    const found = await findingsIn({ ...tasks, workload: 'wait', parameters: { ms: 500 } });
    expect(found.has('no-gain-from-async')).toBe(false);
  });
});

describe('waiting-is-free', () => {
  const wait = { model: 'async', workload: 'wait', parameters: { ms: 600 } } as const;

  test('thirty tasks that wait on one loop', async () => {
    const finding = (await findingsIn({ ...wait, tasks: 30, concurrency: 30 })).get('waiting-is-free');
    expect(finding?.severity).toBe('good');
    expect(finding!.figures.atOnce).toBeGreaterThan(20);
  });

  test('three of them', async () => {
    expect((await findingsIn({ ...wait, tasks: 3, concurrency: 3 })).has('waiting-is-free')).toBe(false);
  });

  test("hashes on one loop, with threads of libuv's for all of them", async () => {
    const parameters = { ...hash.parameters, iterations: 100_000 };
    const hashes = { ...hash, parameters, tasks: 24, concurrency: 24, libuvThreads: 32 };
    expect((await findingsIn(hashes)).has('waiting-is-free')).toBe(false);
  });
});

describe('libuv-saturated', () => {
  test('sixteen hashes at once in a pool of four', async () => {
    // The second sample knows that the pool is full, and what comes back from then on is counted.
    const parameters = { ...hash.parameters, iterations: 600_000 };
    const full = { ...hash, parameters, tasks: 16, concurrency: 16 };
    const finding = (await findingsIn(full)).get('libuv-saturated');
    expect(finding).toMatchObject({ severity: 'warning', figures: { threads: 4 } });
    expect(finding?.why).toMatch(/they did \d+ crypto calls?\b/);
  });

  test('one at a time', async () => {
    expect((await findingsIn({ ...hash, tasks: 6, concurrency: 1 })).has('libuv-saturated')).toBe(false);
  });
});
