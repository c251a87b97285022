import { describe, expect, test } from 'vitest';
import { fixture } from '../../helpers/plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

const pair = (name: string, program: 'cause' | 'mended') => fixture(`symptoms/${name}/${program}.mjs`);

describe('descriptors-grow', () => {
  const reads = { model: 'async', tasks: 500, concurrency: 8 } as const;

  test('files that nobody closes', async () => {
    const module = pair('descriptors-grow-open', 'cause');
    const found = await findingsIn({ ...reads, module });
    const perTask = found.get('descriptors-grow')?.figures.descriptorsPerTask;
    expect(perTask).toBeGreaterThan(0.8);
    expect(perTask).toBeLessThan(1.25);
  });

  test('files that are closed', async () => {
    const module = pair('descriptors-grow-open', 'mended');
    expect((await findingsIn({ ...reads, module })).has('descriptors-grow')).toBe(false);
  });
});

describe('backlog-grows', () => {
  const jobs = { model: 'async', tasks: 60, concurrency: 2 } as const;

  test('a worker for each task, none of which ends', async () => {
    const module = pair('backlog-grows-workers', 'cause');
    const perTask = (await findingsIn({ ...jobs, module })).get('backlog-grows')?.figures.perTask;
    expect(perTask).toBeGreaterThan(0.8);
    expect(perTask).toBeLessThan(1.25);
  });

  test('workers that end with their task', async () => {
    const module = pair('backlog-grows-workers', 'mended');
    expect((await findingsIn({ ...jobs, module })).has('backlog-grows')).toBe(false);
  });
});

describe('memory-grows', () => {
  const pages = { model: 'async', tasks: 2400, concurrency: 8 } as const;

  test('a cache in which each key is another one', async () => {
    const module = pair('memory-grows-cache', 'cause');
    const bytes = (await findingsIn({ ...pages, module })).get('memory-grows')?.figures.bytesPerTask;
    expect(bytes).toBeGreaterThan(20e3);
    expect(bytes).toBeLessThan(60e3);
  });

  test('one that fills and stops', async () => {
    const module = pair('memory-grows-cache', 'mended');
    expect((await findingsIn({ ...pages, module })).has('memory-grows')).toBe(false);
  });
});

describe('memory-grows in the lanes of a pool', () => {
  const parses = { model: 'threads', tasks: 1600, concurrency: 2 } as const;

  test('each thread keeps what it has parsed', async () => {
    const module = pair('memory-grows-threads', 'cause');
    const found = await findingsIn({ ...parses, module });
    expect(found.get('memory-grows')).toMatchObject({ figures: { lanes: 2, tasks: 1600 } });
  });

  test('each thread keeps the last hundred', async () => {
    const module = pair('memory-grows-threads', 'mended');
    expect((await findingsIn({ ...parses, module })).has('memory-grows')).toBe(false);
  });
});

describe('memory-grows outside of the heap', () => {
  const previews = { model: 'async', tasks: 400 } as const;

  test.each([8, 400])('buffers of half a megabyte, %d at once', async (concurrency) => {
    const module = pair('memory-grows-previews', 'cause');
    const found = (await findingsIn({ ...previews, concurrency, module })).get('memory-grows');
    expect(found?.figures.bytesPerTask).toBeGreaterThan(500e3);
    expect(found?.next).toMatch(/Buffers/);
  });

  test.each([8, 400])('those that were made last, %d at once', async (concurrency) => {
    const module = pair('memory-grows-previews', 'mended');
    expect((await findingsIn({ ...previews, concurrency, module })).has('memory-grows')).toBe(false);
  });
});

describe('collector-pauses', () => {
  const feed = { model: 'async', tasks: 16, concurrency: 2 } as const;

  test('copies of three hundred thousand objects for each task', async () => {
    const module = pair('collector-pauses-feed', 'cause');
    const ratio = (await findingsIn({ ...feed, module })).get('collector-pauses')?.figures.ofRunRatio;
    expect(ratio).toBeGreaterThan(0.1);
  });

  test('pages that threads parse and keep', async () => {
    const module = pair('collector-pauses-rows', 'cause');
    const rows = { model: 'threads', tasks: 100, concurrency: 2, module } as const;
    expect((await findingsIn(rows)).get('collector-pauses')?.saw).toMatch(/of thread-[12]'s time/);
  });

  test('numbers in an array that is used again', async () => {
    const module = pair('collector-pauses-feed', 'mended');
    expect((await findingsIn({ ...feed, module })).has('collector-pauses')).toBe(false);
  });
});

describe('native-threads', () => {
  test('three lanes, each of which has libvips start threads', async () => {
    const module = pair('native-threads-sharp', 'cause');
    const found = await findingsIn({ model: 'threads', tasks: 24, concurrency: 3, module });
    expect(found.get('native-threads')?.figures.nativeThreads).toBeGreaterThan(2);
  });

  // Two at once may keep more threads busy than there are cores.
  test('one picture at a time, in one thread', async () => {
    const module = pair('native-threads-sharp', 'mended');
    const found = await findingsIn({ model: 'async', tasks: 24, concurrency: 1, module });
    expect(found.has('native-threads')).toBe(false);
  });
});
