import * as v from 'valibot';
import { at, index, measured, text } from './fields.ts';

/** What keeps a loop from its next turn; each has a cure of its own. */
export const heldCauses = [
  /** Its own code, in the runtime's language, uses a core. */
  'computing',
  /** A call of native code uses a core: a hash, a parser, a regular expression. */
  'native-call',
  /** The runtime collects garbage. */
  'collector',
  /** It waits for a lock that another thread holds, such as CPython's. */
  'lock',
  /** It is ready to go on, and others have the cores. */
  'no-core',
  /** It waits for a child process to end. */
  'child',
  /** It waits in the kernel for anything else: a file, a socket, a timer. */
  'blocked',
] as const;

/**
 * Queues that a loop empties before it turns: what refills one of them as fast keeps the loop from its turn. `both`: each of
 * them is refilled by what is in the other.
 */
export const starvingQueues = ['microtasks', 'ticks', 'both'] as const;

/**
 * How a line stands to the code that held the loop: `at`, it is there; `near`, it is in the same function, maybe a few lines off;
 * `before`, it was a call that had returned, and the code had gone on to this line; `below`, it was a call by the function that
 * begins there, or by what that one called.
 */
export const placings = ['at', 'near', 'before', 'below'] as const;

/** `exact`: the loop itself said so. `likely`: seen from beside it, now and then. */
export const certainties = ['exact', 'likely'] as const;
const certainty = v.picklist(certainties);

/** Where code was: a frame of a stack. */
export const frame = v.object({
  name: v.nullable(text),
  file: v.nullable(text),
  line: v.nullable(index),
  column: v.nullable(index),
});

/** What kept a loop from its next turn. */
export const held = v.object({
  type: v.literal('held'),
  atMs: at,
  lane: index,
  startedMs: v.number(),
  /** So far, while it lasts; exact to about a millisecond once it is over. */
  durationMs: v.number(),
  /** What is over may be told once more, with the same `startedMs`, when more is known of it. */
  over: v.boolean(),
  /** How often somebody looked at the loop while it was held. */
  looks: index,
  /** Null: it is not known. */
  cause: v.nullable(v.picklist(heldCauses)),
  /** The kernel's name of the call in which it waits, `read`; null when it waits in none, or in one unknown. */
  call: v.nullable(text),
  /** Whether that code kept the lock of its runtime and gave it to nobody else meanwhile; null: not known, or no such lock. */
  keepsLock: v.nullable(v.boolean()),
  /** Whose code held it, or held the lock that it waited for; `tasks`: several, one after another. Null: it is not known. */
  holder: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('task'), task: index, certainty }),
      v.object({ kind: v.picklist(['tasks', 'timer']), certainty }),
      v.object({ kind: v.literal('request'), request: text, certainty }),
    ]),
  ),
  /** Where the holder's code was, the innermost call first; empty when nobody looked at its stack. */
  frames: v.array(frame),
  /** Of the line in the frame of the person's own that is innermost; null: there are no frames. */
  placed: v.nullable(v.picklist(placings)),
  /** How often the holder's stack was taken; one that came late, behind a call, counts for all looks that were due meanwhile. */
  stacks: index,
  /** In how many of those stacks the person's code was in the function that the nearest of its `frames` is of. */
  stacksHere: index,
  /**
   * The queue that kept the loop from its turn, although code came to its end again and again; `ticks` are those of
   * `process.nextTick`. Null: none did, or it is not known. A loop of asyncio turns after every callback: always null.
   */
  starvedBy: v.nullable(v.picklist(starvingQueues)),
  /**
   * Whether nothing is left that could end it: the thread waits for another one of its process to wake it, and so does each of
   * those. Null: it does not wait so, or it is not known.
   */
  deadlock: v.nullable(v.boolean()),
  /** In a deadlock, where another thread is that waits as well, innermost first; empty: it was not seen. */
  otherFrames: v.array(frame),
  /** How much of `durationMs` the runtime spent collecting garbage. */
  collectorMs: measured,
  /** How much of `durationMs` its thread had a core, as far as it was looked at. */
  cpuMs: measured,
  /** Sockets of the process that had data unread at the last look; null: not looked at. */
  unreadSockets: measured,
});
