/**
 * Requests in shared memory, so that they are seen from another thread also while the loop is held. The main thread writes,
 * the watcher's reads and gives slots back. Records are aligned to 8 bytes, in this order:
 *
 *     header   64 bytes     see `headerField`
 *     states   4 bytes each, one of `slotState`
 *     slots    192 bytes each, see `slotField`
 */

import type { Measured } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';

type Row = WatchEventOf<'requests'>['rows'][number];
export type RequestKind = Row['kind'];

/** float64: requests to the program, and those of either kind for which there was no slot. int32: how often slots were given back. */
const headerField = { begun: 0, ended: 8, failed: 16, uncounted: 24, freed: 32 } as const;
/**
 * float64: the number of the request, its times on the process's clock, and the number of the one within which it was sent (0:
 * none). int32: its kind, its status (0: none), how many bytes of text there are, and the status of an answer that has begun and goes
 * on (0: none has).
 */
const slotField = {
  ...{ number: 0, startedMs: 8, endedMs: 16, parent: 24 },
  ...{ kind: 32, status: 36, length: 40, answering: 44, text: 48 },
} as const;
/** Written last by whoever is done: the main thread begins and ends, the watcher's frees. */
export const slotState = { free: 0, begun: 1, ended: 2 } as const;

const headerBytes = 64;
const slotBytes = 192;
/** Emptied every 20 ms they are enough for 100,000 requests a second, or so many at once. */
const defaultSlots = 2048;

/** The client went away before there was an answer: what nginx logs. */
export const goneStatus = 499;
const space = ' '.charCodeAt(0);
const questionMark = '?'.charCodeAt(0);
const kinds = ['server', 'client'] as const satisfies readonly RequestKind[];
const codeOf = { server: 0, client: 1 } as const;

/** A request is told of by the slot where it is, -1: there was none, and by its number. */
export type Begun = {
  readonly kind: RequestKind;
  readonly slot: number;
  readonly number: number;
  status: Measured;
  over: boolean;
};

/** `host`: of one that is sent. `path`: also with a query, which may hold a secret: it is not written. */
type Begins = {
  readonly kind: RequestKind;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly atMs: number;
  readonly parent: number | null;
};

/** From 500 on it is the program's failure, or the other side's; without any status nobody answered. */
export const hasFailed = (status: Measured) => status === null || status >= 500 || status === goneStatus;

/** Where the parts of a table begin, and its size, in bytes. */
export function requestLayout(slots: number) {
  const slotsAt = headerBytes + 4 * slots + ((4 * slots) % 8);
  return {
    freedAt: headerField.freed,
    statesAt: headerBytes,
    slotsAt,
    slotBytes,
    bytes: slotsAt + slots * slotBytes,
  };
}

/** `at`: the byte at which it begins. `firstNumber`: after which its requests are counted. */
type Placed = { readonly slots: number; readonly at: number; readonly firstNumber: number };

export class RequestTable {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly #int32: Int32Array;
  readonly #float64: Float64Array;
  readonly #bytes: Buffer;
  readonly #slotsAt: number;
  /** Slots that the main thread may take, and how often some had been given back when it last looked for more. */
  #free: number[] = [];
  #freedThen = -1;
  #number: number;

  constructor(
    buffer?: SharedArrayBuffer,
    { slots = defaultSlots, at = 0, firstNumber = 0 }: Partial<Placed> = {},
  ) {
    this.slots = slots;
    this.#number = firstNumber;
    const { slotsAt, bytes } = requestLayout(slots);
    this.#slotsAt = slotsAt;
    this.buffer = buffer ?? new SharedArrayBuffer(bytes);
    this.#int32 = new Int32Array(this.buffer, at, bytes / 4);
    this.#float64 = new Float64Array(this.buffer, at, bytes / 8);
    this.#bytes = Buffer.from(this.buffer, at, bytes);
  }

  /** To be called by the main thread. */
  begin({ kind, method, host, path, atMs, parent }: Begins): Begun {
    if (kind === 'server') this.#count('begun');
    const number = ++this.#number;
    const slot = this.#take();
    if (slot < 0) this.#count('uncounted');
    else {
      const at = this.#at(slot);
      this.#float64[at / 8] = number;
      this.#float64[(at + slotField.startedMs) / 8] = atMs;
      this.#float64[(at + slotField.parent) / 8] = parent ?? 0;
      this.#int32[(at + slotField.kind) / 4] = codeOf[kind];
      this.#int32[(at + slotField.answering) / 4] = 0;
      this.#write(at, method, host, path);
      Atomics.store(this.#int32, headerBytes / 4 + slot, slotState.begun);
    }
    return { kind, slot, number, status: null, over: false };
  }

  /** Its answer has begun, and goes on. */
  answers({ slot, over }: Begun, status: number): void {
    if (!over && slot >= 0) this.#int32[(this.#at(slot) + slotField.answering) / 4] = status;
  }

  /** To be called by the main thread; of each the first time counts. */
  end(one: Begun, atMs: number, status: Measured): void {
    if (one.over) return;
    one.over = true;
    const { kind, slot } = one;
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
    for (let slot = 0; slot < this.slots; slot++) {
      if (this.stateOf(slot) !== slotState.begun) continue;
      const [kind, number] = [this.kindOf(slot), this.numberOf(slot)];
      this.end({ kind, slot, number, status: null, over: false }, atMs, null);
    }
  }

  /** Its text while it is in flight; null once it is over. */
  textInFlight({ slot, over }: Begun): string | null {
    return over || slot < 0 ? null : this.textOf(slot);
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
    return this.#free.pop() ?? -1;
  }

  /** For slots that were given back. */
  #look(): void {
    const freed = Atomics.load(this.#int32, headerField.freed / 4);
    if (freed === this.#freedThen) return;
    this.#freedThen = freed;
    for (let slot = this.slots - 1; slot >= 0; slot--)
      if (this.stateOf(slot) === slotState.free) this.#free.push(slot);
  }

  #at(slot: number): number {
    return this.#slotsAt + slot * slotBytes;
  }
}
