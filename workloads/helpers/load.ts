/** What the tasks of `server`, in whatever thread or process they run, and its load client say to each other. */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What the client is to do. */
export type LoadOrder = {
  /** Requests that fall due each second, at chance moments. */
  rate: number;
  /** Share of the requests that are light. */
  lightRatio: number;
  /** Pages to choose from. */
  pages: number;
  /** Connections at most; requests that are due wait for one. */
  connections: number;
  /** Servers to wait for before the first request. */
  servers: number;
  /** It stops after so many answers. */
  answers: number;
  seed: number;
};

/** What the client has measured. Latencies count from the moment a request was due. Null: no such answer came. */
export type LoadReport = {
  answers: number;
  /** Answers that say that something went wrong. */
  failures: number;
  perSecond: number | null;
  p50Ms: number | null;
  p99Ms: number | null;
  maxMs: number | null;
  lightP99Ms: number | null;
  pageP99Ms: number | null;
};

/** A server says where it listens; it is taken to be gone when it hangs up. The check asks once so many answers are in. */
export type ToClient = { type: 'listening'; port: number } | { type: 'report'; answers: number };

/** Connects to the client. Rejects when it is not there any more. */
export function reachClient(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', () => reject(new ClientGone()));
  });
}

/** Asks for the report. Rejects when the client is gone. */
export async function askForReport(port: number, answers: number): Promise<LoadReport> {
  const socket = await reachClient(port);
  tell(socket, { type: 'report', answers });
  for await (const line of createInterface(socket)) {
    socket.destroy();
    return JSON.parse(line) as LoadReport;
  }
  throw new ClientGone();
}

export function tell(socket: Socket, message: ToClient | LoadReport): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Why no more requests come. */
export class ClientGone extends Error {
  override name = 'ClientGone';

  constructor() {
    super('the load client has ended: no more requests come');
  }
}
