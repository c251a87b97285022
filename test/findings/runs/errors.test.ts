import { describe, expect, test } from 'vitest';
import { fixture } from '../../helpers/plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

describe('errors-by-kind', () => {
  const pair = (program: string) => ({
    module: fixture(`symptoms/errors-by-kind-name/${program}.mjs`),
    model: 'async' as const,
    tasks: 1200,
    concurrency: 20,
  });

  test('more than a thousand lookups of what is no name', async () => {
    const finding = (await findingsIn(pair('cause'))).get('errors-by-kind');
    expect(finding).toMatchObject({ severity: 'problem', figures: { failedTasks: 1200 } });
    expect(finding?.saw).toBe('1200 tasks failed: ENOTFOUND at getaddrinfo');
  });

  test('of a name', async () => {
    expect((await findingsIn(pair('mended'))).has('errors-by-kind')).toBe(false);
  });
});

describe('false-time-outs', () => {
  const pair = (program: string) => ({
    module: fixture(`symptoms/false-time-outs-answers-unread/${program}.mjs`),
    model: 'async' as const,
    tasks: 60,
    concurrency: 30,
  });

  test('requests that time out while a large body is parsed', async () => {
    const found = await findingsIn(pair('cause'));
    expect(found.get('false-time-outs')?.figures.timeOuts).toBeGreaterThan(10);
    expect(found.get('false-time-outs')?.figures.unreadSockets).toBeGreaterThan(5);
    expect(found.has('errors-by-kind')).toBe(false);
  });

  test('the body is parsed in pieces', async () => {
    expect((await findingsIn(pair('mended'))).has('false-time-outs')).toBe(false);
  });
});
