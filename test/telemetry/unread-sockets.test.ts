import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { UnreadSockets, unreadInodes } from '../../source/telemetry/probes/unread-sockets.ts';

test('of a table of sockets, those count that are connected and have bytes to be read', () => {
  const line = (state: string, received: string, inode: number) =>
    `   0: 0100007F:1F90 0100007F:9C40 ${state} 00000000:${received} 00:00000000 00000000  1000  0 ${inode} 1 0 20 4`;
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    line('01', '00000005', 11),
    line('01', '00000000', 12),
    line('08', '00000001', 13),
    // What listens has connections in that queue.
    line('0A', '00000003', 14),
    line('06', '00000001', 15),
    '',
  ];
  expect(unreadInodes(table.join('\n'))).toEqual(['11', '13']);
});

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
