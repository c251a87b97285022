import { spawnSync } from 'node:child_process';
import { Agent, get } from 'node:http';
import { describe, expect, test } from 'vitest';
import { findingsOfProgram, type WatchFinding } from '../../../../source/findings/watched.ts';
import { createProgram, type Program, reduceProgram } from '../../../../source/session/program.ts';
import { watched } from '../../../watch/runs/helpers/watched.ts';
import { findingsIn, programFile } from '../helpers/real-program.ts';

/** Of rules on what a program does over seconds: one built to cause each, and one built not to. */

/** A server of the folder `programs`, what stands of it, and what is found. */
async function serving(name: string) {
  const program = await watched([process.execPath, programFile(name)]);
  const port = await program.told.untilPort();
  const agent = new Agent({ keepAlive: true });
  const ask = (path: string) =>
    new Promise<void>((answered) => {
      get({ port, path, agent }, (response) => response.resume().once('close', answered)).once('error', () =>
        answered(),
      );
    });
  let state = createProgram();
  let at = 0;
  /** Resolves with the first that it finds in a state that the program was in. */
  const until = <T>(find: (program: Program) => T | null) =>
    program.told.until((said) => {
      if (said !== program.told.all[at]) return null;
      at++;
      state = reduceProgram(state, said);
      return find(state);
    });
  return { ...program, ask, until };
}

const momentsOf = ({ watches }: Program) => [...watches.values()][0]?.moments ?? [];
const found = (program: Program, rule: string): WatchFinding | null =>
  findingsOfProgram(program).find((one) => one.rule === rule) ?? null;

describe('errors-rise', () => {
  test('a server that begins to fail', async () => {
    await using server = await serving('fails.cjs');
    await server.until((program) => (momentsOf(program).length > 0 ? true : null));
    for (let time = 0; time < 30; time++) await server.ask('/fail');
    const { saw, subject } = await server.until((program) => found(program, 'errors-rise'));
    expect(saw).toMatch(/^\d+ % of the requests failed in the last [\d.]+ s, and 0 % before$/);
    expect(subject).toBe('GET /fail');
  });

  test('one that goes on to answer', async () => {
    await using server = await serving('fails.cjs');
    await server.until((program) => (momentsOf(program).length > 0 ? true : null));
    for (let time = 0; time < 30; time++) await server.ask('/');
    const none = await server.until((program) =>
      momentsOf(program).length > 2 ? found(program, 'errors-rise') === null : null,
    );
    expect(none).toBe(true);
  });
});

/**
 * What is found of a server where so many clients ask again as soon as they are answered, and its moments, at most so many.
 * `rests`: of them those before anybody asks.
 */
async function findingWhere(name: string, rule: string, clients: number, most: number, rests = 0) {
  await using server = await serving(name);
  await server.until((program) => (momentsOf(program).length >= rests ? true : null));
  let isOver = false;
  const all = Array.from({ length: clients }, async () => {
    while (!isOver) await server.ask('/');
  });
  try {
    return await server.until((program) => {
      const one = found(program, rule);
      const moments = momentsOf(program);
      return one || moments.length >= most ? { one, moments } : null;
    });
  } finally {
    isOver = true;
    server.launched.signal('SIGKILL');
    await Promise.all(all);
  }
}

describe('one-core-used', () => {
  test('sixteen clients of a loop that is full', async () => {
    const { one, moments } = await findingWhere('one-core.cjs', 'one-core-used', 16, 5);
    // On a machine that is busy enough no core is free.
    if (one === null) {
      const [from, to] = [moments[0]!, moments.at(-1)!];
      expect((to.usedCoreMs! - from.usedCoreMs!) / (to.coreMs! - from.coreMs!)).toBeGreaterThan(0.7);
    } else expect(one.figures.waiting).toBeGreaterThanOrEqual(2);
  });

  test('one client', async () => {
    expect((await findingWhere('one-core.cjs', 'one-core-used', 1, 5)).one).toBeNull();
  });
});

describe('threads-full', () => {
  test('eight clients of a pool of one thread', async () => {
    const { one } = await findingWhere('pool.cjs', 'threads-full', 8, 15, 3);
    expect(one!.saw).toMatch(/^1 of 1 worker thread had no time left, and GET \/ took/);
  });

  test('one client', async () => {
    expect((await findingWhere('pool.cjs', 'threads-full', 1, 7, 3)).one).toBeNull();
  });
});

describe('never-answered', () => {
  /** What is found where five ask for the same, and the oldest of those in flight has waited for longer than it takes. */
  async function findingOf(path: string) {
    await using server = await serving('gives-nothing-back.cjs');
    const all = Array.from({ length: 5 }, () => server.ask(path));
    const one = await server.until((program) => {
      const [{ requests, atMs } = { requests: null, atMs: 0 }] = program.watches.values();
      const since = [...(requests?.inFlight.values() ?? [])].map(({ startedMs }) => startedMs);
      const one = found(program, 'never-answered');
      return one || atMs - Math.min(...since) > 14_000 ? { one } : null;
    });
    server.launched.signal('SIGKILL');
    await Promise.all(all);
    return one.one;
  }

  test('a pool that gets nothing back', async () => {
    expect((await findingOf('/'))!.saw).toMatch(/^GET \/: 3 requests got no answer for up to 1\d\.\d s$/);
  });

  test('streams', async () => {
    expect(await findingOf('/stream')).toBeNull();
  });
});

describe.runIf(spawnSync('taskset', ['--version']).status === 0)('loop-without-core', () => {
  const onOneCore = (way: string) =>
    findingsIn('taskset', '-c', '0', process.execPath, programFile('without-core.cjs'), way);

  test('a loop that shares its core with six others', async () => {
    const { figures } = (await onOneCore('cause')).get('loop-without-core')!;
    expect(figures.longestMs).toBeGreaterThanOrEqual(100);
  });

  test('one that has it to itself', async () => {
    const found = (await onOneCore('mended')).get('loop-without-core');
    // On a machine that is busy enough others want that core, too.
    expect(found?.why ?? 'others had the cores').toContain('others had the cores');
  });
});
