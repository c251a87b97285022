import type { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { goneStatus } from '../protocol/request-status.ts';
import type { Measured } from '../protocol/units.ts';
import type { Logged } from './logged.ts';
import { Noted } from './noted.ts';
import { quiet } from './quiet.ts';

type End = (one: Logged, status: Measured) => void;

/**
 * The requests in flight on one connection, which are answered in the order in which they came. All that is noted is noted here,
 * once for each connection: a listener or a field for each request would be a part of its cost that can be measured.
 */
class Connection {
  #first: Logged | null = null;
  /** Most clients wait for an answer before they ask for more. */
  readonly #others: Logged[] = [];
  readonly #socket: EventEmitter;
  readonly #leave: () => void;

  constructor(socket: EventEmitter, end: End, onClose: () => void) {
    this.#socket = socket;
    const closed = quiet(() => {
      onClose();
      // The client went away before there was an answer; who reads a stream leaves it so.
      for (let one = this.answered(); one; one = this.answered()) end(one, one.status ?? goneStatus);
    });
    socket.on('close', closed);
    this.#leave = () => socket.off('close', closed);
  }

  /** Whose body comes. */
  get latest(): Logged | null {
    return this.#others.at(-1) ?? this.#first;
  }

  begin(one: Logged): void {
    if (this.#first) this.#others.push(one);
    else this.#first = one;
  }

  /** The one whose answer has begun and goes on, the first time it is seen; with its status. */
  begunAnswer(): readonly [one: Logged, status: number] | null {
    const one = this.#first;
    // Node has no other way from a connection to the answer that is sent over it.
    const { _httpMessage: answer } = this.#socket as { _httpMessage?: ServerResponse | null };
    if (!one || one.status !== null || !answer?.headersSent) return null;
    one.status = answer.statusCode;
    return [one, one.status];
  }

  /** The one that was answered. */
  answered(): Logged | null {
    const one = this.#first;
    this.#first = this.#others.length > 0 ? this.#others.shift()! : null;
    return one;
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

  begin(socket: EventEmitter, one: Logged): void {
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

  /** Null: none has come over it. A message that a program makes itself may have no connection at all. */
  latest(socket: EventEmitter | null | undefined): Logged | null {
    return socket ? (Noted.on<Connection>(socket)?.latest ?? null) : null;
  }

  /** Tells of each answer that has begun since the last time, and goes on. */
  look(answers: (one: Logged, status: number) => void): void {
    for (const connection of this.#all) {
      const begun = connection.begunAnswer();
      if (begun) answers(...begun);
    }
  }

  /** No listener stays behind. */
  stop(): void {
    for (const one of this.#all) one.leave();
    this.#all.clear();
  }
}
