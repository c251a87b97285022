import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../helpers/folder.ts';
import { groupOf } from '../../helpers/processes.ts';
import { interpreters } from '../../helpers/python.ts';
import { forksUnseen, freezesOf, frozenPython } from './helpers/python.ts';
import { programFile, watched } from './helpers/watched.ts';

const python = interpreters[0]?.path ?? '';
const threads = (pid: number) => readdirSync(`/proc/${pid}/task`).length;
const memories = (pid: number) =>
  readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('/memfd:heddle');
    } catch {
      return false;
    }
  });

afterEach(() => vi.unstubAllEnvs());

describe('a server that requests freeze', () => {
  freezesOf(python);

  test('keeps its exit code', async () => {
    await using program = await watched([python, frozenPython]);
    const port = await program.told.untilPort();
    await program.told.untilEvent('loaded');
    await fetch(`http://127.0.0.1:${port}/exit`).catch(() => {});
    expect(await program.launched.ended).toEqual({ exitCode: 3, signal: null, asked: null });
    const { event } = await program.told.untilEvent('watch-ended');
    expect(event).toMatchObject({ how: 'exited', exitCode: 3 });
  });

  test('that ends without a word keeps its exit code as well, which is told of it', async () => {
    await using program = await watched([python, frozenPython]);
    const port = await program.told.untilPort();
    await fetch(`http://127.0.0.1:${port}/ends`).catch(() => {});
    expect(await program.launched.ended).toEqual({ exitCode: 4, signal: null, asked: null });
    const { event } = await program.told.untilEvent('watch-ended');
    expect(event).toMatchObject({ how: 'exited', exitCode: 4 });
  });

  test('goes on unobserved once Heddle has let go', async () => {
    await using program = await watched([python, frozenPython]);
    const port = await program.told.untilPort();
    const { pid } = await program.told.untilEvent('loaded');
    expect(memories(pid)).not.toEqual([]);
    program.launched.detach();
    const { event } = await program.told.untilEvent('watch-ended');
    expect(event).toMatchObject({ how: 'detached' });
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ok');
    expect(memories(pid)).toEqual([]);
  });

  test('goes on when Heddle is killed, and nothing of Heddle is left in it', async () => {
    const host = spawn(process.execPath, [programFile('python-host.ts'), python, frozenPython], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: host.stdout })[Symbol.asyncIterator]();
    const { pid, port } = JSON.parse(String((await lines.next()).value));
    try {
      expect(memories(pid)).not.toEqual([]);
      const ended = new Promise((done) => host.once('close', done));
      host.kill('SIGKILL');
      await ended;
      // It hears of that as soon as it turns: each request has it turn.
      while (memories(pid).length > 0 || threads(pid) > 1)
        expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ok');
      expect(groupOf(pid)).not.toBeNull();
    } finally {
      process.kill(pid, 'SIGKILL');
    }
  });
});

test('a program finds all as it is without Heddle, its own sitecustomize too, and prints nothing else', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sitecustomize.py'), 'import sys\nsys.mine = __name__\n');
  const code = [
    'import json, sys, threading, asyncio',
    'asyncio.run(asyncio.sleep(0.05))',
    'print(json.dumps([sys.mine, sys.path, sys.modules["sitecustomize"].__file__, threading.active_count(), [getattr(one, "__name__", type(one).__name__) for one in sys.meta_path if "heddle" not in one.__module__]]))',
  ].join('\n');
  vi.stubEnv('PYTHONPATH', folder);
  const strict = ['-X', 'dev', '-W', 'error', '-c', code];
  const plain = spawn(python, strict);
  const expected: Buffer[] = [];
  plain.stdout.on('data', (chunk) => expected.push(chunk));
  await new Promise((done) => plain.once('close', done));
  await using program = await watched([python, ...strict]);
  expect(await program.launched.ended).toEqual({ exitCode: 0, signal: null, asked: null });
  const printed = program.told.all.map((said) => ('output' in said ? said.output.text : '')).join('');
  expect(JSON.parse(printed)).toEqual(JSON.parse(Buffer.concat(expected).toString()));
});

test('a sitecustomize that fails says so as it does without Heddle', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a', 'sitecustomize.py'), 'import there_is_no_such_module\n');
  vi.stubEnv('PYTHONPATH', join(folder, 'a'));
  await using program = await watched([python, '-c', '']);
  expect(await program.launched.ended).toEqual({ exitCode: 0, signal: null, asked: null });
  const printed = program.told.all.map((said) => ('output' in said ? said.output.text : '')).join('');
  expect(printed).toContain("No module named 'there_is_no_such_module'");
});

test('threads are lanes that share a lock, also where no loop runs', async () => {
  const code = [
    'import threading',
    'def spin():',
    '    while True: pass',
    'for _ in range(2): threading.Thread(target=spin, daemon=True).start()',
    'threading.Event().wait()',
  ].join('\n');
  await using program = await watched([python, '-c', code]);
  const { event } = await program.told.untilEvent('sample', ({ lanes }) =>
    [1, 2].every((number) => (lanes.find(({ lane }) => lane === number)?.lockMs ?? 0) > 0),
  );
  expect(event.lanes).toHaveLength(3);
  expect(program.told.all.some((said) => 'event' in said && said.event.type === 'held')).toBe(false);
  program.launched.detach();
  expect((await program.told.untilEvent('watch-ended')).event).toMatchObject({ how: 'detached' });
});

forksUnseen(python);
