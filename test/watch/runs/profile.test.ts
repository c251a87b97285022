import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { probeFile } from '../../../source/watch/probe-file.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { eventually } from '../../helpers/processes.ts';
import { fileThatBlocks } from './helpers/blocks.ts';
import { attachedTo, running, server, traces } from './helpers/running.ts';
import { programFile, type Told, watched } from './helpers/watched.ts';

const node = process.execPath;
const file = programFile('profiled.cjs');
const untilState = async (told: Told, wanted: string) =>
  (await told.untilEvent('profile', ({ state }) => state === wanted)).event;

/** Asks again and again until the promise is settled. */
async function askedUntil<T>(port: number, path: string, end: Promise<T>): Promise<T> {
  let isOver = false;
  const over = end.finally(() => {
    isOver = true;
  });
  while (!isOver) await fetch(`http://127.0.0.1:${port}${path}`);
  return over;
}

async function launched(more: { readonly profileMs?: number } = {}) {
  const folder = temporaryFolder();
  const program = await watched([node, file], 'piped', null, { folder, ...more });
  const port = await program.told.untilPort();
  const { pid } = await program.told.untilEvent('loaded');
  return Object.assign(program, { folder, port, pid });
}

describe('a server that was launched', () => {
  test('is profiled: the file is there, and the function that took most of the time', async () => {
    await using program = await launched();
    program.launched.profile(program.pid, 600);
    // V8 knows only of code that it optimizes from then on which functions it has put into which.
    await untilState(program.told, 'runs');
    const taken = await askedUntil(program.port, '/', untilState(program.told, 'taken'));
    expect(dirname(taken.path!)).toBe(program.folder);
    const text = readFileSync(taken.path!, 'utf8');
    expect(text).toHaveLength(taken.bytes!);
    expect(JSON.parse(text)).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
    const own = taken.found!.functions.map(({ name, file, line, caller }) => caller ?? { name, file, line });
    expect(own).toContainEqual({ name: 'computes', file, line: 5 });
    const states = program.told.all.flatMap((said) =>
      'event' in said && said.event.type === 'profile' ? [said.event.state] : [],
    );
    expect(states).toEqual(['waits', 'runs', 'stops', 'taken']);
  });

  test('is profiled once it is loaded, where that was asked for before', async () => {
    await using program = await launched({ profileMs: 100 });
    expect(await untilState(program.told, 'taken')).toMatchObject({ forMs: 100 });
  });

  test('is told in the lines that were written, where it is translated as it is loaded', async () => {
    const folder = temporaryFolder();
    const server = join(folder, 'server.ts');
    const loop = 'const end = Date.now() + ms;\n  while (Date.now() < end);';
    const text = `enum Way {\n  A,\n}\n\nfunction spins(ms: number): number {\n  ${loop}\n  return Way.A;\n}\n`;
    const go = join(folder, 'go');
    const goes = `require('node:fs').existsSync(${JSON.stringify(go)})`;
    writeFileSync(server, `${text}\nsetInterval(() => ${goes} && spins(20), 21);\n`);
    const command = [node, '--import', import.meta.resolve('tsx'), server];
    await using program = await watched(command, 'piped', null, { folder, profileMs: 500 });
    await untilState(program.told, 'runs');
    writeFileSync(go, '');
    const { found } = await untilState(program.told, 'taken');
    const places = found!.functions.map(({ name, file, line, caller }) => caller ?? { name, file, line });
    expect(places).toContainEqual({ name: 'spins', file: server, line: 5 });
  });

  test('tells the line of a freeze meanwhile', async () => {
    await using program = await launched();
    program.launched.profile(program.pid, 60_000);
    await untilState(program.told, 'runs');
    fetch(`http://127.0.0.1:${program.port}/?ms=60000`).catch(() => {});
    await program.told.untilEvent('held', ({ frames }) => frames.some(({ name }) => name === 'computes'));
  });

  test('is waited for while it is in a call of native code', async () => {
    await using program = await launched();
    const { event: loaded } = await program.told.untilEvent('loaded');
    const { path, letGo } = fileThatBlocks();
    const answered = fetch(`http://127.0.0.1:${program.port}/reads?file=${encodeURIComponent(path)}`);
    await program.told.untilEvent('held', (held) => held.startedMs > loaded.atMs && held.cause === 'blocked');
    program.launched.profile(program.pid, 100);
    const { atMs } = await untilState(program.told, 'waits');
    letGo();
    const { startedMs } = await untilState(program.told, 'runs');
    const { event } = await program.told.untilEvent(
      'held',
      (held) => held.over && held.startedMs + held.durationMs > atMs,
    );
    expect(startedMs!).toBeGreaterThan(atMs);
    expect(startedMs!).toBeGreaterThanOrEqual(event.startedMs + event.durationMs - 50);
    await answered;
    await untilState(program.told, 'taken');
  });

  test('ends as it would have ended, and leaves no part of a file', async () => {
    await using program = await launched();
    program.launched.profile(program.pid, 60_000);
    await untilState(program.told, 'runs');
    await fetch(`http://127.0.0.1:${program.port}/end`).catch(() => {});
    expect(await program.launched.ended).toMatchObject({ exitCode: 3, signal: null });
    const printed = program.told.all.flatMap((said) => ('output' in said ? said.output.text : []));
    expect(printed.join('')).toBe(`port ${program.port}\n`);
    expect(readdirSync(program.folder)).toEqual([]);
  });
});

describe('a server that ran already', () => {
  test('is profiled', async () => {
    await using program = await server();
    await using heddle = await attachedTo(program.pid, { folder: temporaryFolder() });
    heddle.attached.profile(program.pid, 100);
    const { path } = await untilState(heddle.told, 'taken');
    expect(JSON.parse(readFileSync(path!, 'utf8'))).toHaveProperty('nodes');
  });

  test('has nothing left in it once Heddle has let go in the middle', async () => {
    await using program = await server();
    const before = JSON.stringify(traces(program.pid));
    const told = await program.ask('/');
    const folder = temporaryFolder();
    const heddle = await attachedTo(program.pid, { folder });
    heddle.attached.profile(program.pid, 60_000);
    await untilState(heddle.told, 'runs');
    await heddle.attached.detach();
    // The profiler has a thread of its own.
    await eventually(() => JSON.stringify(traces(program.pid)) === before);
    expect(await program.ask('/')).toBe(told);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('what a probe does not know is not asked of it', async () => {
  const path = join(temporaryFolder(), 's');
  const listening = createServer().listen(path);
  const connected = once(listening, 'connection') as Promise<[Socket]>;
  const preload = probeFile('preload.cjs');
  await using program = await running([
    'env',
    `NODE_OPTIONS=--require=${preload}`,
    `HEDDLE_WATCH=${path}`,
    node,
    file,
  ]);
  const [socket] = await connected;
  socket.write('nonsense\n{"type":"dance"}\nnull\n{"type":"profile"}\n{"type":"profile","forMs":50}\n');
  for await (const line of createInterface(socket)) {
    const event = JSON.parse(line) as { type: string; state?: string };
    if (event.type === 'profile' && event.state === 'taken') break;
  }
  expect(program.child.exitCode).toBeNull();
  listening.close();
});

test('of Python it is told what takes a profile', async () => {
  await using program = await watched(['python3', '-c', 'import asyncio; asyncio.run(asyncio.sleep(60))']);
  const { pid } = await program.told.untilEvent('watch-started');
  program.launched.profile(pid, 100);
  const { why } = await untilState(program.told, 'failed');
  expect(why).toMatch(new RegExp(`Node\\.js only.*py-spy record .*--pid ${pid}$`));
});
