import type { Measured } from '../protocol/units.ts';
import type { TaskError } from '../session/state.ts';

/** What work can be like, seen from its caller. Several may hold at once. */
const natures = [
  /** Its own JavaScript uses the thread it is called on. */
  'computes-js',
  /** Python: code that holds the interpreter's lock uses that thread, Python's own or C code that keeps the lock. */
  'computes-locked',
  /**
   * Native code uses that thread: a synchronous hash, a parser, a regular expression, a database in the process. Python: C
   * code that has let the lock go, or code that shares no lock.
   */
  'computes-native',
  /** It computes beside its thread: in libuv's pool, or in threads that a native library brings along. */
  'computes-libuv',
  /** Processes that it starts compute. */
  'computes-children',
  /** It waits, and its thread is free meanwhile. */
  'waits',
  /** It waits, and holds its thread meanwhile. */
  'blocks',
  /** Its results take long to copy to another thread, compared with what they take to make. */
  'moves-data',
  /** Handing one task to another thread takes longer than half of it. */
  'too-small',
  /** V8 collects garbage, also in threads of its own, for a good share of the time. */
  'memory-bound',
  /** Its results depend on what earlier tasks left in the module. */
  'shared-state',
  /** All of its tasks fail, or most. */
  'fails',
] as const;
export type Nature = (typeof natures)[number];

/**
 * What the time of a warm task goes into, one task after another, as shares of it. What happens on the task's thread and
 * `waitingFree` add up to about 1; what other threads compute comes on top, and may be more than 1.
 */
export type Shares = {
  /** The code of the runtime's language. Python: all that holds the interpreter's lock. */
  readonly loopJs: Measured;
  /** Python: C code that has let the lock go, or code that shares no lock. */
  readonly loopNative: Measured;
  /** Garbage collection on the task's thread. */
  readonly collector: Measured;
  /** The thread was held, but used no core: it waited for a child process, a file, a lock. */
  readonly waitingHeld: Measured;
  /** The thread was free, and nothing computed for the task. */
  readonly waitingFree: Measured;
  /** Computing in libuv's pool, in V8's helper threads (collector, compiler), in threads of native libraries or its own. */
  readonly libuv: Measured;
  readonly v8: Measured;
  readonly nativeThreads: Measured;
  /** Computing in processes that tasks start; null where these were not looked at. */
  readonly children: Measured;
};

/** What is known of a person's work from runs of it one task after another. Times in milliseconds. */
export type Character = {
  /** How many tasks ended; failed ones count. */
  readonly calls: number;
  /** What a task takes once times have settled; what its thread waited for a core that others had is no part of it. */
  readonly msPerTask: Measured;
  /** What the very first call took, which loads and connects. */
  readonly firstMs: Measured;
  /** The first tasks, until times settled; null where they were settled from the start. */
  readonly warmUp: { readonly tasks: number; readonly ms: number } | null;
  /** From the start of a process to its first task: loading the file and what it imports. */
  readonly startMs: Measured;
  /** Processor time of a task, wherever it was spent. */
  readonly cpuMsPerTask: Measured;
  /** The most that was resident beyond what an engine takes by itself: about what one more lane needs. */
  readonly laneBytes: Measured;
  readonly shares: Shares;
  /** The natures that hold, the one with the largest share first; a share only where there is one. */
  readonly natures: readonly { readonly nature: Nature; readonly share: Measured }[];
  readonly returnsPromise: 'always' | 'never' | 'sometimes' | null;
  /** Whether the same task returned the same twice; null where only one run is known. */
  readonly repeats: boolean | null;
  /** What failed, and the first error; null where nothing did. */
  readonly failed: { readonly tasks: number; readonly of: number; readonly first: TaskError | null } | null;
  /** How many returned undefined. */
  readonly undefinedResults: Measured;
  /** Whether any task came to its end in the time there was. */
  readonly settles: boolean;
  /** Where its thread was found most often, of JavaScript that can be named; null where nobody looked. */
  readonly hottest: {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly share: number;
  } | null;
  /** Where its thread was found blocked, in the person's own file, while a task held it for long; null: it was not seen. */
  readonly blockedAt: { readonly file: string; readonly line: number } | null;
  /** Time to copy a result to another thread; null where no thread was tried yet. */
  readonly copyMsPerTask: Measured;
};
