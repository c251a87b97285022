/**
 * Lets a workload's output through up to a rate a person could follow, and counts the rest. The pipe is always read
 * to the end: a full pipe would stop the workload.
 */
export class OutputLimiter {
  readonly #emit: (text: string, droppedBytes: number) => void;
  readonly #bytesASecond: number;
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #inWindow = 0;
  #dropped = 0;

  constructor(emit: (text: string, droppedBytes: number) => void, bytesASecond = 64 * 1024) {
    this.#emit = emit;
    this.#bytesASecond = bytesASecond;
  }

  /** `nowMs` on any clock that only goes forward. */
  push(text: string, nowMs: number): void {
    if (nowMs - this.#windowStartMs >= 1000) {
      this.#windowStartMs = nowMs;
      this.#inWindow = 0;
    }
    const room = this.#bytesASecond - this.#inWindow;
    if (room <= 0) {
      this.#dropped += Buffer.byteLength(text);
      return;
    }
    const kept = text.length > room ? text.slice(0, room) : text;
    const droppedBefore = this.#dropped;
    const bytes = Buffer.byteLength(kept);
    this.#inWindow += bytes;
    this.#dropped = Buffer.byteLength(text) - bytes;
    this.#emit(kept, droppedBefore);
  }

  /** Reports what was dropped last. */
  end(): void {
    if (this.#dropped > 0) this.#emit('', this.#dropped);
    this.#dropped = 0;
  }
}
