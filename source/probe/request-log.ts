import type { Measured } from '../protocol/units.ts';
import type { FastRequests } from './fast-requests.ts';
import { Logged } from './logged.ts';
import type { RequestKind, RequestTable } from './request-table.ts';

/**
 * So many beginnings and ends in a beat are written as they come: while a call of native code holds the loop, nobody else can tell for
 * whom. From 800 requests a second on there are more.
 */
const mostAtOnce = 16;
/** Of the others so many are looked through together: twice as many gain nothing more. */
const aRow = 64;
/** So many that wait are written, however long it is to the next beat: they are memory of the program's. */
const mostWaiting = 256;

type Options = {
  /** Where requests are counted that need no slot. Without it each is written as it begins, and as it ends. */
  readonly fast?: FastRequests | null;
  /** After which its requests are counted. */
  readonly firstNumber?: number;
};

/**
 * Requests on their way into the table. Between two of them a server drives everything else out of the processor's caches: what is done
 * with each as it comes takes several times as long as the same with a row of them. Most are over by then, and only counted.
 */
export class RequestLog {
  readonly #table: RequestTable;
  readonly #fast: FastRequests | null;
  readonly #atOnce: number;
  /** How many more of them will be, up to the next beat. */
  #leftAtOnce: number;
  #number: number;
  #waiting: Logged[] = [];
  #rowEnds = aRow;
  #isWriting = false;

  constructor(table: RequestTable, { fast = null, firstNumber = 0 }: Options = {}) {
    this.#table = table;
    this.#fast = fast;
    this.#atOnce = fast ? mostAtOnce : Number.POSITIVE_INFINITY;
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
      return;
    }
    // First: a look that comes in between would write it, and say that none waits.
    if (this.#waiting.length === 0) this.#table.waits = true;
    if (this.#waiting.push(one) >= this.#rowEnds) this.#endRow();
  }

  /** Those that are in flight may be over by the next beat. */
  #endRow(): void {
    this.#writeWaiting((one) => one.endedMs === null);
    if (this.#rowEnds > mostWaiting) this.#writeWaiting();
  }

  #writeWaiting(stays: (one: Logged) => boolean = () => false): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    this.#isWriting = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting)
      if (stays(one)) this.#waiting.push(one);
      else this.#write(one);
    this.#table.waits = this.#waiting.length > 0;
    this.#rowEnds = this.#waiting.length + aRow;
    this.#isWriting = false;
  }

  #write(one: Logged): void {
    if (one.slot === null && this.#fast?.add(one)) return;
    const table = this.#table;
    one.slot ??= table.begin(one);
    if (one.endedMs !== null) table.end(one.kind, one.slot, one.endedMs, one.status);
    // Of a call the program still waits for what is left of the answer.
    else if (one.status !== null && one.kind === 'server') table.answers(one.slot, one.status);
  }
}
