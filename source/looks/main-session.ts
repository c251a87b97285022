import type { Session } from 'node:inspector';
import { createRequire } from 'node:module';
import { lookWords } from './look.ts';

/** Loaded only once somebody asks. `process.getBuiltinModule` came with Node.js 20.16. */
const load = createRequire(import.meta.url);

/**
 * A session of the inspector with the main thread, from the watcher's. Whoever ends the process while one is open makes Node wait for
 * it, and say so: it is counted in `words`, and there is none any more once the process is about to end. Throws where there
 * is no inspector, or it may not be used.
 */
export function openSession(words: Int32Array): Session | null {
  Atomics.add(words, lookWords.looking, 1);
  let session: Session | null = null;
  try {
    // In this order, as the other side does it in the other: one of the two sees the other.
    if (Atomics.load(words, lookWords.leaving) === 1) return null;
    const { Session } = load('node:inspector') as typeof import('node:inspector');
    const one = new Session();
    one.connectToMainThread();
    session = one;
    return one;
  } finally {
    if (session === null) closeSession(words, null);
  }
}

/** What was asked in it and has no answer fails. */
export function closeSession(words: Int32Array, session: Session | null): void {
  session?.disconnect();
  Atomics.sub(words, lookWords.looking, 1);
  Atomics.notify(words, lookWords.looking);
}
