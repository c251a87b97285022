import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { UnreadSockets } from '../../source/telemetry/probes/unread-sockets.ts';

test.skipIf(process.platform !== 'linux')(
  'answers that nobody has read are counted, of this process alone',
  async () => {
    const server = createServer((socket) => socket.on('error', () => {}).write('answer')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const clients: Socket[] = [];
    for (let at = 0; at < 3; at++) {
      // Without somebody who wants its data, Node.js leaves it in the kernel.
      const client = connect({
        port,
        host: '127.0.0.1',
        onread: { buffer: Buffer.alloc(1), callback: () => false },
      });
      clients.push(client);
      await once(client, 'connect');
    }
    const sockets = new UnreadSockets(process.pid);
    for (let nowMs = 0; (sockets.unread ?? 0) < 3; nowMs += 1e9) {
      sockets.look(nowMs, 0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sockets.unread).toBe(3);
    sockets.forget();
    expect(sockets.unread).toBeNull();
    sockets.look(99, 0);
    expect(sockets.unread).toBeNull();
    for (const client of clients) client.destroy();
    server.close();
  },
);
