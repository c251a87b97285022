import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RunEventOf } from '../../protocol/events.ts';

/** What a lane keeps, as it tells it. */
export type Kept = Omit<RunEventOf<'kept'>, 'type' | 'atMs' | 'lane'>;
/** The same of one of the lanes. */
export type LaneKept = { readonly lane: number } & Kept;

type Look = Kept['looks'][number];

/** Less than this is what the engine itself and code that V8 has compiled come to. */
const leastGrowthBytes = 4e6;
/** Of more looks, each two that lie side by side become one. */
const mostLooks = 128;

/**
 * Looks at the memory of the calling thread as its tasks begin and end, at each of the first ones and then less and less often.
 * A look takes about 3 µs. It tells the most that is kept at that moment: garbage is in it.
 *
 * Every short task passes through here; private names (`#x`) would be slow until the compiler has warmed up.
 */
export class KeptMemory {
  private readonly began = inUse();
  private begun = 0;
  private ended = 0;
  private every = 1;
  private dueAt = 1;
  private looks: Look[] = [];

  taskBegins(): void {
    this.begun++;
    if (this.begun + this.ended >= this.dueAt) this.look();
  }

  taskEnds(): void {
    this.ended++;
    if (this.begun + this.ended >= this.dueAt) this.look();
  }

  /** To be called after a collection as well: what is in use is nearest then to what is kept. */
  look(): void {
    const { begun, ended } = this;
    this.looks.push({ begun, ended, usedBytes: inUse().allBytes });
    if (this.looks.length >= mostLooks) {
      this.looks = thinned(this.looks);
      this.every *= 2;
    }
    this.dueAt = begun + ended + this.every;
  }

  /** What is kept now that its tasks have ended, after a full collection; null where it hardly grew, or ran none. */
  tell(): Kept | null {
    this.look();
    const { began, looks } = this;
    if (this.ended === 0 || looks.at(-1)!.usedBytes - began.allBytes < leastGrowthBytes) return null;
    collectAll();
    const kept = inUse();
    return {
      beganBytes: began.allBytes,
      keptBytes: kept.allBytes,
      beganBufferBytes: began.bufferBytes,
      keptBufferBytes: kept.bufferBytes,
      heapLimitBytes: getHeapStatistics().heap_size_limit,
      looks,
    };
  }
}

/** Of each two the one that tells more: the other has more garbage in it. */
function thinned(looks: readonly Look[]): Look[] {
  const half: Look[] = [];
  for (let at = 0; at < looks.length; at += 2) {
    const [one, other = one!] = looks.slice(at, at + 2);
    half.push(other!.usedBytes < one!.usedBytes ? other! : one!);
  }
  return half;
}

/** Heap and buffers that are in use, garbage included. */
function inUse(): { allBytes: number; bufferBytes: number } {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return { allBytes: used_heap_size + external_memory, bufferBytes: external_memory };
}

/** A full collection of this thread's heap: about 1 ms per MB that is kept. */
function collectAll(): void {
  // V8 only offers it under a flag of the whole process; other lanes may need it at this moment, so it stays.
  setFlagsFromString('--expose-gc');
  const collect: (what?: { type: 'minor' }) => void = runInNewContext('gc');
  collect();
  // Buffers are freed beside it; the next collection, of young objects here, waits for that.
  collect({ type: 'minor' });
}
