import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { requestLayout, slotState } from '../../probe/request-layout.ts';
import { RequestTable } from '../../probe/request-table.ts';

/** As many as an interpreter has: source/probe/python/heddle_probe/request_table.py. */
const slotsOfPython = 1024;
const { freedAt, statesAt, slotsAt, slotBytes } = requestLayout(slotsOfPython);

/** The requests of an interpreter, copied from the memory in which it writes them down. */
export class RequestFile extends RequestTable {
  readonly #file: number;
  readonly #bytes: Uint8Array;
  #freed = 0;
  #used = 0;

  /** Throws where nobody else may write into it. */
  constructor(path: string) {
    super(undefined, { slots: slotsOfPython });
    this.#file = openSync(path, 'r+');
    this.#bytes = new Uint8Array(this.buffer);
  }

  /** Takes in what is new. Of a request the state is written last, so it is read first. */
  read(): void {
    this.#copy(0, slotsAt);
    this.#used = slotsOfPython;
    while (this.#used > 0 && this.stateOf(this.#used - 1) === slotState.free) this.#used--;
    this.#copy(slotsAt, slotsAt + this.#used * slotBytes);
  }

  override get used(): number {
    return this.#used;
  }

  override free(slots: readonly number[]): void {
    super.free(slots);
    for (const slot of slots) this.#write(statesAt + 4 * slot, slotState.free);
    if (slots.length > 0) this.#write(freedAt, ++this.#freed);
  }

  close(): void {
    closeSync(this.#file);
  }

  #copy(from: number, to: number): void {
    readSync(this.#file, this.#bytes, from, to - from, from);
  }

  #write(at: number, value: number): void {
    writeSync(this.#file, Int32Array.of(value), 0, 4, at);
  }
}
