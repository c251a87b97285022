import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Measured } from '../protocol/units.ts';
import { quiet } from './quiet.ts';
import { type Begun, goneStatus, type RequestKind } from './request-table.ts';

/** How requests are written down, see `observeRequests`. */
type Notes = {
  on<Message>(channel: string, listener: (message: Message) => void): void;
  begin(kind: RequestKind, method?: string, host?: string, path?: string): Begun;
  end(one: Begun, status: Measured): void;
  /** From here on the code is that request's. */
  enter(one: Begun): void;
};

/** Requests that come over HTTP/2: each is a stream of its connection. Older versions of Node.js than 22 tell of none. */
export function observeHttp2({ on, begin, end, enter }: Notes): void {
  on<{ stream: ServerHttp2Stream; headers: IncomingHttpHeaders }>(
    'http2.server.stream.created',
    ({ stream, headers }) => {
      const one = begin('server', headers[':method'], '', headers[':path']);
      enter(one);
      // Not all versions that tell of its beginning have a channel for its end.
      stream.once(
        'close',
        quiet(() => end(one, statusOf(stream))),
      );
    },
  );
}

/** The client went away before there was an answer, or all of it: what else has no status. */
function statusOf({ aborted, sentHeaders }: ServerHttp2Stream): number {
  return (!aborted && Number(sentHeaders?.[':status'])) || goneStatus;
}
