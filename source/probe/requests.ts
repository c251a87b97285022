import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { Clock } from '../telemetry/clock.ts';
import { inContext } from './body-context.ts';
import { quiet } from './quiet.ts';
import { type Begun, goneStatus, type RequestKind, RequestTable } from './request-table.ts';

/** Until then each promise of the program would pay for knowing its request: up to 1.7 times the processor time. */
const exactFrom = 24;

/** `current`: the request whose code is on the stack; null: none that is in flight. `stop`: nothing of it stays behind. */
type Observed = {
  readonly buffer: SharedArrayBuffer;
  readonly sight: WatchEventOf<'watch-started'>['requests'];
  readonly current: () => string | null;
  readonly stop: () => void;
};

/** A request of fetch, as its channels tell of it. */
type Fetched = {
  readonly request: { readonly origin: unknown; readonly method: string; readonly path: string };
};

/** Writes down the requests that come to this program, and those that it sends, as Node.js itself tells of them. */
export function observeRequests(clock: Clock): Observed {
  const table = new RequestTable();
  const { buffer } = table;
  // It came with 18.7.
  if (!subscribe) return { buffer, sight: 'none', current: () => null, stop: () => {} };
  const store =
    Number.parseInt(process.versions.node, 10) >= exactFrom ? new AsyncLocalStorage<Begun>() : null;
  /** By the response to it, or by what was sent. */
  const begun = new WeakMap<object, Begun>();
  const undo: (() => void)[] = [];

  on<{ request: IncomingMessage; response: ServerResponse }>(
    'http.server.request.start',
    ({ request, response }) => {
      const one = begin('server', response, `${request.method} ${pathOf(request.url)}`);
      store?.enterWith(one);
      body?.set(request, one);
      response.on('close', () => end('server', response, goneStatus));
    },
  );
  const body = store && inContext(store);
  if (body) undo.push(body.stop, () => store.disable());
  on<{ response: ServerResponse }>('http.server.response.finish', ({ response }) =>
    end('server', response, response.statusCode),
  );
  on<{ request: ClientRequest & { res?: IncomingMessage } }>('http.client.request.start', ({ request }) => {
    const host = request.getHeader('host') ?? request.host;
    begin('client', request, `${request.method} ${host}${pathOf(request.path)}`);
    // It comes last, whatever became of it.
    request.on('close', () => end('client', request, request.res?.statusCode ?? null));
  });
  on<Fetched>('undici:request:create', ({ request }) => {
    const host = String(request.origin).replace(/^\w+:\/\//, '');
    begin('client', request, `${request.method} ${host}${pathOf(request.path)}`);
  });
  on<Fetched & { response: { statusCode: number } }>('undici:request:headers', ({ request, response }) => {
    const one = begun.get(request);
    if (one) one.status = response.statusCode;
  });
  on<Fetched>('undici:request:trailers', ({ request }) => end('client', request));
  on<Fetched>('undici:request:error', ({ request }) => end('client', request));

  return {
    buffer,
    sight: store ? 'exact' : 'likely',
    current: () => {
      const one = store?.getStore();
      return one ? table.textInFlight(one) : null;
    },
    stop: () => {
      for (const one of undo) one();
    },
  };

  function on<Message>(channel: string, listener: (message: Message) => void): void {
    const heard = quiet(listener) as (message: unknown) => void;
    subscribe(channel, heard);
    undo.push(() => unsubscribe(channel, heard));
  }

  function begin(kind: RequestKind, key: object, text: string): Begun {
    const parent = kind === 'client' ? (store?.getStore()?.number ?? null) : null;
    const one = table.begin(kind, text, clock(), parent);
    begun.set(key, one);
    return one;
  }

  function end(kind: RequestKind, key: object, status?: number | null): void {
    const one = begun.get(key);
    if (!one) return;
    begun.delete(key);
    table.end(kind, one, clock(), status === undefined ? one.status : status);
  }
}

/** Without its query, which may hold a secret. */
function pathOf(url = ''): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
