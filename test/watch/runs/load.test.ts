import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { LoadRequest } from '../../../source/protocol/load-events.ts';
import type { Load } from '../../../source/watch/load/load.ts';
import { findTarget } from '../../../source/watch/load/target.ts';
import { firstLine, running } from './helpers/running.ts';
import { programFile, watched } from './helpers/watched.ts';

const file = programFile('loaded.cjs');
const get = (path: string): LoadRequest => ({ method: 'GET', path, headers: {}, body: null });

function loadOf(ratePerSecond: number, requests = [get('/')], more: Partial<Load> = {}): Load {
  return { plan: { name: 'GET /', requests, ratePerSecond, untilPerSecond: null }, port: null, ...more };
}

async function loaded(load: Load) {
  const program = await watched([process.execPath, file], 'piped', load);
  const port = await program.told.untilPort();
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  return { ...program, port, url };
}

// At once: they wait more than they work.
test.concurrent('a program is sent what was asked for, in turn, at its own port, and it is told how it went', async () => {
  const login = {
    ...get('/login'),
    method: 'POST',
    body: '{"a":1}',
    headers: { 'content-type': 'application/json' },
  };
  await using program = await loaded(loadOf(200, [get('/users?x=1'), login]));
  const { told, port, url } = program;
  expect(await told.untilLoad('load-started')).toMatchObject({
    name: 'GET /',
    requests: 2,
    ratePerSecond: 200,
    port,
  });
  const { due, failed, durations } = await told.untilLoad('load', ({ answered }) => answered >= 20);
  expect(due).toBeGreaterThanOrEqual(20);
  expect({ failed, counted: durations.length > 0 }).toEqual({ failed: 0, counted: true });
  const asked = (await (await fetch(url('/asked'))).json()) as object[];
  // The first is sent once more, before: to see what is there.
  expect(asked.slice(1, 4)).toEqual([
    { method: 'GET', url: '/users?x=1', body: '', type: null, from: '127.0.0.1' },
    { method: 'POST', url: '/login', body: '{"a":1}', type: 'application/json', from: '127.0.0.1' },
    { method: 'GET', url: '/users?x=1', body: '', type: null, from: '127.0.0.1' },
  ]);
  await program.launched.stopLoad(false);
  expect(await told.untilLoad('load-ended')).toMatchObject({ why: 'stopped', message: null });
  expect(await told.untilLoad('load-step')).toMatchObject({ failed: 0, unsent: 0 });
});

test.concurrent('a freeze of the server is in the latencies of all that were due meanwhile', async () => {
  const stop = join(tmpdir(), `heddle-test-${process.pid}-freeze`);
  writeFileSync(stop, '');
  try {
    await using program = await loaded(loadOf(100));
    const { told, url } = program;
    await told.untilLoad('load', ({ answered }) => answered > 0);
    const frozen = fetch(url(`/freezes?${encodeURIComponent(stop)}`)).catch(() => {});
    const { inFlight, atMs } = await told.untilLoad('load', ({ oldestMs }) => oldestMs > 1000);
    expect(inFlight).toBeGreaterThan(50);
    rmSync(stop);
    const after = await told.untilLoad('load', (now) => now.atMs > atMs && now.longestMs > 1000);
    const slow = after.durations.filter(([bucket]) => 0.01 * 1.02 ** bucket > 500);
    expect(slow.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(25);
    await frozen;
    // What the program sees of itself begins as it reads a request: the same freeze is not in there.
    await told.untilEvent('held', ({ over, durationMs }) => over && durationMs > 1000);
  } finally {
    rmSync(stop, { force: true });
  }
});

test.concurrent('where the program ends the load ends, and what was cut off by that is no failure', async () => {
  await using program = await loaded(loadOf(200));
  const { told, url, launched } = program;
  await told.untilLoad('load', ({ answered }) => answered > 0);
  await fetch(url('/ends')).catch(() => {});
  expect(await launched.ended).toEqual({ exitCode: 7, signal: null, asked: null });
  expect(await told.untilLoad('load-ended')).toMatchObject({ why: 'program-ended' });
  expect(await told.untilLoad('load-step')).toMatchObject({ failed: 0 });
  // That the program has ended is said last.
  expect(told.all.at(-1)).toEqual({ ended: { exitCode: 7, signal: null, asked: null } });
});

describe('nothing is sent', () => {
  const listens = (code: string) => [process.execPath, '-e', code];
  test.each([
    [
      'where several ports answer',
      `for (const _ of [1, 2]) require('http').createServer((q, s) => s.end()).listen(0)`,
      /^the program listens at several ports: \d+, \d+; choose one: --load-port \d+$/,
    ],
    [
      'where it is encrypted',
      `require('tls').createServer({}).on('tlsClientError', () => {}).listen(0)`,
      /^port \d+ is encrypted \(TLS\)/,
    ],
    [
      'where nobody speaks HTTP',
      `require('net').createServer((s) => s.on('error', () => {}).end('-ERR\\r\\n')).listen(0)`,
      /^port \d+ does not answer HTTP\/1\.1/,
    ],
  ])('%s', async (_, code, message) => {
    await using program = await watched(listens(code), 'piped', loadOf(100));
    expect(await program.told.untilLoad('load-ended')).toEqual({
      ...{ type: 'load-ended', why: 'no-port' },
      message: expect.stringMatching(message),
    });
  });

  test('where the program ends before it listens', async () => {
    await using program = await watched(listens(''), 'piped', loadOf(100));
    await program.told.untilLoad('load-waiting');
    await program.launched.ended;
    expect(await program.told.untilLoad('load-ended')).toMatchObject({ why: 'program-ended', message: null });
  });
});

test.concurrent('of several ports one is chosen, which a process that the program has started listens at', async () => {
  const { createServer } = await import('node:net');
  // Nobody has it: it was free just now.
  const free = createServer().listen(0);
  await once(free, 'listening');
  const { port } = free.address() as { port: number };
  await new Promise((done) => free.close(done));
  const child = `require('child_process').spawn(process.execPath, [${JSON.stringify(file)}, '${port}'], { stdio: 'inherit' });`;
  const code = `require('http').createServer((q, s) => s.end()).listen(0); ${child}`;
  await using program = await watched(
    [process.execPath, '-e', code],
    'piped',
    loadOf(100, [get('/x')], { port }),
  );
  expect(await program.told.untilLoad('load-started')).toMatchObject({ port });
  await program.told.untilLoad('load', ({ answered }) => answered > 0);
});

test.concurrent('a worker of a cluster is sent requests at the port at which its primary listens', async () => {
  const cluster = fileURLToPath(new URL('../../fixtures/watch/cluster.mjs', import.meta.url));
  await using primary = await running([process.execPath, cluster]);
  const [pid, port] = (await firstLine(primary.child)).match(/\d+/g)!.map(Number);
  const { signal } = new AbortController();
  const found = await findTarget({ pid: pid!, port: null, request: get('/'), signal });
  expect(found).toEqual({ target: { host: '127.0.0.1', port } });
});

test.concurrent('of a process that has just ended it is not said that it is in a container', async () => {
  await using gone = await running([process.execPath, '-e', '']);
  await gone.exited;
  const found = findTarget({ pid: gone.pid, port: null, request: get('/'), signal: AbortSignal.timeout(1) });
  await expect(found).rejects.toMatchObject({ name: 'AbortError' });
});
