import { describe, expect, test } from 'vitest';
import { findingsOfProgram } from '../../../../source/findings/watched.ts';
import { chooseInterpreter } from '../../../../source/launch/interpreters.ts';
import { createProgram, reduceProgram } from '../../../../source/session/program.ts';
import { watched } from '../../../watch/runs/helpers/watched.ts';
import { findingsIn, inNode, programFile } from '../helpers/real-program.ts';

/** Of each rule a program built to cause it, and one built not to, which must stay silent on a busy machine too. */

describe('loop-held', () => {
  test('a call that waits for another program', async () => {
    const found = (await inNode('holds.cjs', 'cause')).get('loop-held');
    expect(found).toMatchObject({ why: expect.stringContaining('serving GET /resize') });
    expect(found!.subject).toMatch(/^execFileSync in resize \(holds\.cjs:6\)$/);
    expect(found!.next).toMatch(/^Use execFile from node:child_process instead of execFileSync$/);
  });

  test('the same without waiting', async () => {
    expect((await inNode('holds.cjs', 'mended')).has('loop-held')).toBe(false);
  });
});

describe('requests-wait-outside', () => {
  /** So many ask while the loop is held. */
  async function findingWhere(clients: number) {
    await using program = await watched([process.execPath, programFile('waits-outside.cjs')]);
    const { told } = program;
    const port = await told.untilPort();
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => {});
    await told.untilEvent('loaded');
    const all = [ask('/hold')];
    await told.untilEvent('held', ({ over }) => !over);
    for (let at = 0; at < clients; at++) all.push(ask('/'));
    await told.untilEvent('held', ({ over, durationMs }) => over && durationMs > 2500);
    await Promise.all(all);
    await ask('/end');
    await program.launched.ended;
    return findingsOfProgram(told.all.reduce(reduceProgram, createProgram())).find(
      ({ rule }) => rule === 'requests-wait-outside',
    );
  }

  test('eight while the loop is held', async () => {
    expect((await findingWhere(8))!.figures.waiting).toBe(8);
  });

  test('two', async () => {
    expect(await findingWhere(2)).toBeUndefined();
  });
});

describe('collector-pauses', () => {
  test('millions of objects, visited ten times a second', async () => {
    const found = (await inNode('collects.cjs', 'cause', '--expose-gc')).get('collector-pauses');
    expect(found!.figures.collectorRatio).toBeGreaterThan(0.05);
  });

  test('a few objects', async () => {
    expect((await inNode('collects.cjs', 'mended', '--expose-gc')).has('collector-pauses')).toBe(false);
  });
});

describe('memory-grows', () => {
  test('objects that are kept', async () => {
    const found = (await inNode('keeps.cjs', 'cause', '--expose-gc')).get('memory-grows');
    expect(found).toMatchObject({ why: expect.stringContaining('No full collection frees it.') });
  });

  test('objects that are let go', async () => {
    expect((await inNode('keeps.cjs', 'mended', '--expose-gc')).has('memory-grows')).toBe(false);
  });
});

describe('loading-slow', () => {
  test('more than a second', async () => {
    expect((await inNode('loads.cjs', 'cause')).get('loading-slow')!.figures.loadedMs).toBeGreaterThan(1000);
  });

  test('a program that ran before it was loaded is not told to load slowly', async () => {
    const found = await inNode('loads.cjs', 'mended');
    // On a machine that is busy enough it does.
    expect(found.get('loading-slow')?.figures.loadedMs ?? 1000).toBeGreaterThanOrEqual(1000);
  });
});

describe('not-observed', () => {
  test('a program of another kind', async () => {
    const found = (await inNode('starts.cjs', 'cause')).get('not-observed');
    expect(found).toMatchObject({ pid: null, saw: expect.stringContaining('sleep') });
  });

  test('one of its own kind', async () => {
    expect((await inNode('starts.cjs', 'mended')).has('not-observed')).toBe(false);
  });
});

describe('calls-in-turn', () => {
  test('six in turn', async () => {
    const found = (await inNode('calls.cjs', 'turn')).get('calls-in-turn');
    expect(found).toMatchObject({ saw: expect.stringMatching(/^GET \/report called .* 6 times in turn/) });
  });

  test('six at once', async () => {
    expect((await inNode('calls.cjs', 'once')).has('calls-in-turn')).toBe(false);
  });
});

describe('upstream-slow', () => {
  test('requests that wait for another server', async () => {
    const found = (await inNode('calls.cjs', 'upstream')).get('upstream-slow');
    expect(found!.figures.waitedRatio).toBeGreaterThan(0.8);
  });

  test('requests that are slow by themselves', async () => {
    expect((await inNode('calls.cjs', 'own')).has('upstream-slow')).toBe(false);
  });
});

describe('sockets-left-open', () => {
  test('a server that never closes its side', async () => {
    const found = (await inNode('leaves-open.cjs', 'cause')).get('sockets-left-open');
    expect(found).toMatchObject({ subject: 'CLOSE_WAIT', figures: { closeWait: 30 } });
  });

  test('one that does', async () => {
    expect((await inNode('leaves-open.cjs', 'mended')).has('sockets-left-open')).toBe(false);
  });
});

const python = (await chooseInterpreter({})).value?.path;
describe.skipIf(python === undefined)('behind-the-lock', () => {
  test('four threads that compute', async () => {
    const found = (await findingsIn(python!, programFile('threads.py'), 'cause')).get('behind-the-lock');
    expect(found!.figures.threadsWaiting).toBeGreaterThanOrEqual(1);
  });

  test('one', async () => {
    expect((await findingsIn(python!, programFile('threads.py'), 'mended')).has('behind-the-lock')).toBe(
      false,
    );
  });
});

describe('load-not-kept', () => {
  /** What is found when all has been sent; each request takes that long. */
  async function foundAt(ms: number, untilPerSecond: number) {
    const code = `require('http').createServer((q, s) => { const end = Date.now() + ${ms}; while (Date.now() < end); s.end(); }).listen(0);`;
    const requests = [{ method: 'GET', path: '/', headers: {}, body: null }];
    const load = { plan: { name: 'GET /', requests, ratePerSecond: 25, untilPerSecond }, port: null };
    await using program = await watched([process.execPath, '-e', code], 'piped', load);
    let state = createProgram();
    await program.told.until((said) => {
      state = reduceProgram(state, said);
      return 'load' in said && said.load.type === 'load-ended' ? true : null;
    });
    return findingsOfProgram(state).find(({ rule }) => rule === 'load-not-kept');
  }

  test('a server that can do twenty a second', async () => {
    const found = await foundAt(50, 50);
    expect(found!.figures.brokenPerSecond).toBeLessThanOrEqual(25);
    expect(found!.saw).toMatch(/\/s was too much: /);
  });

  test('one that can do a thousand', async () => {
    expect(await foundAt(1, 50)).toBeUndefined();
  });
});
