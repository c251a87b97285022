import type { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connection.ts';
import type { Logged } from './logged.ts';
import type { Notes } from './notes.ts';
import { Own } from './own.ts';
import { quiet } from './quiet.ts';

/** `store`: null where it costs too much to know whose code runs. */
type Beside = {
  readonly connections: Connections;
  readonly store: AsyncLocalStorage<Logged> | null;
};

type Listener = ((...given: readonly unknown[]) => unknown) & { listener?: Listener };
type Events = Partial<Record<'upgrade' | 'connect', Listener | Listener[]>>;
type Server = { readonly _events?: Events };

/** What is answered instead of going on. */
const refusesFrom = 300;

const upgrading = ['upgrade', 'connect'] as const;

/**
 * Requests after which their connection speaks something else: WebSockets, and tunnels (CONNECT). They are in flight for as long as it
 * is open, and what is done with the data that comes is theirs. Node.js tells of none of them, but calls listeners of its server:
 * those are wrapped where they stand, as `once` does it, so that the program finds and removes them as before.
 */
export class Upgrades {
  readonly #notes: Notes;
  readonly #beside: Beside;
  readonly #wrappers = new WeakSet<Listener>();
  readonly #servers = new Set<WeakRef<Server>>();
  readonly #open = new Map<Socket, { readonly one: Logged; readonly own: Own }>();
  #current: Logged | null = null;
  /** Whoever has got at one of the wrapped listeners may call it for as long as there is one. */
  #isOver = false;

  constructor(notes: Notes, beside: Beside) {
    this.#notes = notes;
    this.#beside = beside;
    // A server begins to listen for them at any time: each of its connections may be the first after that.
    notes.on<{ socket: { server?: Server } }>('net.server.socket', ({ socket }) =>
      this.#wrapIn(socket.server),
    );
  }

  /** The one whose code is on the stack, where that has just begun: what it goes on to do later the store knows. */
  get current(): Logged | null {
    return this.#current;
  }

  /** Leaves those that are closed. */
  look(): void {
    for (const socket of this.#open.keys()) if (socket.destroyed) this.#open.delete(socket);
  }

  /** Nothing of it stays behind. */
  stop(): void {
    this.#isOver = true;
    for (const { own } of this.#open.values()) own.remove();
    this.#open.clear();
    for (const server of this.#servers) this.#replaceIn(server.deref(), (one) => this.#unwrapped(one));
    this.#servers.clear();
  }

  #wrapIn(server: Server | undefined): void {
    let isNew = false;
    this.#replaceIn(server, (listener) => {
      // One of `once` is removed by itself, which has to find it.
      if (this.#wrappers.has(listener) || listener.listener) return listener;
      isNew = true;
      return this.#wrapped(listener);
    });
    if (!server || !isNew) return;
    for (const known of this.#servers)
      if (!known.deref() || known.deref() === server) this.#servers.delete(known);
    this.#servers.add(new WeakRef(server));
  }

  #replaceIn(server: Server | undefined, by: (listener: Listener) => Listener): void {
    const events = server?._events;
    if (!events) return;
    for (const event of upgrading) {
      const listeners = events[event];
      if (typeof listeners === 'function') events[event] = by(listeners);
      else for (const [at, one] of listeners?.entries() ?? []) listeners![at] = by(one);
    }
  }

  #wrapped(listener: Listener): Listener {
    const noted = (request: unknown, socket: Socket) => this.#noted(request, socket);
    const runIn = <Result>(one: Logged | null, work: () => Result) => this.#runIn(one, work);
    const wrapped: Listener = function (this: unknown, ...given) {
      const one = noted(given[0], given[1] as Socket);
      return runIn(one, () => Reflect.apply(listener, this, given));
    };
    wrapped.listener = listener;
    this.#wrappers.add(wrapped);
    return wrapped;
  }

  #unwrapped(listener: Listener): Listener {
    return (this.#wrappers.has(listener) && listener.listener) || listener;
  }

  /** Null: it is none that can be observed. */
  #noted(request: unknown, socket: Socket): Logged | null {
    quiet<void>(() => {
      // A server has several listeners where each knows other paths.
      const isNew = request instanceof IncomingMessage && !this.#open.has(socket);
      if (isNew && !this.#isOver) this.#begin(request, socket);
    })();
    return this.#open.get(socket)?.one ?? null;
  }

  #begin({ method, url, headers }: IncomingMessage, socket: Socket): void {
    const { begin, answers, end } = this.#notes;
    const isWebSocket = method !== 'CONNECT' && headers.upgrade?.toLowerCase() === 'websocket';
    const one = begin('server', isWebSocket ? 'WebSocket' : method, '', url);
    this.#beside.connections.begin(socket, one);
    const own = new Own(socket);
    this.#open.set(socket, { one, own });
    // As with the body of a request: data comes in the context of its connection, which is that of none.
    own.put('push', (push) => (given) => this.#runIn(one, () => push(given)));
    // Whoever has taken the connection over answers by itself, in its first words.
    const answered = quiet((words: unknown) => {
      own.remove('write', 'end');
      const status = statusIn(words);
      if (status === null) return;
      if (status < refusesFrom) answers(one, status);
      else end(one, status);
    });
    for (const way of ['write', 'end'] as const)
      own.put(way, (say) => (given) => {
        answered(given[0]);
        return say(given);
      });
  }

  #runIn<Result>(one: Logged | null, work: () => Result): Result {
    if (!one) return work();
    const { store } = this.#beside;
    const before = this.#current;
    this.#current = one;
    try {
      return store ? store.run(one, work) : work();
    } finally {
      this.#current = before;
    }
  }
}

/** Null: these are not the first words of an answer over HTTP. */
function statusIn(chunk: unknown): number | null {
  const text =
    typeof chunk === 'string' ? chunk : Buffer.isBuffer(chunk) ? chunk.toString('latin1', 0, 12) : '';
  return Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1]) || null;
}
