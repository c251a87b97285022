import * as v from 'valibot';
import { count, flag, group, list, maybe, maybeText, measured, number, oneOf, word } from './describe.ts';

const share = (what: string) => measured(`The share of a task's time ${what}, 0 to 1.`);

/** What a person's work is like: `character` of an answer. */
export const character = maybe(
  v.object({
    calls: count('Calls of your function in the run that looked at it.'),
    msPerTask: measured('Milliseconds per task, once times have settled.'),
    firstMs: measured('Milliseconds of the very first call.'),
    warmUp: maybe(
      v.object({ tasks: count('How many calls.'), ms: number('How many milliseconds.') }),
      'The first calls, until times settled. Null: they were settled from the start.',
    ),
    startMs: measured('Milliseconds from the start of a process to its first task.'),
    cpuMsPerTask: measured('Milliseconds of processor time per task.'),
    shares: group(
      {
        loopJs: share("in JavaScript on its thread; of Python: in code that holds the interpreter's lock"),
        loopNative: share('in native code on its thread; of Python: in C code that has let the lock go'),
        collector: share('in garbage collection on its thread'),
        waitingHeld: share('in which it waited and held its thread'),
        waitingFree: share('in which it waited and its thread was free'),
        libuv: share("in libuv's threads"),
        v8: share("in V8's helper threads"),
        nativeThreads: share('in threads of native libraries; of Python: in all other threads'),
        children: share('in processes that it starts; null: these were not looked at'),
      },
      'Where the time of a task goes. What other threads compute comes on top, so the sum may be more than 1.',
    ),
    natures: list(
      v.object({
        nature: oneOf(
          [
            'computes-js',
            'computes-locked',
            'computes-native',
            'computes-libuv',
            'computes-children',
            'waits',
            'blocks',
            'moves-data',
            'too-small',
            'memory-bound',
            'shared-state',
            'fails',
          ],
          'What it is.',
        ),
        share: share('that it takes'),
      }),
      'What the work is like, the largest share first. Several may hold.',
    ),
    returnsPromise: maybe(
      v.picklist(['always', 'never', 'sometimes']),
      'Whether your function returns promises. Null: not known.',
    ),
    repeats: maybe(v.boolean(), 'Whether the same task returned the same twice. Null: not known.'),
    failed: maybe(
      v.object({
        tasks: count('How many failed.'),
        of: count('Of how many.'),
        message: maybeText('What the first said. Null: nothing.'),
      }),
      'Tasks that failed. Null: none.',
    ),
    undefinedResults: measured('How many tasks returned undefined.'),
    settles: flag('Whether any task ended in the time there was.'),
    hottest: maybe(
      v.object({
        name: word('Its name.'),
        file: word('Its file.'),
        line: count('Its line.'),
        share: number("The share of the thread's time, 0 to 1."),
      }),
      'The function that used its thread most. Null: not known.',
    ),
    blockedAt: maybe(
      v.object({ file: word('Its file.'), line: count('Its line.') }),
      'The line of your file at which a call blocked its thread. Null: not seen, or not known.',
    ),
    copyMsPerTask: measured('Milliseconds to copy a result to another thread.'),
  }),
  'What your work is like, from runs of it one task after another. Null: it could not be run.',
);
