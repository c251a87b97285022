import { Agent, type ClientRequest, request as open } from 'node:http';
import type { LoadRequest } from '../protocol/load-events.ts';
import type { Target } from './messages.ts';

/** A program with the usual limit of 1,024 descriptors can still take so many, and have files of its own open. */
export const mostConnections = 512;

/** `status`: it was answered to the end. `code`: it was not, and why: `ECONNREFUSED`. */
export type Outcome = { readonly status: number } | { readonly code: string };

/** Connections to one port, kept open and used again: as a proxy before a program has them. */
export class Connections {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: mostConnections });
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Sends a request; `done` is called once, unless it is given up before. Returns what gives it up. */
  send(request: LoadRequest, done: (outcome: Outcome) => void): () => void {
    let current: ClientRequest;
    let isOver = false;
    const end = (outcome: Outcome) => {
      if (isOver) return;
      isOver = true;
      done(outcome);
    };
    const attempt = (isAgain: boolean) => {
      const { method, path, headers, body } = request;
      const own = body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
      const sent = open({ ...this.#target, method, path, headers: own, agent: this.#agent });
      current = sent;
      let status: number | null = null;
      sent.on('response', (response) => {
        status = response.statusCode ?? 0;
        response.on('end', () => end({ status: status! }));
        response.on('error', (error) => end({ code: codeOf(error) }));
        response.resume();
      });
      sent.on('error', (error) => {
        // A connection that was idle may be closed as it is used again: any client then opens another one.
        const wasIdle = sent.reusedSocket && status === null && codeOf(error) === 'ECONNRESET';
        if (wasIdle && !isAgain && !isOver) attempt(true);
        else end({ code: codeOf(error) });
      });
      sent.end(body ?? undefined);
    };
    attempt(false);
    return () => {
      isOver = true;
      current.destroy();
    };
  }

  close(): void {
    this.#agent.destroy();
  }
}

const codeOf = (error: Error) => (error as NodeJS.ErrnoException).code ?? error.name;
