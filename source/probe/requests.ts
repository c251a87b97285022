import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import timers from 'node:timers';
import type { Measured } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { Clock } from '../telemetry/clock.ts';
import { keepContext } from './body-context.ts';
import { Connections } from './connection.ts';
import type { FastRequests } from './fast-requests.ts';
import { Http2Requests } from './http2-requests.ts';
import type { Logged } from './logged.ts';
import { Noted } from './noted.ts';
import { quiet } from './quiet.ts';
import { RequestLog } from './request-log.ts';
import type { RequestKind, RequestTable } from './request-table.ts';
import { Upgrades } from './upgrades.ts';

/** Until then each promise of the program would pay for knowing its request: up to 1.7 times the processor time. */
const exactFrom = 24;

/** An answer that goes on for longer is a stream: events that the server sends, a download. */
const streamsAfterMs = 1000;
/** As they are before the work changes them. */
const { setInterval, clearInterval } = timers;

/**
 * `write`: what is not in the table yet is written there. `current`: the request whose code is on the stack; null: none that is in
 * flight. `stop`: nothing of it stays behind.
 */
type Observed = {
  readonly sight: WatchEventOf<'watch-started'>['requests'];
  readonly write: () => void;
  readonly current: () => string | null;
  readonly stop: () => void;
};

type Options = {
  readonly clock: Clock;
  readonly table: RequestTable;
  readonly firstNumber?: number;
  /** See `RequestLog`. Where it is given, `write` is called at each beat of the loop, and before each look at it. */
  readonly fast?: FastRequests | null;
};

/** A request of fetch, as its channels tell of it. */
type Fetched = {
  readonly request: { readonly origin: unknown; readonly method: string; readonly path: string };
};

/** Writes down the requests that come to the calling thread, and those that it sends, as Node.js itself tells of them. */
export function observeRequests({ clock, table, firstNumber = 0, fast = null }: Options): Observed {
  // It came with 18.7.
  if (!subscribe) return { sight: 'none', write: () => {}, current: () => null, stop: () => {} };
  const store =
    Number.parseInt(process.versions.node, 10) >= exactFrom ? new AsyncLocalStorage<Logged>() : null;
  // Where it is not known which request runs, it is told by what is in the table as the loop freezes.
  const log = new RequestLog(table, { fast: store ? fast : null, firstNumber });
  const connections = new Connections(end);
  const undo: (() => void)[] = store
    ? [keepContext(store, connections), () => connections.stop(), () => store.disable()]
    : [() => connections.stop()];

  on<{ request: IncomingMessage; socket: Socket }>('http.server.request.start', ({ request, socket }) => {
    const one = begin('server', request.method, '', request.url);
    store?.enterWith(one);
    connections.begin(socket, one);
  });
  on<{ response: ServerResponse; socket: Socket }>('http.server.response.finish', ({ response, socket }) =>
    connections.answered(socket, response.statusCode),
  );
  const answers = (one: Logged, status: number) => log.answers(one, status);
  const notes = { on, begin, answers, end };
  const http2 = new Http2Requests(notes, (one) => store?.enterWith(one));
  const upgrades = new Upgrades(notes, { connections, store });
  const looks = setInterval(
    quiet(() => {
      connections.look(answers);
      upgrades.look();
      http2.look();
    }),
    streamsAfterMs,
  ).unref();
  undo.push(
    () => clearInterval(looks),
    () => http2.stop(),
    () => upgrades.stop(),
  );
  on<{ request: ClientRequest & { res?: IncomingMessage } }>('http.client.request.start', ({ request }) => {
    const host = request.getHeader('host') ?? request.host;
    const one = begin('client', request.method, String(host), request.path);
    // It comes last, whatever became of it.
    request.on('close', () => end(one, request.res?.statusCode ?? null));
  });
  on<Fetched>('undici:request:create', ({ request }) => {
    const host = String(request.origin).replace(/^\w+:\/\//, '');
    new Noted(request, begin('client', request.method, host, request.path));
  });
  on<Fetched & { response: { statusCode: number } }>('undici:request:headers', ({ request, response }) => {
    const one = Noted.on<Logged>(request);
    if (one) one.status = response.statusCode;
  });
  for (const last of ['trailers', 'error'])
    on<Fetched>(`undici:request:${last}`, ({ request }) => {
      const one = Noted.on<Logged>(request);
      if (one) end(one, one.status);
    });

  return {
    sight: store ? 'exact' : 'likely',
    write: quiet<void>(() => log.write()),
    current: () => (store?.getStore() ?? upgrades.current)?.textInFlight ?? null,
    stop: () => {
      for (const one of undo) quiet<void>(one)();
    },
  };

  function on<Message>(channel: string, listener: (message: Message) => void): void {
    const heard = quiet(listener) as (message: unknown) => void;
    subscribe(channel, heard);
    undo.push(() => unsubscribe(channel, heard));
  }

  function begin(kind: RequestKind, method = '', host = '', path = ''): Logged {
    const parent = kind === 'client' ? (store?.getStore()?.number ?? null) : null;
    return log.begin(kind, method, host, path, parent, clock());
  }

  function end(one: Logged, status: Measured): void {
    log.end(one, clock(), status);
  }
}
