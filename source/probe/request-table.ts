/** Requests in shared memory: the main thread writes, the watcher's reads and gives slots back. See request-layout.ts. */

import { hasFailed } from '../protocol/request-status.ts';
import type { Measured } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import {
  headerBytes,
  headerField,
  requestLayout,
  slotBytes,
  slotField,
  slotState,
  textBytes,
} from './request-layout.ts';

type Row = WatchEventOf<'requests'>['rows'][number];
export type RequestKind = Row['kind'];

/** For so many that take longer than a beat at once. */
const defaultSlots = 2048;

const space = ' '.charCodeAt(0);
const questionMark = '?'.charCodeAt(0);
const kinds = ['server', 'client'] as const satisfies readonly RequestKind[];
const codeOf = { server: 0, client: 1 } as const;

/** `host`: of one that is sent. `path`: also with a query, which may hold a secret: it is not written. */
type Begins = {
  readonly kind: RequestKind;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly number: number;
  readonly startedMs: number;
  readonly parent: number | null;
};

/** The text of a request as it is in a table. */
export function textOf({ method, host, path }: Pick<Begins, 'method' | 'host' | 'path'>): string {
  const [withoutQuery = ''] = path.split('?', 1);
  return `${method} ${host}${withoutQuery}`.slice(0, textBytes);
}

/** `at`: the byte at which it begins. */
type Placed = { readonly slots: number; readonly at: number };

export class RequestTable {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly #int32: Int32Array;
  readonly #float64: Float64Array;
  readonly #bytes: Buffer;
  readonly #slotsAt: number;
  /** Slots that the main thread may take anew, and how often some had been given back when it last looked for more. */
  #free: number[] = [];
  #freedThen = 0;

  constructor(buffer?: SharedArrayBuffer, { slots = defaultSlots, at = 0 }: Partial<Placed> = {}) {
    this.slots = slots;
    const { slotsAt, bytes } = requestLayout(slots);
    this.#slotsAt = slotsAt;
    this.buffer = buffer ?? new SharedArrayBuffer(bytes);
    this.#int32 = new Int32Array(this.buffer, at, bytes / 4);
    this.#float64 = new Float64Array(this.buffer, at, bytes / 8);
    this.#bytes = Buffer.from(this.buffer, at, bytes);
  }

  /** To be called by the main thread. Returns the slot, -1: there was none. */
  begin({ kind, method, host, path, number, startedMs, parent }: Begins): number {
    if (kind === 'server') this.#count('begun');
    const slot = this.#take();
    if (slot < 0) {
      this.#count('uncounted');
      return slot;
    }
    const at = this.#at(slot);
    this.#float64[at / 8] = number;
    this.#float64[(at + slotField.startedMs) / 8] = startedMs;
    this.#float64[(at + slotField.parent) / 8] = parent ?? 0;
    this.#int32[(at + slotField.kind) / 4] = codeOf[kind];
    this.#int32[(at + slotField.answering) / 4] = 0;
    this.#write(at, method, host, path);
    Atomics.store(this.#int32, headerBytes / 4 + slot, slotState.begun);
    return slot;
  }

  /** The answer has begun of the request there, and goes on. */
  answers(slot: number, status: number): void {
    if (slot >= 0) this.#int32[(this.#at(slot) + slotField.answering) / 4] = status;
  }

  /** To be called by the main thread, once for each that has begun. */
  end(kind: RequestKind, slot: number, atMs: number, status: Measured): void {
    if (kind === 'server') {
      this.#count('ended');
      if (hasFailed(status)) this.#count('failed');
    }
    if (slot < 0) return;
    const at = this.#at(slot);
    this.#float64[(at + slotField.endedMs) / 8] = atMs;
    this.#int32[(at + slotField.status) / 4] = status ?? 0;
    Atomics.store(this.#int32, headerBytes / 4 + slot, slotState.ended);
  }

  /** The thread that wrote here is gone, and nobody else ends what it has begun. */
  endAll(atMs: number): void {
    for (const slot of this.slotsIn(slotState.begun)) this.end(this.kindOf(slot), slot, atMs, null);
  }

  /** Whether some beginnings or ends are not written yet: the one that runs may be among them. */
  get waits(): boolean {
    return Atomics.load(this.#int32, headerField.waits / 4) !== 0;
  }

  /** To be set by the main thread. */
  set waits(waits: boolean) {
    Atomics.store(this.#int32, headerField.waits / 4, Number(waits));
  }

  /** In no slot from this one on was ever a request. */
  get used(): number {
    return Atomics.load(this.#int32, headerField.used / 4);
  }

  slotsIn(state: number): number[] {
    const slots: number[] = [];
    for (let slot = 0, { used } = this; slot < used; slot++)
      if (this.stateOf(slot) === state) slots.push(slot);
    return slots;
  }

  stateOf(slot: number): number {
    return Atomics.load(this.#int32, headerBytes / 4 + slot);
  }

  kindOf(slot: number): RequestKind {
    return kinds[this.#int32[(this.#at(slot) + slotField.kind) / 4]!]!;
  }

  numberOf(slot: number): number {
    return this.#float64[this.#at(slot) / 8]!;
  }

  startedMs(slot: number): number {
    return this.#float64[(this.#at(slot) + slotField.startedMs) / 8]!;
  }

  /** Of one that has ended. */
  endedMs(slot: number): number {
    return this.#float64[(this.#at(slot) + slotField.endedMs) / 8]!;
  }

  /** Of one that has ended. */
  statusOf(slot: number): Measured {
    return this.#int32[(this.#at(slot) + slotField.status) / 4] || null;
  }

  /** Of one in flight: the status of its answer, if that has begun. */
  answeringOf(slot: number): Measured {
    return this.#int32[(this.#at(slot) + slotField.answering) / 4] || null;
  }

  parentOf(slot: number): number | null {
    return this.#float64[(this.#at(slot) + slotField.parent) / 8] || null;
  }

  textOf(slot: number): string {
    const at = this.#at(slot) + slotField.text;
    return this.#bytes.toString('latin1', at, at + this.#int32[(this.#at(slot) + slotField.length) / 4]!);
  }

  /** To be called by the watcher's thread: these slots may be used anew. */
  free(slots: readonly number[]): void {
    for (const slot of slots) Atomics.store(this.#int32, headerBytes / 4 + slot, slotState.free);
    if (slots.length > 0) Atomics.add(this.#int32, headerField.freed / 4, 1);
  }

  get counts(): { begun: number; ended: number; failed: number; uncounted: number } {
    const of = (field: 'begun' | 'ended' | 'failed' | 'uncounted') => this.#float64[headerField[field] / 8]!;
    return { begun: of('begun'), ended: of('ended'), failed: of('failed'), uncounted: of('uncounted') };
  }

  /** Character by character: for texts as short as these a call of `Buffer.write` takes longer. */
  #write(slotAt: number, method: string, host: string, path: string): void {
    const from = slotAt + slotField.text;
    const end = slotAt + slotBytes;
    const bytes = this.#bytes;
    let at = from;
    for (let one = 0; one < method.length && at < end; one++) bytes[at++] = method.charCodeAt(one);
    if (at < end) bytes[at++] = space;
    for (let one = 0; one < host.length && at < end; one++) bytes[at++] = host.charCodeAt(one);
    for (let one = 0; one < path.length && at < end; one++) {
      const character = path.charCodeAt(one);
      if (character === questionMark) break;
      bytes[at++] = character;
    }
    this.#int32[(slotAt + slotField.length) / 4] = at - from;
  }

  #count(field: 'begun' | 'ended' | 'failed' | 'uncounted'): void {
    this.#float64[headerField[field] / 8]!++;
  }

  #take(): number {
    if (this.#free.length === 0) this.#look();
    return this.#free.pop() ?? this.#next();
  }

  /** One that was never used: the fewer there are, the less there is to look through. */
  #next(): number {
    const { used } = this;
    if (used === this.slots) return -1;
    Atomics.store(this.#int32, headerField.used / 4, used + 1);
    return used;
  }

  /** For slots that were given back. */
  #look(): void {
    const freed = Atomics.load(this.#int32, headerField.freed / 4);
    if (freed === this.#freedThen) return;
    this.#freedThen = freed;
    // The last is taken first.
    this.#free = this.slotsIn(slotState.free).reverse();
  }

  #at(slot: number): number {
    return this.#slotsAt + slot * slotBytes;
  }
}
