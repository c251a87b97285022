import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CannotAttach } from '../../../source/watch/attach/cannot-attach.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { commandOf, eventually } from '../../helpers/processes.ts';
import { attachedTo, firstLine, running, server, traces } from './helpers/running.ts';
import { programFile } from './helpers/watched.ts';

const node = process.execPath;
const file = programFile('tells-state.cjs');
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

describe('a server that runs already', () => {
  test('tells who it is, that it is loaded, and of its loop', async () => {
    await using program = await server();
    await using heddle = await attachedTo(program.pid);
    const { event } = await heddle.told.untilEvent('watch-started');
    expect(event.target).toMatchObject({ how: 'attached', pid: program.pid, command: [node, file] });
    const { event: sample } = await heddle.told.untilEvent('sample');
    expect(sample.processes[0]).toMatchObject({ pid: program.pid });
    const types = heddle.told.all.map((said) => 'event' in said && said.event.type);
    expect(types.indexOf('loaded')).toBe(types.indexOf('watch-started') + 1);
  });

  test('tells the line of a freeze that had begun before', async () => {
    await using program = await server();
    program.ask('/login?ms=60000').catch(() => {});
    await using heddle = await attachedTo(program.pid);
    const { event } = await heddle.told.untilEvent('held', ({ frames }) => frames.length > 0);
    expect(event).toMatchObject({ over: false, frames: [{ name: 'hashPassword', file, line: 9 }, {}] });
    await program[Symbol.asyncDispose]();
  });

  test('has nothing left in it once Heddle has let go, and can be attached to again', async () => {
    await using program = await server();
    const before = traces(program.pid);
    const told = await program.ask('/');
    for (let time = 0; time < 2; time++) {
      const heddle = await attachedTo(program.pid);
      expect(await program.ask('/')).not.toBe(told);
      await heddle.attached.detach();
      const { event } = await heddle.told.untilEvent('watch-ended');
      expect(event).toMatchObject({ how: 'detached' });
      // Its inspector closes by itself.
      await eventually(() => same(traces(program.pid), before));
      expect(await program.ask('/')).toBe(told);
    }
  });

  test('has nothing left in it once Heddle was killed', async () => {
    await using program = await server();
    const before = traces(program.pid);
    const told = await program.ask('/');
    await using heddle = await running([node, programFile('attaches.ts'), String(program.pid)]);
    expect(await firstLine(heddle.child)).toBe('attached\n');
    expect(traces(program.pid)).not.toEqual(before);
    heddle.child.kill('SIGKILL');
    await eventually(() => same(traces(program.pid), before));
    expect(await program.ask('/')).toBe(told);
  });

  test('closes its inspector when a freeze is over', async () => {
    await using program = await server();
    const told = await program.ask('/');
    const goOn = join(temporaryFolder(), 'go-on');
    const login = program.ask(`/login?until=${encodeURIComponent(goOn)}`);
    const heddle = await attachedTo(program.pid);
    writeFileSync(goOn, '');
    await login;
    await heddle.attached.detach();
    while ((await program.ask('/')) !== told);
  });

  test('tells how it ended', async () => {
    await using program = await server();
    await using heddle = await attachedTo(program.pid);
    await program.ask('/end?code=3').catch(() => {});
    expect(await heddle.attached.ended).toEqual({ exitCode: 3, signal: null, asked: null });
    expect(heddle.told.all.at(-1)).toEqual({ ended: { exitCode: 3, signal: null, asked: null } });
  });

  test('keeps its inspector open where it was before', async () => {
    await using program = await server(['--inspect=0']);
    const { inspector } = await program.state();
    expect(inspector).toMatch(/^ws:/);
    const heddle = await attachedTo(program.pid);
    await heddle.attached.detach();
    expect(await program.state()).toMatchObject({ inspector });
  });
});

test('what a process has started is told, and that it has to be attached to by itself', async () => {
  const starts = `const { spawn } = require('node:child_process');
    console.log(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']).pid)`;
  await using program = await running([node, '-e', starts]);
  const child = Number(await firstLine(program.child));
  try {
    await using heddle = await attachedTo(program.pid);
    const unobserved = await heddle.told.until((said) => ('unobserved' in said ? said.unobserved : null));
    expect(unobserved).toMatchObject({
      pid: child,
      why: `Heddle has attached to its parent only; heddle watch --pid ${child} looks into it`,
    });
    await heddle.told.untilEvent('sample', (_, pid) => pid === child);
  } finally {
    process.kill(child, 'SIGKILL');
  }
});

describe('it is refused, and goes on', () => {
  const refused = async (pid: number, why: RegExp) => {
    const error = await attachedTo(pid).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CannotAttach);
    expect((error as Error).message).toMatch(why);
    expect((error as Error).message).not.toContain('\n');
  };

  test('what would be ended by the signal', async () => {
    await using program = await server(['--disable-sigusr1']);
    await refused(program.pid, /would be ended by SIGUSR1.*--disable-sigusr1.*; heddle watch -- COMMAND/);
    expect(await program.state()).toMatchObject({ inspector: null });
  });

  test('what another Heddle watches', async () => {
    await using program = await server();
    const told = await program.ask('/');
    const heddle = await attachedTo(program.pid);
    while ((await program.state()).inspector !== null);
    await refused(program.pid, /watched by another Heddle/);
    const { event } = await heddle.told.untilEvent('sample');
    expect(event.processes).not.toEqual([]);
    await heddle.attached.detach();
    while ((await program.ask('/')) !== told);
  });

  test('what takes the signal itself', async () => {
    const takes = `process.on('SIGUSR1', () => {}); setInterval(() => {}, 1e6); console.log('up')`;
    await using program = await running([node, '-e', takes]);
    await firstLine(program.child);
    await refused(program.pid, /takes SIGUSR1 itself, or its port was taken/);
    expect(program.child.exitCode).toBeNull();
  });

  test('what does not exist', async () => {
    const child = spawn(node, ['-e', '']);
    await new Promise((done) => child.once('exit', done));
    await refused(child.pid!, /^process \d+ does not exist$/);
  });

  test('what is not Node.js, or is this Heddle', async () => {
    await using program = await running(['sleep', '1000']);
    await eventually(() => commandOf(program.pid).startsWith('sleep'));
    await refused(program.pid, /is sleep, not Node\.js/);
    await refused(process.pid, /is this Heddle itself/);
  });

  test('what is stopped', async () => {
    await using program = await server();
    program.child.kill('SIGSTOP');
    await eventually(() => /^State:\tT/m.test(readFileSync(`/proc/${program.pid}/status`, 'latin1')));
    await refused(program.pid, /is stopped; kill -CONT/);
  });
});

test('what is in a call of native code is waited for, and a person is told of that', async () => {
  const reads = `require('node:child_process').execSync('echo reads; read go', { stdio: 'inherit' });`;
  await using program = await running([node, '-e', `${reads} setInterval(() => {}, 1e6)`]);
  expect(await firstLine(program.child)).toBe('reads\n');
  const waits: string[] = [];
  const onWaiting = (what: string) => {
    waits.push(what);
    program.child.stdin.write('go\n');
  };
  await using heddle = await attachedTo(program.pid, { onWaiting });
  await heddle.told.untilEvent('sample');
  expect(waits).toEqual([expect.stringMatching(/a call of native code has to return first/)]);
});

test.runIf(process.getuid!() === 0)(
  'a process of another user is left alone, unless that is meant',
  async () => {
    const others = `process.setuid(65534); console.log('other'); setInterval(() => {}, 1e6)`;
    await using program = await running([node, '-e', others]);
    await firstLine(program.child);
    await expect(attachedTo(program.pid)).rejects.toThrow(/is another user's \(uid 65534\); --yes/);
    await using heddle = await attachedTo(program.pid, { yes: true });
    await heddle.told.untilEvent('sample');
  },
);
