import { describe, expect, test } from 'vitest';
import { fixture } from '../../helpers/plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

const own = { module: fixture('own-code.mjs'), tasks: 4, concurrency: 4 } as const;
describe('returned-nothing', () => {
  test('a function that forgets to return its promise', async () => {
    const found = await findingsIn({ ...own, export: 'forgetsToReturn' });
    const figures = { undefinedResults: 4 };
    expect(found.get('returned-nothing')).toMatchObject({ severity: 'note', figures });
  });

  test('one that returns it', async () => {
    expect((await findingsIn({ ...own, export: 'returns' })).has('returned-nothing')).toBe(false);
  });
});

describe('prints-much', () => {
  test('a thousand lines per task', async () => {
    const found = await findingsIn({ ...own, export: 'printsMuch' });
    expect(found.get('prints-much')?.figures).toMatchObject({ lines: 4000 });
  });

  test('none', async () => {
    expect((await findingsIn({ ...own, export: 'returns' })).has('prints-much')).toBe(false);
  });
});

describe('never-settles', () => {
  test('one task of four whose promise never settles', async () => {
    const found = await findingsIn({ ...own, export: 'neverSettles', timeLimitMs: 3500 });
    expect(found.get('never-settles')?.figures).toMatchObject({ waitingTasks: 1, task: 1 });
  });

  test('four that end', async () => {
    expect((await findingsIn({ ...own, export: 'returns' })).has('never-settles')).toBe(false);
  });
});
