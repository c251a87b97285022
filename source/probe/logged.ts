import type { Measured } from '../protocol/units.ts';
import { type RequestKind, textOf } from './request-table.ts';

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
