import { once } from 'node:events';
import { request as send } from 'node:http';
import { expect, test } from 'vitest';
import { programFile, watched } from './helpers/watched.ts';

const file = programFile('websocket.cjs');

async function server() {
  const program = await watched([process.execPath, file]);
  const port = await program.told.untilPort();
  await program.told.untilEvent('loaded');
  return { ...program, port, open: (path: string) => new WebSocket(`ws://127.0.0.1:${port}${path}`) };
}

test('one is in flight as a stream for as long as it is open, and has not failed', async () => {
  await using of = await server();
  const socket = of.open('/rooms/42?secret=yes');
  const { event } = await of.told.untilEvent('requests', ({ rows }) => rows.length > 0);
  const row = { kind: 'server', text: 'WebSocket /rooms/42', status: 101 };
  expect(event).toMatchObject({ begun: 1, ended: 0, rows: [{ ...row, endedMs: null }] });
  socket.close();
  const { event: over } = await of.told.untilEvent('requests', ({ ended }) => ended === 1);
  expect(over).toMatchObject({ failed: 0, rows: [row] });
  expect(over.routes).toMatchObject([{ route: 'WebSocket /rooms/:n', count: 1, failed: 0 }]);
});

test('one that is refused has ended with what it was told', async () => {
  await using of = await server();
  const headers = { connection: 'Upgrade', upgrade: 'websocket' };
  const [answer] = await once(send({ port: of.port, path: '/locked', headers }).end(), 'response');
  expect(answer.statusCode).toBe(401);
  answer.destroy();
  const { event } = await of.told.untilEvent('requests', ({ ended }) => ended === 1);
  expect(event).toMatchObject({ failed: 0, routes: [{ route: 'WebSocket /locked', count: 1 }] });
});

test.each(['now', 'later'])('the one whose message holds the loop is named: %s', async (word) => {
  await using of = await server();
  const [socket, other] = [of.open('/rooms/42'), of.open('/rooms/43')];
  await Promise.all([once(socket, 'open'), once(other, 'open')]);
  socket.send(word);
  const { event } = await of.told.untilEvent('held', ({ frames }) => frames[0]?.name === 'hashPassword');
  expect(event.holder).toEqual({ kind: 'request', request: 'WebSocket /rooms/42', certainty: 'exact' });
});
