import { describe, expect, test } from 'vitest';
import { fixture } from '../../helpers/plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

const pair = (name: string, program: 'cause' | 'mended') => fixture(`symptoms/${name}/${program}.mjs`);
const four = { export: 'retry', model: 'async', tasks: 4, concurrency: 2 } as const;

describe('loop-blocked', () => {
  const login = { ...four, export: 'login', concurrency: 4, tasks: 8 };

  test('hashes that are computed on the loop', async () => {
    const found = await findingsIn({ ...login, module: pair('loop-blocked-pbkdf2', 'cause') });
    expect(found.get('loop-blocked')).toMatchObject({
      // On a busy machine it waited for a core there.
      why: expect.stringMatching(/(in pbkdf2Sync|for a core most of the time,) at cause\.mjs:7 in verify/),
      next: expect.stringContaining('pbkdf2 from node:crypto instead of pbkdf2Sync'),
    });
  });

  test('the same hashes in threads of libuv', async () => {
    const found = await findingsIn({ ...login, module: pair('loop-blocked-pbkdf2', 'mended') });
    expect(found.has('loop-blocked')).toBe(false);
  });
});

describe('loop-starved', () => {
  test('promises that resolve at once', async () => {
    const found = await findingsIn({ ...four, module: pair('loop-starved-poll', 'cause') });
    expect(found.get('loop-starved')?.saw).toContain('cause.mjs:3 in waitUntil');
    expect(found.has('loop-blocked')).toBe(false);
  });

  test('a timer', async () => {
    const found = await findingsIn({ ...four, module: pair('loop-starved-poll', 'mended') });
    expect(found.has('loop-starved')).toBe(false);
  });
});

describe('loop-starved by two queues that refill each other', () => {
  const publish = { ...four, export: 'publish', tasks: 16, concurrency: 8 };

  test('an outbox that is flushed by process.nextTick', async () => {
    const found = await findingsIn({ ...publish, module: pair('loop-starved-outbox', 'cause') });
    expect(found.get('loop-starved')?.saw).toContain('Two queues kept the loop from turning');
    expect(found.has('loop-blocked')).toBe(false);
  });

  test('one that is flushed in the next turn', async () => {
    const found = await findingsIn({ ...publish, module: pair('loop-starved-outbox', 'mended') });
    expect(found.has('loop-starved')).toBe(false);
  });
});

describe('loop-waits', () => {
  const measure = { ...four, export: 'measure', tasks: 6 };

  test('a read of native code, told as it returns', async () => {
    const found = await findingsIn({ ...measure, module: pair('loop-waits-fifo', 'cause') });
    expect(found.get('loop-waits')?.why).toContain('(read) just before cause.mjs:20 in next');
  });

  test('a read in a thread of libuv', async () => {
    const found = await findingsIn({ ...measure, module: pair('loop-waits-fifo', 'mended') });
    expect(found.has('loop-waits')).toBe(false);
  });
});

describe('deadlock', () => {
  const convert = { ...four, export: 'convert', tasks: 2, timeLimitMs: 3000 };

  test('a worker that waits for the thread that waits for it', async () => {
    const found = await findingsIn({ ...convert, module: pair('deadlock-atomics', 'cause') });
    expect(found.get('deadlock')?.why).toContain('waiting in Atomics.wait at cause.mjs:14 in convert');
    expect(found.has('loop-waits')).toBe(false);
  });

  test('a worker whose messages are heard', async () => {
    const found = await findingsIn({ ...convert, module: pair('deadlock-atomics', 'mended') });
    expect(found.has('deadlock')).toBe(false);
  });
});
