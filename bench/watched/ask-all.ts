import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connections to a server that stay open, each of which sends the next request when the last was answered. */
export class Clients {
  readonly #sockets: readonly Socket[];
  #sent = 0;

  private constructor(sockets: readonly Socket[]) {
    this.#sockets = sockets;
  }

  static async open(port: number, connections: number): Promise<Clients> {
    const sockets = Array.from({ length: connections }, () =>
      connect(port, '127.0.0.1').setEncoding('latin1'),
    );
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return new Clients(sockets);
  }

  /** Resolves when so many more requests have been answered. */
  async ask(count: number): Promise<void> {
    const until = this.#sent + count;
    await Promise.all(this.#sockets.map((socket) => this.#askOver(socket, until)));
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async #askOver(socket: Socket, until: number): Promise<void> {
    while (this.#sent < until) {
      socket.write(`GET /users/${this.#sent++ % 1000} HTTP/1.1\r\nhost: a\r\n\r\n`);
      let text = '';
      // Some servers send it in several pieces.
      do text += (await once(socket, 'data'))[0];
      while (!isWhole(text));
    }
  }
}

const headEnds = '\r\n\r\n';

function isWhole(answer: string): boolean {
  const bodyAt = answer.indexOf(headEnds) + headEnds.length;
  const length = Number(/\ncontent-length: (\d+)/i.exec(answer)?.[1]);
  return bodyAt >= headEnds.length && answer.length - bodyAt >= length;
}

const connections = 20;

/** So many requests, over connections that are closed then. */
export async function askAll(port: number, count: number): Promise<void> {
  const clients = await Clients.open(port, connections);
  await clients.ask(count);
  clients.close();
}
