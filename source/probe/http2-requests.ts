import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { goneStatus } from '../protocol/request-status.ts';
import type { Logged } from './logged.ts';
import type { Notes } from './notes.ts';
import { quiet } from './quiet.ts';

type InFlight = { readonly one: Logged; readonly closed: ReturnType<typeof quiet> };

/** Requests that come over HTTP/2: each is a stream of its connection. Older versions of Node.js than 22 tell of none. */
export class Http2Requests {
  readonly #inFlight = new Map<ServerHttp2Stream, InFlight>();
  readonly #answers: Notes['answers'];

  /** `enter`: from here on the code is that request's. */
  constructor({ on, begin, answers, end }: Notes, enter: (one: Logged) => void) {
    this.#answers = answers;
    on<{ stream: ServerHttp2Stream; headers: IncomingHttpHeaders }>(
      'http2.server.stream.created',
      ({ stream, headers }) => {
        const one = begin('server', headers[':method'], '', headers[':path']);
        enter(one);
        const closed = quiet(() => {
          this.#inFlight.delete(stream);
          end(one, statusOf(stream, one));
        });
        this.#inFlight.set(stream, { one, closed });
        // Not all versions that tell of its beginning have a channel for its end.
        stream.once('close', closed);
      },
    );
  }

  /** Tells of each answer that has begun since the last time, and goes on. */
  look(): void {
    for (const [stream, { one }] of this.#inFlight) {
      const status = one.status === null ? sentBy(stream) : null;
      if (status !== null) this.#answers(one, status);
    }
  }

  /** No listener stays behind. */
  stop(): void {
    for (const [stream, { closed }] of this.#inFlight) stream.off('close', closed);
    this.#inFlight.clear();
  }
}

/** Null: its answer has not begun. */
const sentBy = ({ sentHeaders }: ServerHttp2Stream): number | null =>
  Number(sentHeaders?.[':status']) || null;

/** The client went away before there was an answer, or all of it: what else has no status. Who reads a stream leaves it so. */
const statusOf = (stream: ServerHttp2Stream, { status }: Logged): number =>
  status ?? ((!stream.aborted && sentBy(stream)) || goneStatus);
