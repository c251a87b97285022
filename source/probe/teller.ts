import type { Writable } from 'node:stream';
import type { WatchEvent } from '../protocol/watch-events.ts';

/** Who does not read this much is not told more: the memory is the program's. */
const mostWaitingBytes = 4e6;
/** Of what is told once only so many wait for that, the latest: lanes that open, freezes that are over. */
const mostKept = 1000;

/** Tells Heddle, as long as that reads. What it leaves out meanwhile are samples, and it says how many. */
export class Teller {
  readonly #socket: Pick<Writable, 'write' | 'writableLength'>;
  #kept: WatchEvent[] = [];
  #dropped = 0;

  constructor(socket: Pick<Writable, 'write' | 'writableLength'>) {
    this.#socket = socket;
  }

  get isFull(): boolean {
    return this.#socket.writableLength > mostWaitingBytes;
  }

  tell(events: readonly WatchEvent[]): void {
    if (this.isFull) {
      for (const event of events) this.#keep(event);
      return;
    }
    const all = [...this.#kept, ...events];
    this.#kept = [];
    if (all.length === 0) return;
    this.#socket.write(all.map((event) => `${JSON.stringify(this.#counted(event))}\n`).join(''));
  }

  #keep(event: WatchEvent): void {
    if (event.type === 'sample') this.#dropped++;
    // While it lasts a freeze is told again and again.
    else if (event.type !== 'held' || event.over) this.#kept.push(event);
    if (this.#kept.length > mostKept) this.#kept.shift();
  }

  #counted(event: WatchEvent): WatchEvent {
    if (event.type !== 'sample' || this.#dropped === 0) return event;
    const { overhead } = event;
    return { ...event, overhead: { ...overhead, samplesDropped: overhead.samplesDropped + this.#dropped } };
  }
}
