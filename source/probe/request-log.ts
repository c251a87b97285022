import type { Measured } from '../protocol/units.ts';
import { type RequestKind, type RequestTable, textOf } from './request-table.ts';

/**
 * So many beginnings and ends in a beat are written as they come: while a call of native code holds the loop, nobody else can tell for
 * whom. From 3,200 requests a second on there are more.
 */
const mostAtOnce = 64;
/** So many that wait are written, however long it is to the next beat: they are memory of the program's. */
const mostWaiting = 256;

/**
 * A request as the thread that serves or sends it knows it. `host`: of one that is sent. `path`: also with a query, which may hold a
 * secret: it is not written. `parent`: the number of the one within which it was sent.
 */
export class Logged {
  readonly kind: RequestKind;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly parent: number | null;
  readonly number: number;
  readonly startedMs: number;
  /** Of its answer, once that has begun. */
  status: Measured = null;
  /** Null: it is in flight. */
  endedMs: Measured = null;
  /** Where it is in the table, -1: there was no room for it. Null: it is not written yet. */
  slot: number | null = null;

  constructor(
    kind: RequestKind,
    method: string,
    host: string,
    path: string,
    parent: number | null,
    number: number,
    startedMs: number,
  ) {
    this.kind = kind;
    this.method = method;
    this.host = host;
    this.path = path;
    this.parent = parent;
    this.number = number;
    this.startedMs = startedMs;
  }

  /** Its text while it is in flight; null once it is over. */
  get textInFlight(): string | null {
    return this.endedMs === null ? textOf(this) : null;
  }
}

type Options = {
  /** Of the others: whether somebody has them written at each beat of the loop, and before each look at it. */
  readonly waits: boolean;
  /** After which its requests are counted. */
  readonly firstNumber?: number;
};

/**
 * Requests on their way into the table. Between two of them a server drives everything else out of the processor's caches: to write
 * each as it comes takes several times as long as to write a row of them.
 */
export class RequestLog {
  readonly #table: RequestTable;
  readonly #atOnce: number;
  /** How many more of them will be, up to the next beat. */
  #leftAtOnce: number;
  #number: number;
  #waiting: Logged[] = [];
  #isWriting = false;

  constructor(table: RequestTable, { waits, firstNumber = 0 }: Options) {
    this.#table = table;
    this.#atOnce = waits ? mostAtOnce : Number.POSITIVE_INFINITY;
    this.#leftAtOnce = this.#atOnce;
    this.#number = firstNumber;
  }

  begin(
    kind: RequestKind,
    method: string,
    host: string,
    path: string,
    parent: number | null,
    atMs: number,
  ): Logged {
    const one = new Logged(kind, method, host, path, parent, ++this.#number, atMs);
    this.#add(one);
    return one;
  }

  /** Its answer has begun, and goes on. */
  answers(one: Logged, status: number): void {
    one.status = status;
    if (one.slot !== null && one.endedMs === null) this.#table.answers(one.slot, status);
  }

  /** Of each the first time counts. */
  end(one: Logged, atMs: number, status: Measured): void {
    if (one.endedMs !== null) return;
    one.status = status;
    one.endedMs = atMs;
    // Else it is among those that wait.
    if (one.slot !== null) this.#add(one);
  }

  /** All that waits. A look at the loop may come in the midst of it, and asks for the same. */
  write(): void {
    this.#leftAtOnce = this.#atOnce;
    this.#writeWaiting();
  }

  #add(one: Logged): void {
    if (this.#leftAtOnce > 0) {
      this.#leftAtOnce--;
      this.#isWriting = true;
      this.#write(one);
      this.#isWriting = false;
    } else if (this.#waiting.push(one) >= mostWaiting) this.#writeWaiting();
  }

  #writeWaiting(): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    this.#isWriting = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) this.#write(one);
    this.#isWriting = false;
  }

  #write(one: Logged): void {
    const table = this.#table;
    one.slot ??= table.begin(one);
    if (one.endedMs !== null) table.end(one.kind, one.slot, one.endedMs, one.status);
    else if (one.status !== null) table.answers(one.slot, one.status);
  }
}
