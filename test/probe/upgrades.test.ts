import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { slotState } from '../../source/probe/request-layout.ts';
import { RequestTable } from '../../source/probe/request-table.ts';
import { observeRequests } from '../../source/probe/requests.ts';

type Listener = (request: IncomingMessage, socket: Duplex) => void;

const accepted = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';

/** A server that is observed, and that goes on as `listeners` say. */
function observed(...listeners: readonly Listener[]) {
  const table = new RequestTable();
  const { current, stop } = observeRequests({ clock: () => 7, table });
  onTestFinished(stop);
  const server = createServer();
  for (const listener of listeners) server.on('upgrade', listener);
  server.listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  /** By hand: what a client of Node.js sends would be told of as well. */
  const ask = (line: string) => {
    const client = connect(port).on('error', () => {});
    client.write(`${line} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n`);
    onTestFinished(() => void client.destroy());
    return client.resume();
  };
  return { table, current, stop, server, ask };
}

test('what comes over the connection is its own, also behind an await', async () => {
  const seen: (string | null)[] = [];
  const note = () => seen.push(of.current());
  const of = observed((_, socket) => {
    note();
    socket.write(accepted);
    socket.on('data', async () => {
      note();
      await new Promise((done) => setTimeout(done, 1));
      note();
      socket.end();
    });
  });
  const client = of.ask('GET /chat?secret');
  await once(client, 'data');
  expect([of.table.stateOf(0), of.table.textOf(0), of.table.answeringOf(0)]).toEqual([
    ...[slotState.begun, 'WebSocket /chat', 101],
  ]);
  expect(of.current()).toBe(null);
  client.write('word');
  await once(client, 'close');
  expect(seen).toEqual(Array(3).fill('WebSocket /chat'));
});

test.each([
  ['that is refused', (socket: Duplex): void => void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'), 401],
  [
    'that is refused in bytes',
    (socket: Duplex): void => void socket.end(Buffer.from('HTTP/1.1 403 Forbidden\r\n\r\n')),
    403,
  ],
  ['of which nobody answers before it is gone', (socket: Duplex): void => void socket.destroy(), 499],
] as const)('one %s', async (_, answer, status) => {
  const of = observed((_request, socket) => answer(socket));
  await once(of.ask('GET /chat'), 'close');
  expect([of.table.stateOf(0), of.table.statusOf(0)]).toEqual([slotState.ended, status]);
});

test('a tunnel is one as well, and several listeners are called for one and the same', async () => {
  const of = observed();
  const sockets: Duplex[] = [];
  const listener = (_: IncomingMessage, socket: Duplex) => void sockets.push(socket);
  of.server.on('connect', listener).on('connect', (_, socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
  await once(of.ask('CONNECT example.com:443'), 'data');
  expect(sockets).toHaveLength(1);
  expect(of.table.counts.begun).toBe(1);
  expect([of.table.textOf(0), of.table.answeringOf(0)]).toEqual(['CONNECT example.com:443', 200]);
});

test('the program finds and removes its listeners, and nothing of it is left', async () => {
  const first: Listener = (_, socket) => void socket.write(accepted);
  const sockets: Duplex[] = [];
  const second: Listener = (_, socket) => void sockets.push(socket);
  const of = observed(first, second);
  await once(of.ask('GET /chat'), 'data');
  expect(of.server.listeners('upgrade')).toEqual([first, second]);
  expect(of.server.rawListeners('upgrade')).not.toEqual([first, second]);
  const own = ['push', 'write', 'end'];
  expect(own.filter((key) => Object.hasOwn(sockets[0]!, key))).toEqual(['push']);
  of.server.removeListener('upgrade', first);
  expect(of.server.listeners('upgrade')).toEqual([second]);
  const [kept] = of.server.rawListeners('upgrade') as [Listener];
  of.stop();
  expect(of.server.rawListeners('upgrade')).toEqual([second]);
  expect(own.filter((key) => Object.hasOwn(sockets[0]!, key))).toEqual([]);
  // Who has kept what stood there may call it all the same.
  const later = new Socket();
  kept(Object.assign(new IncomingMessage(later), { method: 'GET', url: '/' }), later);
  expect(sockets).toContain(later);
  expect(own.filter((key) => Object.hasOwn(later, key))).toEqual([]);
  sockets[0]!.destroy();
});
