import { connect } from 'node:net';

const connections = 20;

/** So many requests, over some connections that each send the next one when the last was answered. */
export async function askAll(port: number, count: number): Promise<void> {
  let sent = 0;
  await Promise.all(Array.from({ length: connections }, () => ask()));

  function ask(): Promise<void> {
    return new Promise((done, failed) => {
      const socket = connect(port, '127.0.0.1');
      const next = () => {
        if (sent >= count) socket.end();
        else socket.write(`GET /users/${sent++ % 1000} HTTP/1.1\r\nhost: a\r\n\r\n`);
      };
      socket
        .on('connect', next)
        .on('data', next)
        .on('error', failed)
        .on('close', () => done());
    });
  }
}
