import type { Session } from 'node:inspector';
import { createRequire } from 'node:module';
import { type Look, lookExpression, lookWords } from './look.ts';

/** Loaded only once somebody asks. `process.getBuiltinModule` came with Node.js 20.16. */
const load = createRequire(import.meta.url);

/**
 * Takes the main thread's stack from the watcher's thread. An evaluation of the inspector is served by an interrupt of V8,
 * on top of the code that holds the loop; no debugger is involved, and nothing runs while nobody asks.
 *
 * A session is connected for one look only: whoever ends the process while one is open makes Node wait for it, and say so.
 */
export class StackTaker {
  readonly #words: Int32Array;
  #session: Session | null = null;
  /** There is no inspector, or it may not be used. */
  #broken = false;

  /** `words`: memory shared with the main thread, see `lookWords`. */
  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** Whether an answer is awaited. */
  get asking(): boolean {
    return this.#session !== null;
  }

  /**
   * Asks for a look, unless one is awaited or there can be none. The answer comes when the main thread runs code of
   * JavaScript again: while it is inside a call of native code, that call has to return first.
   */
  ask(onAnswer: (look: Look) => void): void {
    if (this.#broken || this.#session !== null) return;
    Atomics.store(this.#words, lookWords.looking, 1);
    // Asked for in this order, as the other side does it in the other: one of the two sees the other.
    if (Atomics.load(this.#words, lookWords.leaving) === 1) {
      this.#release();
      return;
    }
    try {
      const { Session } = load('node:inspector') as typeof import('node:inspector');
      const session = new Session();
      session.connectToMainThread();
      this.#session = session;
      session.post(
        'Runtime.evaluate',
        { expression: lookExpression, returnByValue: true, silent: true },
        (error, answer) => {
          this.#release();
          const look: unknown = error ? null : answer.result.value;
          if (isLook(look)) onAnswer(look);
        },
      );
    } catch {
      this.#broken = true;
      this.#release();
    }
  }

  #release(): void {
    this.#session?.disconnect();
    this.#session = null;
    Atomics.store(this.#words, lookWords.looking, 0);
    Atomics.notify(this.#words, lookWords.looking);
  }
}

/** The main thread's realm is the work's as well: what is found under the symbol may be anything. */
function isLook(value: unknown): value is Look {
  return typeof value === 'object' && value !== null && 'sites' in value && Array.isArray(value.sites);
}
