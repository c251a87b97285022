/** How the watcher's thread looks at the main thread's stack: what it asks for, and what it is answered. */

/** Under this symbol the main thread keeps the function that answers; nobody comes upon it by enumerating. */
const key = 'heddle.look';
export const lookKey = Symbol.for(key);
/**
 * Words of shared memory by which the two do not keep each other. `leaving`: the process ends, whoever wanted it. `looking`: how
 * many sessions the watcher has with the main thread, to look at its stack or for a profile of it.
 */
export const lookWords = { leaving: 0, looking: 1, words: 2 } as const;
/** What the watcher has evaluated on top of whatever runs there. */
export const lookExpression = `globalThis[Symbol.for('${key}')]()`;

/** What it has evaluated to know where such places are in the files that a person wrote, as far as the runtime knows that. */
export const originalsExpression = (sites: readonly Site[]) =>
  `${lookExpression.slice(0, -2)}.originals(${JSON.stringify(sites)})`;

/** `file`: a path, the address of a file, or what Node calls its own. Each of them null where V8 knows none. */
export type Site = readonly [
  name: string | null,
  file: string | null,
  line: number | null,
  column: number | null,
];

export type Look = {
  /** When it was taken, in milliseconds since the run's origin. */
  readonly atMs: number;
  /** How long that took on the main thread. */
  readonly tookMs: number;
  /** When the loop's last heartbeat was, on the same clock. */
  readonly beatMs: number;
  /** How many tasks had been begun on this thread until then. */
  readonly begun: number;
  /** The request whose code it was, `POST /login`; null: none that is in flight, or nobody knows. */
  readonly request: string | null;
  /**
   * Whether the microtask, and the callback of `process.nextTick`, that the look before left behind have run, null: it left none;
   * and whether the loop has called anything else anew since then, null: nobody watched for it.
   */
  readonly ran: {
    readonly microtask: boolean | null;
    readonly tick: boolean | null;
    readonly callback: boolean | null;
  };
  /** Where the function of a person's own begins that is called for each task, if nothing of theirs is on the stack. */
  readonly entry: Site | null;
  /** Whether the innermost function had only just been called: what ran before then, it has not done. */
  readonly entered: boolean;
  /** The stack, innermost first. */
  readonly sites: readonly Site[];
};
