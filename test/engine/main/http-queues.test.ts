import { createServer, get, Agent as HttpAgent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Agent, getGlobalDispatcher, Pool, request, setGlobalDispatcher } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { HttpQueues } from '../../../source/engine/main/http-queues.ts';

/** A server that answers once it is told to. */
async function silentServer() {
  const waiting: (() => void)[] = [];
  let arrived = () => {};
  const server = createServer((_, response) => {
    waiting.push(() => response.end());
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    answer: () => {
      for (const end of waiting.splice(0)) end();
    },
    /** Resolves when so many requests are there. */
    has: async (requests: number) => {
      while (waiting.length < requests)
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
    },
  };
}

function watched(): { figure: (name: string) => number | null | undefined } {
  const queues = new HttpQueues();
  onTestFinished(() => queues.stop());
  return { figure: (name) => queues.take().find((figure) => figure.name === name)?.value };
}

test.each([
  ['an agent', () => new Agent({ connections: 2 })],
  ['one pool', (origin: string) => new Pool(origin, { connections: 2 })],
])('requests that wait in %s that everybody uses', async (_, dispatcherFor) => {
  const server = await silentServer();
  const before = getGlobalDispatcher();
  const dispatcher = dispatcherFor(server.origin);
  setGlobalDispatcher(dispatcher);
  onTestFinished(() => setGlobalDispatcher(before));
  const { figure } = watched();
  const asked = Array.from({ length: 7 }, () => request(`${server.origin}/`));
  await server.has(2);
  expect(figure('fetchWaitingRequests')).toBe(5);
  expect(figure('fetchSentRequests')).toBe(2);
  for (let left = 7; left > 0; left -= 2) {
    await server.has(Math.min(2, left));
    server.answer();
  }
  for (const { body } of await Promise.all(asked)) await body.dump();
  expect(figure('fetchWaitingRequests')).toBe(0);
  await dispatcher.close();
});

test('a dispatcher of somebody’s own, whose figures mean something else, is asked and passed over', async () => {
  const before = getGlobalDispatcher();
  onTestFinished(() => setGlobalDispatcher(before));
  const server = await silentServer();
  const { figure } = watched();
  const asked = request(server.origin);
  await server.has(1);
  const odd = {
    dispatch: () => true,
    get stats(): never {
      throw new Error('not now');
    },
  };
  setGlobalDispatcher(odd as unknown as Agent);
  expect(figure('fetchWaitingRequests')).toBe(0);
  server.answer();
  await (await asked).body.dump();
});

test('an agent of the person’s is not kept alive', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const server = await silentServer();
  const { figure } = watched();
  const ask = async () => {
    const agent = new HttpAgent();
    const answered = new Promise((resolve) => get({ port: server.port, agent }, resolve));
    await server.has(1);
    expect(figure('agentUsedSockets')).toBe(1);
    server.answer();
    const response = (await answered) as { resume(): void; once(name: string, then: () => void): void };
    const ended = new Promise<void>((resolve) => response.once('close', resolve));
    response.resume();
    await ended;
    return new WeakRef(agent);
  };
  const agent = await ask();
  // A turn later nothing on the stack or in a queue refers to it.
  for (let turn = 0; turn < 5 && agent.deref(); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  expect(agent.deref()).toBeUndefined();
  expect(figure('agentUsedSockets')).toBe(0);
});
