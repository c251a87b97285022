import { writeSync } from 'node:fs';
import { encode } from '../protocol/decode.ts';
import type { RunEvent } from '../protocol/events.ts';

/** Descriptors the host gives an engine: events go out on one, commands come in on the other. */
export const eventFd = 3;
export const commandFd = 4;

/**
 * The way out for events: blocking writes from one thread, so that lines stay whole and in order even while the
 * main loop is frozen. `onBroken` is called once, when nobody reads any more.
 */
export class EventPipe {
  readonly #onBroken: () => void;
  #broken = false;

  constructor(onBroken: () => void) {
    this.#onBroken = onBroken;
  }

  write(events: readonly RunEvent[]): void {
    if (this.#broken || events.length === 0) return;
    const bytes = Buffer.from(events.map(encode).join(''));
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(eventFd, bytes, written);
    } catch {
      this.#broken = true;
      this.#onBroken();
    }
  }
}
