import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ProgramEvent } from '../../../source/protocol/program-events.ts';
import type { WatchEvent } from '../../../source/protocol/watch-events.ts';
import { listeningPorts, SocketWatch } from '../../../source/watch/outside/sockets.ts';
import { hasProc } from '../../helpers/processes.ts';
import { Told, watched } from './helpers/watched.ts';

/** Says at which port it listens, and that it has accepted two connections; then its loop is held for good. */
const server = `
const server = require('node:net').createServer({ pauseOnConnect: true }, (socket) => {
  kept.push(socket);
  if (kept.length === 2) require('node:fs').writeSync(1, 'held\\n'), Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
const kept = [];
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

test.runIf(hasProc)('what waits outside a program whose loop is held', async () => {
  const child = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const pid = child.pid!;
  const port = Number(String((await once(child.stdout, 'data'))[0]));
  expect(listeningPorts(pid)).toEqual([port]);
  const client = async (says: string) => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    await once(socket, 'connect');
    await new Promise<void>((done) => void socket.write(says, () => done()));
  };
  const isHeld = once(child.stdout, 'data');
  await client('one');
  await client('two');
  await isHeld;
  for (let late = 0; late < 3; late++) await client('late');

  const told = new Told();
  const watch = new SocketWatch(told.take);
  onTestFinished(() => watch.stop());
  watch.onEvent(startedAs(pid));
  const said = await told.untilEvent('sockets');
  expect(said).toMatchObject({ pid, event: { open: 2, unread: 2, backlog: 3, closeWait: 0 } });
  // What was told goes on to whoever listens.
  expect(told.all[0]).toEqual(startedAs(pid));

  // While the loop is held there is more to see, and more often.
  watch.onEvent({ pid, event: { type: 'held', over: false } as WatchEvent });
  const before = told.all.length;
  await told.until((one) => told.all.indexOf(one) >= before + 2 || null);
  expect(told.all.slice(before)).toEqual(
    Array(told.all.length - before)
      .fill(told.all[before])
      .map((one) => ({
        ...one,
        event: { ...one.event, atMs: expect.any(Number) },
      })),
  );

  // Of one that has ended nothing is told.
  watch.onEvent({ pid, event: { type: 'watch-ended', atMs: 0, how: 'lost', exitCode: null, signal: null } });
  expect(told.all.at(-1)).toMatchObject({ event: { type: 'watch-ended' } });
});

const listening = `require('node:http').createServer().listen(0, function () { console.log('port ' + this.address().port); })`;

test.runIf(hasProc)('of a program that is observed from inside they are told as well', async () => {
  await using program = await watched([process.execPath, '-e', listening]);
  const { pid } = await program.told.untilEvent('watch-started');
  const port = await program.told.untilPort();
  const client = connect(port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  await program.told.untilEvent('sockets', ({ open }, from) => from === pid && open === 1);
  expect(listeningPorts(pid)).toEqual([port]);
});

const startedAs = (pid: number): ProgramEvent => ({
  pid,
  event: { type: 'watch-started', monotonicMs: 0, target: { pid } } as WatchEvent,
});
