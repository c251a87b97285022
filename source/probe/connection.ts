import type { EventEmitter } from 'node:events';
import type { Measured } from '../protocol/units.ts';
import { Noted } from './noted.ts';
import { type Begun, goneStatus } from './request-table.ts';

type End = (one: Begun, status: Measured) => void;

/**
 * The requests in flight on one connection, which are answered in the order in which they came. All that is noted is noted here,
 * once for each connection: a listener or a field for each request would be a part of its cost that can be measured.
 */
class Connection {
  readonly #inFlight: Begun[] = [];
  readonly #leave: () => void;

  constructor(socket: EventEmitter, end: End, onClose: () => void) {
    const closed = () => {
      onClose();
      // The client went away before there was an answer.
      for (const one of this.#inFlight.splice(0)) end(one, goneStatus);
    };
    socket.on('close', closed);
    this.#leave = () => socket.off('close', closed);
  }

  /** Whose body comes. */
  get latest(): Begun | null {
    return this.#inFlight.at(-1) ?? null;
  }

  begin(one: Begun): void {
    this.#inFlight.push(one);
  }

  /** The one that was answered. */
  answered(): Begun | null {
    return this.#inFlight.shift() ?? null;
  }

  leave(): void {
    this.#leave();
  }
}

/** Connections to the program over which requests have come. */
export class Connections {
  readonly #all = new Set<Connection>();
  readonly #end: End;

  constructor(end: End) {
    this.#end = end;
  }

  begin(socket: EventEmitter, one: Begun): void {
    let connection = Noted.on<Connection>(socket);
    if (!connection) {
      const made = new Connection(socket, this.#end, () => this.#all.delete(made));
      this.#all.add(made);
      new Noted(socket, made);
      connection = made;
    }
    connection.begin(one);
  }

  answered(socket: EventEmitter, status: number): void {
    const one = Noted.on<Connection>(socket)?.answered();
    if (one) this.#end(one, status);
  }

  latest(socket: EventEmitter): Begun | null {
    return Noted.on<Connection>(socket)?.latest ?? null;
  }

  /** No listener stays behind. */
  stop(): void {
    for (const one of this.#all) one.leave();
    this.#all.clear();
  }
}
