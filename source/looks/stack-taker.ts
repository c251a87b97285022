import type { Session } from 'node:inspector';
import { type Look, lookExpression } from './look.ts';
import { closeSession, openSession } from './main-session.ts';

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
    try {
      const session = openSession(this.#words);
      if (session === null) return;
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
      if (this.#session !== null) this.#release();
    }
  }

  #release(): void {
    closeSession(this.#words, this.#session);
    this.#session = null;
  }
}

/** The main thread's realm is the work's as well: what is found under the symbol may be anything. */
function isLook(value: unknown): value is Look {
  return typeof value === 'object' && value !== null && 'sites' in value && Array.isArray(value.sites);
}
