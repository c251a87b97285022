import type { Writable } from 'node:stream';
import { encode } from '../protocol/decode.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';

/** Megabytes that nobody has read will not be: a program may be watched for days. */
const mostUnreadBytes = 16e6;

/** Writes events to whoever may not read them: beyond a bound they are left out, and their number stands in their place. */
export class UnreadEvents {
  readonly #stream: Pick<Writable, 'write' | 'writableLength'>;
  #leftOut = 0;

  constructor(stream: Pick<Writable, 'write' | 'writableLength'>) {
    this.#stream = stream;
  }

  /** The end of the program is told in any case. */
  write(event: ProgramEvent): void {
    if (this.#stream.writableLength > mostUnreadBytes && !('ended' in event)) {
      this.#leftOut++;
      return;
    }
    this.close();
    this.#stream.write(encode(event));
  }

  /** Says what was left out last. */
  close(): void {
    if (this.#leftOut > 0) this.#stream.write(encode({ leftOut: this.#leftOut }));
    this.#leftOut = 0;
  }
}
