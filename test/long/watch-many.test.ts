import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createProgram, reduceProgram } from '../../source/session/program.ts';
import { watched } from '../watch/runs/helpers/watched.ts';

const connections = 20;

/** So many requests, over connections that each send the next one when the last was answered. */
async function askAll(port: number, count: number): Promise<void> {
  let sent = 0;
  const ask = () =>
    new Promise<void>((done, failed) => {
      const socket = connect(port, '127.0.0.1');
      const next = () => {
        if (sent >= count) socket.end();
        else socket.write(`GET /users/${sent++} HTTP/1.1\r\nhost: a\r\n\r\n`);
      };
      socket.on('connect', next).on('data', next).on('error', failed).on('close', done);
    });
  await Promise.all(Array.from({ length: connections }, ask));
}

const server = `require('node:http').createServer((request, response) => response.end('ok'))
  .listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port) })`;

test('a server that answers thousands a second: each request is counted, and little is told of them', async () => {
  await using program = await watched([process.execPath, '-e', server]);
  const { told } = program;
  const port = await told.untilPort();
  await told.untilEvent('loaded');
  const before = told.all.length;
  await askAll(port, 50_000);
  const { event } = await told.untilEvent('requests', ({ ended }) => ended === 50_000);
  expect(event.begun).toBe(50_000);
  const events = told.all.slice(before).flatMap((said) => ('event' in said ? [said.event] : []));
  const inRoutes = events.flatMap((one) => (one.type === 'requests' ? one.routes : []));
  expect(new Set(inRoutes.map(({ route }) => route))).toEqual(new Set(['GET /users/:n']));
  const timed = inRoutes.reduce((sum, { count }) => sum + count, 0);
  expect(timed + event.uncounted).toBe(50_000);
  // Four events of each kind a second, whatever comes: less than a byte for each request.
  expect(JSON.stringify(events).length).toBeLessThan(1e6);
});

const processes = 120;
/** Each goes on until it is ended, and the next is then started. */
const parent = `const { spawn } = require('node:child_process');
let left = ${processes};
const next = () => { if (left-- > 0) spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']).on('exit', next); };
for (let one = 0; one < 4; one++) next();`;

test('a program that starts a process after another: all are seen, and the latest that ended are kept', async () => {
  await using program = await watched([process.execPath, '-e', parent]);
  const { told, launched } = program;
  let state = createProgram();
  await told.until((said) => {
    state = reduceProgram(state, said);
    const begins = 'event' in said && said.event.type === 'watch-started' && said.pid !== launched.pid;
    if (begins) process.kill(said.pid, 'SIGKILL');
    return 'ended' in said ? true : null;
  });
  expect(told.pids.size).toBe(processes + 1);
  expect(state.watches.size).toBeLessThanOrEqual(101);
  expect([...state.watches.values()].filter(({ ended }) => ended === null)).toEqual([]);
});
