import { describe, expect, test } from 'vitest';
import { fixture } from '../../helpers/plan.ts';
import { interpreters, noPython, pythonPlan } from '../../helpers/python.ts';
import { findingsIn } from '../helpers/real-run.ts';

const pair = (name: string, program: 'cause' | 'mended') => fixture(`symptoms/${name}/${program}.mjs`);

describe('sockets-wait', () => {
  const ask = { model: 'async', tasks: 100, concurrency: 100 } as const;

  test('a hundred requests at once with an agent of five sockets', async () => {
    const found = await findingsIn({ ...ask, module: pair('sockets-wait-agent', 'cause') });
    expect(found.get('sockets-wait')).toMatchObject({ severity: 'warning', figures: { sockets: 5 } });
    expect(found.has('limit-elsewhere')).toBe(false);
  });

  test('with one of a hundred', async () => {
    const module = pair('sockets-wait-agent', 'mended');
    expect((await findingsIn({ ...ask, tasks: 1000, module })).has('sockets-wait')).toBe(false);
  });
});

const [python] = interpreters;
describe.skipIf(!python)(`executor-waits ${python ? '' : `(${noPython})`}`, () => {
  const run = async (program: 'cause' | 'mended', tasks: number) => {
    const module = fixture(`symptoms/executor-waits-default/${program}.py`);
    const part = { model: 'async', module, tasks, concurrency: 60 } as const;
    return (await findingsIn(pythonPlan(python!, '', part))).get('executor-waits');
  };

  test('sixty calls at once by run_in_executor, without an executor of their own', async () => {
    const figures = (await run('cause', 120))!.figures;
    expect(figures.threads).toBeLessThan(40);
    expect(figures.mostWaiting).toBeGreaterThan(20);
  });

  test('with asyncio instead of threads', async () => {
    expect(await run('mended', 600)).toBeUndefined();
  });
});

describe('thread-per-task', () => {
  const handle = { model: 'async', tasks: 40, concurrency: 4 } as const;

  test('a worker for each request', async () => {
    const found = await findingsIn({ ...handle, module: pair('thread-per-task-worker', 'cause') });
    expect(found.get('thread-per-task')?.figures).toMatchObject({ started: 40, tasks: 40 });
  });

  test('two that stay', async () => {
    const module = pair('thread-per-task-worker', 'mended');
    expect((await findingsIn({ ...handle, module })).has('thread-per-task')).toBe(false);
  });
});

describe('thread-per-task by programs', () => {
  const check = { model: 'async', tasks: 200, concurrency: 2, export: 'check' } as const;

  test('a program for each file', async () => {
    const found = await findingsIn({ ...check, module: pair('thread-per-task-program', 'cause') });
    expect(found.get('thread-per-task')?.figures).toMatchObject({ started: 200, tasks: 200 });
  });

  test('one that takes long against its start', async () => {
    const module = pair('thread-per-task-shell', 'mended');
    const found = await findingsIn({ ...check, export: 'report', tasks: 10, module });
    expect(found.has('thread-per-task')).toBe(false);
  });
});

describe('async-in-name-only', () => {
  const compare = { model: 'async', tasks: 200, concurrency: 6, export: 'compare' } as const;

  test('a library that computes on the loop, and then resolves', async () => {
    const found = await findingsIn({ ...compare, module: pair('async-in-name-only-hash', 'cause') });
    const { beforeAwaitMs, afterAwaitMs } = found.get('async-in-name-only')!.figures;
    expect(beforeAwaitMs).toBeGreaterThan(3 * afterAwaitMs!);
    expect(found.has('no-gain-from-async')).toBe(false);
  });

  test('one that computes elsewhere', async () => {
    const module = pair('async-in-name-only-hash', 'mended');
    expect((await findingsIn({ ...compare, module })).has('async-in-name-only')).toBe(false);
  });
});

describe('sockets-wait, of fetch', () => {
  const orders = { model: 'async', tasks: 120, concurrency: 40 } as const;

  test('forty at once over four sockets', async () => {
    const found = await findingsIn({ ...orders, module: pair('sockets-wait-fetch', 'cause') });
    expect(found.get('sockets-wait')?.figures.sockets).toBe(4);
    expect(found.get('sockets-wait')?.figures.mostWaiting).toBeGreaterThan(30);
    expect(found.has('waiting-is-free')).toBe(false);
  });

  test('a socket for each', async () => {
    const module = pair('sockets-wait-fetch', 'mended');
    expect((await findingsIn({ ...orders, tasks: 600, module })).has('sockets-wait')).toBe(false);
  });
});

describe('limit-elsewhere', () => {
  const job = { model: 'async', tasks: 300, concurrency: 300 } as const;

  test('a pool of 17 connections for 300 tasks at once', async () => {
    const found = await findingsIn({ ...job, module: pair('limit-elsewhere-semaphore', 'cause') });
    const through = found.get('limit-elsewhere')?.figures.through;
    expect(through).toBeGreaterThanOrEqual(15);
    // On a machine that is busy the first ones take longer, and more seem to be served.
    expect(through).toBeLessThanOrEqual(30);
    expect(found.has('waiting-is-free')).toBe(false);
  });

  test('a pool of a connection for each', async () => {
    const module = pair('limit-elsewhere-semaphore', 'mended');
    expect((await findingsIn({ ...job, tasks: 3000, module })).has('limit-elsewhere')).toBe(false);
  });
});
