import * as v from 'valibot';
import { certainties, heldCauses, placings, starvingQueues } from '../protocol/held.ts';
import {
  count,
  list,
  literal,
  maybe,
  maybeCount,
  maybeText,
  measured,
  number,
  oneOf,
  text,
} from './describe.ts';

const certainty = oneOf(
  certainties,
  'exact: the loop itself said so. likely: seen from beside the loop, now and then.',
);

/** Where code was: a frame of a stack. */
export const frameEntries = v.object({
  name: maybeText('The name of the function. Null: it has none.'),
  file: maybeText('The path of its file. Null: not known.'),
  line: maybeCount('The line in the file, from 1. Null: not known.'),
  column: maybeCount('The column in the line, from 1. Null: not known.'),
});

/** How a line stands to what held the loop. */
export const placedWords =
  'How the line in the innermost frame of your own code stands to the code that froze the loop. at: it is there. near: it is in the same function, maybe a few lines before. before: native code does not answer before it returns, and your code had gone on to this line then. below: the function that begins at this line made the call, or something that it called did.';

/** What kept a loop from its next turn; in events and in summaries, which count `startedMs` from different moments. */
export const heldEntries = (startedMs: string) => ({
  lane: count('The number of the lane whose loop was frozen; 0 is the main loop.'),
  startedMs: number(startedMs),
  durationMs: number('How long the loop was frozen, in milliseconds.'),
  looks: count('How often Heddle looked at the loop while it was frozen.'),
  cause: maybe(
    v.picklist(heldCauses),
    "What kept the loop from its next turn. computing: code of the runtime's own language used a core. native-call: a call of native code used a core (a hash, a parser, a regular expression). collector: garbage collection. lock: a lock that another thread held. no-core: it was ready to go on and waited for a core. child: it waited for a child process to end. blocked: it waited in the kernel (a file, a socket, a timer). Null: not known.",
  ),
  call: maybeText(
    'The kernel call in which it waited, such as read. Null: it waited in none, or it is not known.',
  ),
  keepsLock: maybe(
    v.boolean(),
    'Whether that code kept the lock of the runtime (the GIL of Python) all the time, as a call of C code may. Null: not known, or the runtime has no such lock.',
  ),
  holder: maybe(
    v.variant('kind', [
      v.object({
        kind: literal('task', 'The code of a task froze the loop.'),
        task: count('The number of the task.'),
        certainty,
      }),
      v.object({
        kind: oneOf(
          ['tasks', 'timer'],
          'tasks: the code of several tasks froze the loop, one after another. timer: the callback of a timer did, the outermost of the frames.',
        ),
        certainty,
      }),
      v.object({
        kind: literal('request', 'The code of a request froze the loop, in a program without tasks.'),
        request: text('The request.'),
        certainty,
      }),
    ]),
    'Whose code froze the loop. Null: it is not known, as of a task that went on after an await that Heddle does not see.',
  ),
  frames: list(
    frameEntries,
    'Where the code was, the innermost call first. Empty: nothing looked at its stack.',
  ),
  placed: maybe(v.picklist(placings), `${placedWords} Null: there are no frames.`),
  stacks: count(
    'In how many looks the stack of that code was taken while the loop was frozen. An answer that came late, as a call of native code went on, counts for all looks that were due meanwhile.',
  ),
  stacksHere: count(
    'In how many of these stacks your code was in the same function as in frames: 9 of 11 means that this function held the loop for most of the time.',
  ),
  starvedBy: maybe(
    v.picklist(starvingQueues),
    'The queue that kept the loop from its turn although code finished again and again. microtasks: promises that resolve at once. ticks: process.nextTick. both: each of them refills the other. Null: no queue did, or it is not known. Always null for Python.',
  ),
  deadlock: maybe(
    v.boolean(),
    'Whether nothing is left that could wake the loop: every thread of the process waits for another one. Null: the loop does not wait for a thread, or it is not known.',
  ),
  otherFrames: list(
    frameEntries,
    'Where another thread was that waited as well, the innermost call first. Empty: there is no deadlock, or it was not seen. Always empty for Node.js.',
  ),
  collectorMs: measured('How much of durationMs was garbage collection, in milliseconds.'),
  cpuMs: measured(
    'How much of durationMs the thread of the loop was on a core, in milliseconds; what came before the first look is not counted.',
  ),
  unreadSockets: measured('Sockets of the process that had unread data at the last look.'),
});
