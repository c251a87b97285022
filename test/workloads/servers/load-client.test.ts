import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import {
  askForReport,
  ClientGone,
  type LoadOrder,
  type LoadReport,
  reachClient,
  tell,
} from '../../../workloads/helpers/load.ts';

const program = fileURLToPath(new URL('../../../workloads/servers/load-client.ts', import.meta.url));
const order: LoadOrder = {
  rate: 1000,
  lightRatio: 1,
  pages: 1,
  connections: 1,
  servers: 1,
  answers: 5,
  seed: 1,
};

/** A real client, as a run starts it. Returns the port at which it takes orders. */
async function startClient(part: Partial<LoadOrder>): Promise<number> {
  const child = fork(program, [JSON.stringify({ ...order, ...part })]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [port] = (await once(child, 'message')) as [number];
  return port;
}

/** A real server that tells the client of itself. */
async function startServer(client: number, handler: RequestListener): Promise<Socket> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const line = await reachClient(client);
  onTestFinished(() => {
    line.destroy();
    server.close();
    server.closeAllConnections();
  });
  tell(line, { type: 'listening', port: (server.address() as AddressInfo).port });
  return line;
}

const drive = async (part: Partial<LoadOrder>, handler: RequestListener): Promise<LoadReport> => {
  const client = await startClient(part);
  await startServer(client, handler);
  return askForReport(client, part.answers ?? order.answers);
};

test('latency counts from when a request was due, and not from when it could be sent', async () => {
  const heldMs = 400;
  let first = true;
  const report = await drive({ answers: 5 }, (_request, response) => {
    // Those that were due meanwhile are sent one after another once this one is answered, and answered at once.
    setTimeout(() => response.end(), first ? heldMs : 0);
    first = false;
  });
  expect(report.answers).toBe(5);
  expect(report.p50Ms).toBeGreaterThan(heldMs / 2);
  expect(report.lightP99Ms).toBe(report.maxMs);
  expect(report.pageP99Ms).toBeNull();
});

test('answers with an error are counted apart, and are no answers', async () => {
  let count = 0;
  const report = await drive({ answers: 6 }, (_request, response) => {
    response.writeHead(++count % 2 === 0 ? 500 : 200).end();
  });
  expect(report).toMatchObject({ answers: 6, failures: 5 });
});

test('requests go to all servers, and to one that stays when the other has gone', async () => {
  const client = await startClient({ servers: 2, connections: 2, answers: 40 });
  const counts = [0, 0];
  const lines: Socket[] = [];
  for (const at of [0, 1]) {
    lines.push(
      await startServer(client, (_request, response) => {
        counts[at]!++;
        if (counts[0]! + counts[1]! === 20) lines[0]!.destroy();
        response.end();
      }),
    );
  }
  expect((await askForReport(client, 40)).answers).toBe(40);
  expect(counts[0]).toBeGreaterThan(5);
  expect(counts[1]).toBeGreaterThan(counts[0]!);
});

test('the same seed asks for the same, in the shares that were ordered', async () => {
  const asked = async (seed: number) => {
    const paths: string[] = [];
    await drive({ answers: 100, lightRatio: 0.5, pages: 3, seed }, (request, response) => {
      paths.push(request.url!);
      response.end();
    });
    return paths.slice(0, 100);
  };
  const paths = await asked(1);
  expect(await asked(1)).toEqual(paths);
  expect(await asked(2)).not.toEqual(paths);
  expect(new Set(paths)).toEqual(new Set(['/light', '/page/0', '/page/1', '/page/2']));
  const light = paths.filter((path) => path === '/light').length;
  expect(light).toBeGreaterThan(30);
  expect(light).toBeLessThan(70);
});

test('one that has gone is told by its name', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  await expect(askForReport(port, 1)).rejects.toThrow(ClientGone);
});
