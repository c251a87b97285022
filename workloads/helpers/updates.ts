import { lock, PromiseLock, unlock } from './locks.ts';

/** The memory that tasks share: a counter, and the word of its lock on a cache line of its own. */
export type Counter = { value: Int32Array; lock: Int32Array };
export type How = 'unlocked' | 'increment' | 'mutex' | 'atomics';

/** Bytes that processors pass to each other in one piece, on most of them. */
const cacheLine = 64;

export function createCounter(): Counter {
  const memory = new SharedArrayBuffer(2 * cacheLine);
  return { value: new Int32Array(memory, 0, 1), lock: new Int32Array(memory, cacheLine, 1) };
}

// Each loop is a function of its own: any other call in the one that loops would make it several times slower.

/** Ways to add 1 that hold their thread. */
export const addInThread: Readonly<Record<How, (counter: Counter, times: number) => void>> = {
  unlocked({ value }, times) {
    for (let i = 0; i < times; i++) {
      const seen = value[0]!;
      value[0] = seen + 1;
    }
  },
  /** One operator, and the same two steps. */
  increment({ value }, times) {
    for (let i = 0; i < times; i++) value[0]!++;
  },
  mutex({ value, lock: word }, times) {
    for (let i = 0; i < times; i++) {
      lock(word);
      const seen = value[0]!;
      value[0] = seen + 1;
      unlock(word);
    }
  },
  atomics({ value }, times) {
    for (let i = 0; i < times; i++) Atomics.add(value, 0, 1);
  },
};

const turn = new PromiseLock();

/** Ways to add 1 on an event loop: with something to wait for between reading and writing, or in one step. */
export const addOnLoop: Readonly<Record<How, (counter: Counter, times: number) => void | Promise<void>>> = {
  async unlocked({ value }, times) {
    for (let i = 0; i < times; i++) {
      const seen = value[0]!;
      await null;
      value[0] = seen + 1;
    }
  },
  // Without an await in between nobody else gets a turn in between.
  increment: addInThread.increment,
  async mutex({ value }, times) {
    for (let i = 0; i < times; i++) {
      const release = await turn.acquire();
      const seen = value[0]!;
      await null;
      value[0] = seen + 1;
      release();
    }
  },
  atomics: addInThread.atomics,
};
