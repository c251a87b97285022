/** The HTTP server of a lane. Its tasks take one request each; what comes in between waits for the next of them. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ClientGone, reachClient, tell } from './load.ts';

/** A request that has arrived, until it is answered. */
type Arrival = {
  readonly path: string;
  /** Resolves when the answer has been handed to the system. Rejects when nobody waits for it any more. */
  answer(status: number, text: string): Promise<void>;
};

type Taker = { resolve: (arrival: Arrival) => void; reject: (error: Error) => void };

class LaneServer {
  readonly #server = createServer((request, response) => this.#arrive(request.url ?? '', response));
  readonly #arrivals: Arrival[] = [];
  readonly #takers = new Set<Taker>();
  /** An open line to the load client: each end sees by it whether the other is still there. */
  #line: Socket | null = null;
  #gone = false;

  async open(controlPort: number): Promise<this> {
    // The client keeps its connections for as long as it lives.
    this.#server.keepAliveTimeout = 0;
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#line = await reachClient(controlPort);
    this.#line.on('error', () => {}).once('close', () => this.#end());
    tell(this.#line, { type: 'listening', port: (this.#server.address() as AddressInfo).port });
    return this;
  }

  /** The next request in the order of arrival. Rejects when the signal says so, or when no more can come. */
  next(signal: AbortSignal): Promise<Arrival> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(new ClientGone());
      const arrival = this.#arrivals.shift();
      if (arrival) return resolve(arrival);
      if (signal.aborted) return reject(signal.reason);
      const taker = { resolve, reject };
      this.#takers.add(taker);
      const onAbort = () => {
        this.#takers.delete(taker);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Requests that nobody took are dropped. */
  close(): void {
    this.#line?.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #arrive(path: string, response: ServerResponse): void {
    const answer = async (status: number, text: string) => {
      if (response.destroyed) throw new ClientGone();
      const closed = once(response, 'close');
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
      await closed;
      if (!response.writableFinished) throw new ClientGone();
    };
    const arrival = { path, answer };
    const [taker] = this.#takers;
    if (!taker) {
      this.#arrivals.push(arrival);
      return;
    }
    this.#takers.delete(taker);
    taker.resolve(arrival);
  }

  #end(): void {
    this.#gone = true;
    for (const taker of this.#takers) taker.reject(new ClientGone());
    this.#takers.clear();
  }
}

/** This lane's own server: a module is loaded once in every thread and process. */
let opened: Promise<LaneServer> | null = null;

/** The lane's server; the first call opens it and tells the load client. */
export function laneServer(controlPort: number): Promise<LaneServer> {
  opened ??= new LaneServer().open(controlPort);
  return opened;
}

/** Closes this lane's server, if it has one. */
export async function closeLaneServer(): Promise<void> {
  const server = await opened?.catch(() => null);
  server?.close();
  opened = null;
}
