import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { slotState } from '../../source/probe/request-layout.ts';
import { RequestTable } from '../../source/probe/request-table.ts';
import { observeRequests } from '../../source/probe/requests.ts';

const channels = [
  ...['http.server.request.start', 'http.client.request.start'],
  ...['create', 'headers', 'trailers', 'error'].map((name) => `undici:request:${name}`),
];
const left = () => [
  ...channels.map((name) => channel(name).hasSubscribers),
  Object.getOwnPropertyDescriptor(IncomingMessage.prototype, 'push'),
];

test('while it observes, the request is known whose code runs; then nothing of it is left', async () => {
  const before = left();
  const table = new RequestTable();
  const observed = observeRequests({ clock: () => 7, table });
  expect(left()).not.toEqual(before);
  const seen: (string | null)[] = [];
  const server = createServer((request, response) => {
    seen.push(observed.current());
    request.resume().on('end', () => {
      seen.push(observed.current());
      response.end();
    });
  }).listen(0);
  const { port } = server.address() as AddressInfo;
  const ask = async () => (await fetch(`http://localhost:${port}/a?b`, { method: 'POST', body: 'c' })).text();
  await ask();
  expect(seen).toEqual(['POST /a', 'POST /a']);
  expect(observed.current()).toBe(null);
  expect([table.textOf(0), table.textOf(1)]).toEqual([`POST localhost:${port}/a`, 'POST /a']);
  expect([table.stateOf(1), table.startedMs(1), table.endedMs(1), table.statusOf(1)]).toEqual([
    ...[slotState.ended, 7, 7, 200],
  ]);
  observed.stop();
  expect(left()).toEqual(before);
  await ask();
  expect(table.counts).toMatchObject({ begun: 1, ended: 1 });
  server.close();
  await once(server, 'close');
});

test('a message that the program makes itself, without a connection, is read as ever', () => {
  const { stop } = observeRequests({ clock: () => 7, table: new RequestTable() });
  onTestFinished(stop);
  const message = new IncomingMessage(null as never);
  message.push('body');
  expect(String(message.read())).toBe('body');
});
