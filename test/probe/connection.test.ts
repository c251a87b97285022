import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { RequestTable } from '../../source/probe/request-table.ts';
import { observeRequests } from '../../source/probe/requests.ts';

async function observedServer(answer: (url: string, response: ServerResponse) => void) {
  const table = new RequestTable();
  const observed = observeRequests({ clock: () => performance.now(), table });
  const server = createServer((request, response) => answer(request.url!, response)).listen(0);
  onTestFinished(() => {
    observed.stop();
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port);
  const ask = (...paths: string[]) =>
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`).join(''));
  return { observed, server, socket, ask, ended: () => endedOf(table) };
}

const endedOf = (table: RequestTable) =>
  Array.from({ length: table.counts.begun }, (_, slot) => [table.textOf(slot), table.statusOf(slot)]);

test('requests that a connection sends at once end each with its own status', async () => {
  const answers: (() => void)[] = [];
  const { ask, ended, socket } = await observedServer((url, response) => {
    answers.push(() => response.writeHead(url === '/b' ? 404 : 200).end());
    // The last comes first: its answer waits for those before it.
    if (answers.length === 3) for (const one of answers.reverse()) one();
  });
  ask('/a', '/b', '/c');
  let got = '';
  for await (const chunk of socket) {
    got += chunk;
    if (got.split('HTTP/1.1').length === 4) break;
  }
  expect(ended()).toEqual([
    ['GET /a', 200],
    ['GET /b', 404],
    ['GET /c', 200],
  ]);
});

test('whoever goes away before the answer was not answered, in all of the requests on that connection', async () => {
  const { ask, ended, server, socket } = await observedServer((url, response) => {
    if (url === '/a') response.end();
    if (url === '/c') socket.destroy();
  });
  server.on('connection', (one) => one.on('close', () => server.emit('gone')));
  ask('/a', '/b', '/c');
  await once(server, 'gone');
  expect(ended()).toEqual([
    ['GET /a', 200],
    ['GET /b', 499],
    ['GET /c', 499],
  ]);
});

test('a handler that waits for the end of a request without a body is known by it', async () => {
  const { observed, server, ask, ended } = await observedServer(() => {});
  const known = new Promise((done) => {
    server.removeAllListeners('request').on('request', (request, response) => {
      request.on('end', () => {
        done(observed.current());
        response.end();
      });
      request.resume();
    });
  });
  ask('/a');
  expect(await known).toBe('GET /a');
  expect(ended()).toHaveLength(1);
});

test('no listener stays on a connection', async () => {
  const { observed, server, ask } = await observedServer((_, response) => response.end());
  server.on('connection', (socket) => {
    server.emit('counted', socket, socket.listenerCount('close'));
  });
  const counted = once(server, 'counted');
  ask('/a');
  const [socket, before] = await counted;
  await once(server, 'request');
  expect(socket.listenerCount('close')).toBe(before + 1);
  observed.stop();
  expect(socket.listenerCount('close')).toBe(before);
});
