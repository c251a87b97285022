import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/**
 * What became of the garbage of one lane so far. `youngMs`: the part of `collectorMs` that was spent on young objects, of
 * which most die soon; `longMs`: in collections that each took `longCollectionMs` or more. `keptBytes`: heap and buffers
 * after the latest full collection; `keptBufferBytes`: the buffers among them. `collectorMs` is NaN, and the bytes are 0, where
 * they are not known.
 */
export type Collected = {
  readonly collectorMs: number;
  readonly youngMs: number;
  readonly longMs: number;
  readonly keptBytes: number;
  readonly keptBufferBytes: number;
};

/** Half the period of a heartbeat: what takes less makes nobody wait that could be seen. */
const longCollectionMs = 5;

type Entry = { readonly startTime: number; readonly duration: number; readonly detail?: unknown };

/**
 * Follows the garbage collector of the calling thread. V8 tells of a collection when the loop turns after it: within a
 * long call nothing is known of those in it.
 */
export class Collections {
  readonly #observer: PerformanceObserver;
  #heard: Entry[] = [];
  #collectorMs = 0;
  #youngMs = 0;
  #longMs = 0;
  #keptBytes = 0;
  #keptBufferBytes = 0;

  constructor() {
    this.#observer = new PerformanceObserver((list) => this.#heard.push(...list.getEntries()));
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** What is known of the collections before then; `atMs` as `performance.now` has it. */
  take(atMs: number): Collected {
    if (this.#heard.length > 0) {
      // One that came after a late beat is the next one's.
      const later = this.#heard.filter(({ startTime }) => startTime >= atMs);
      this.#add(this.#heard.filter(({ startTime }) => startTime < atMs));
      this.#heard = later;
    }
    return {
      collectorMs: this.#collectorMs,
      youngMs: this.#youngMs,
      longMs: this.#longMs,
      keptBytes: this.#keptBytes,
      keptBufferBytes: this.#keptBufferBytes,
    };
  }

  close(): void {
    this.#observer.disconnect();
  }

  #add(entries: readonly Entry[]): void {
    for (const { duration, detail } of entries) {
      const { kind } = detail as Detail;
      this.#collectorMs += duration;
      if (isYoung(kind)) this.#youngMs += duration;
      if (duration >= longCollectionMs) this.#longMs += duration;
    }
    if (entries.some(isFull)) {
      const { used_heap_size, external_memory } = getHeapStatistics();
      this.#keptBytes = used_heap_size + external_memory;
      this.#keptBufferBytes = external_memory;
    }
  }
}

type Detail = { readonly kind: number };

const isFull = ({ detail }: Entry) => (detail as Detail).kind === constants.NODE_PERFORMANCE_GC_MAJOR;

/** Kinds are bits: V8's second one for young objects (mark-sweep) has no name in Node.js. */
const isYoung = (kind: number) => kind === constants.NODE_PERFORMANCE_GC_MINOR || kind === 2;
