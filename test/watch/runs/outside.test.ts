import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { monotonicMs } from '../../../source/machine/clock.ts';
import type { WatchEvent, WatchEventOf } from '../../../source/protocol/watch-events.ts';
import { createProgram, reduceProgram } from '../../../source/session/program.ts';
import { Outside } from '../../../source/watch/outside/outside.ts';
import { mostLanes, ThreadLanes } from '../../../source/watch/outside/threads.ts';
import { hasProc } from '../../helpers/processes.ts';
import { interpreters } from '../../helpers/python.ts';
import { Told } from './helpers/watched.ts';

function start(program: string, ...args: string[]): ChildProcess & { readonly pid: number } {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child as ChildProcess & { readonly pid: number };
}

function observe(pid: number, why: string | null = null) {
  const told = new Told();
  const outside = Outside.observe({ pid, onEvent: told.take, why });
  onTestFinished(() => outside.detach());
  /** The first event of that type that fits. */
  const first = async <T extends WatchEvent['type']>(
    type: T,
    fits?: (event: WatchEventOf<T>, pid: number) => boolean,
  ) => (await told.untilEvent(type, fits)).event;
  return { outside, told, first };
}

/** Four threads, of which one computes; says so once they run. */
const threads = `
import threading, time, sys
def wait(): time.sleep(1000)
def compute():
    while True: sum(range(1000))
for body in (wait, wait, compute): threading.Thread(target=body, daemon=True).start()
print('ready', flush=True)
sys.stdin.readline()
`;

/** A hundred threads that wait; the last computes. */
const many = `
import threading, time, sys
def wait(): time.sleep(1000)
def compute():
    while True: sum(range(1000))
for body in [wait] * 99 + [compute]: threading.Thread(target=body, daemon=True).start()
print('ready', flush=True)
sys.stdin.readline()
`;

describe.runIf(hasProc)('a program of which the system alone tells', () => {
  test.runIf(interpreters[0])('its threads, memory and descriptors, until it ends', async () => {
    const python = start(interpreters[0]!.path, '-c', threads);
    await once(python.stdout!, 'data');
    const { told, first, outside } = observe(python.pid);
    const started = await first('watch-started');
    expect(started).toMatchObject({ requests: 'none', stacks: false, engine: { runtime: 'python' } });
    expect(started.target).toMatchObject({ how: 'outside', parentPid: process.pid, folder: process.cwd() });
    expect(started.unavailable).toEqual([expect.stringContaining('started without Heddle')]);
    const computes = await first('sample', ({ lanes }) => lanes.some(({ cpuMs }) => cpuMs! > 20));
    expect(computes.lanes.map(({ lane }) => lane)).toEqual([0, 1, 2, 3]);
    expect(computes.lanes.find(({ cpuMs }) => cpuMs! > 20)!.lane).toBe(3);
    // Nobody measured these.
    expect(computes.lanes[0]).toMatchObject({ lagMs: null, utilizationRatio: null, lockMs: null });
    const [usage] = computes.processes;
    expect(usage!.threads).toBe(4);
    expect(usage!.rssBytes).toBeGreaterThan(1e6);
    expect(usage!.descriptors).toBeGreaterThan(2);
    expect(usage!.descriptorLimit).toBeGreaterThan(2);
    python.stdin!.end();
    await first('watch-ended', ({ how, exitCode }) => how === 'exited' && exitCode === null);
    expect(await outside.ended).toEqual({ exitCode: null, signal: null, asked: null });
    expect(told.all.at(-1)).toEqual({ ended: { exitCode: null, signal: null, asked: null } });
    // And what is made of it: it counts from the first look on, and where it runs is known.
    const [watch] = told.all.reduce(reduceProgram, createProgram()).watches.values();
    expect(watch!.started!.machine.cores).toBeGreaterThan(0);
    expect(watch!.lanes.map(({ name }) => name)).toEqual(['main', 'thread-1', 'thread-2', 'thread-3']);
    expect(watch!.lanes[3]!.cpuMs).toBeGreaterThan(20);
  });

  test('a program in a runtime that is not known has no engine, but a machine', async () => {
    const { first, told } = observe(start('sleep', '1000').pid);
    const started = await first('watch-started');
    expect(started.engine).toBeNull();
    expect(started.unavailable[0]).toContain('only Node.js and Python');
    await first('sample');
    const [watch] = told.all.reduce(reduceProgram, createProgram()).watches.values();
    expect(watch!.phase).toBe('running');
    expect(watch!.started).toMatchObject({ engine: null });
    expect(watch!.memory.rssBytes).toBeGreaterThan(0);
  });

  test.runIf(interpreters[0])(
    'of more threads than can be told the busiest are, whenever they came',
    async () => {
      const python = start(interpreters[0]!.path, '-c', many);
      await once(python.stdout!, 'data');
      const lanes = new ThreadLanes(python.pid);
      const opened = () => lanes.look(monotonicMs())!.events.filter(({ state }) => state === 'open');
      expect(opened().map(({ lane }) => lane)).toEqual(Array.from({ length: mostLanes }, (_, lane) => lane));
      let swapped = opened();
      while (swapped.length === 0) {
        await new Promise((wait) => setTimeout(wait, 5));
        swapped = opened();
      }
      const busy = swapped.map(({ lane }) => lane);
      expect(busy).toHaveLength(1);
      expect(busy).not.toContain(0);
      // From then on what it uses is told.
      const used = () => lanes.look(monotonicMs())!.samples.find(({ lane }) => lane === busy[0])!.cpuMs!;
      while (used() < 20) await new Promise((wait) => setTimeout(wait, 5));
    },
  );

  test('what keeps Heddle out is said', async () => {
    const { first } = observe(start(process.execPath, '-e', 'process.stdin.resume()').pid, 'it said no');
    const { engine, unavailable } = await first('watch-started');
    expect(engine).toMatchObject({ runtime: 'node', version: process.versions.node });
    expect(unavailable).toEqual([expect.stringMatching(/cannot be seen: it said no\.$/)]);
  });

  test('processes that it starts are told each by itself', async () => {
    const shell = start('sh', '-c', 'read go; sleep 1000 & echo $!; read go; kill $!; read end');
    const { first } = observe(shell.pid);
    await first('sample');
    shell.stdin!.write('go\n');
    const sleeping = Number(String((await once(shell.stdout!, 'data'))[0]));
    const child = await first('watch-started', (_, pid) => pid === sleeping);
    expect(child.target).toMatchObject({ parentPid: shell.pid, command: ['sleep', '1000'] });
    await first('sample', (_, pid) => pid === sleeping);
    shell.stdin!.write('go\n');
    await first('watch-ended', (_, pid) => pid === sleeping);
  });

  test('a process that becomes another program begins anew', async () => {
    const shell = start('sh', '-c', 'read go; exec sleep 1000');
    const { first } = observe(shell.pid);
    await first('sample');
    shell.stdin!.write('go\n');
    const { target } = await first('watch-started', ({ target }) => target.command[0] === 'sleep');
    expect(target.pid).toBe(shell.pid);
  });

  test('it goes on when nobody looks any more', async () => {
    const sleeping = start('sleep', '1000');
    const { first, outside, told } = observe(sleeping.pid);
    await first('sockets', ({ open, backlog }) => open === 0 && backlog === 0);
    outside.detach();
    await outside.ended;
    expect(told.all.at(-1)).toMatchObject({ event: { type: 'watch-ended', how: 'detached' } });
    expect(sleeping.exitCode).toBeNull();
    expect(sleeping.kill(0)).toBe(true);
  });

  test('of a process that is no more only its end is told', async () => {
    const { outside, told } = observe(2 ** 22 + 1);
    await outside.ended;
    expect(told.all).toEqual([{ ended: { exitCode: null, signal: null, asked: null } }]);
  });
});
