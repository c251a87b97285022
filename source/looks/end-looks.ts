import { monotonicMs } from '../machine/clock.ts';
import { lookWords } from './look.ts';

/** How long it waits for a look at its stack to end: one takes 0.5 to 4 ms. */
const lookMs = 100;

/**
 * To be called by a main thread that ends its process: no look begins from then on, and one that goes on is waited for. Node
 * would wait for a session of the inspector, and say so. It is closed by an interrupt, which is served to code that runs,
 * not to a thread that sleeps.
 */
export function endLooks(words: Int32Array): void {
  Atomics.store(words, lookWords.leaving, 1);
  Atomics.notify(words, lookWords.leaving);
  const until = monotonicMs() + lookMs;
  while (Atomics.load(words, lookWords.looking) > 0 && monotonicMs() < until);
}
