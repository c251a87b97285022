import * as v from 'valibot';
import { at, index, measured, text } from './fields.ts';
import { protocolVersion } from './units.ts';
import { engine, machine, vitalEvents } from './vital-events.ts';

/** `launched`: by Heddle. `attached`: it ran already. `outside`: nothing of Heddle's is in it, the system alone tells of it. */
export const observations = ['launched', 'attached', 'outside'] as const;

/** A process of somebody's program. */
const target = v.object({
  how: v.picklist(observations),
  pid: index,
  parentPid: index,
  /** What it was started with, itself first. */
  command: v.array(text),
  /** In which it was started. */
  folder: text,
});
export type Target = v.InferOutput<typeof target>;

/** `exact`: the runtime itself tells whose code holds the loop. `likely`: by what began and ended meanwhile. `none`: unseen. */
export const requestSights = ['exact', 'likely', 'none'] as const;

const watchStarted = v.object({
  type: v.literal('watch-started'),
  protocol: v.literal(protocolVersion),
  atMs: at,
  /** Wall clock at the origin, milliseconds since 1970. */
  epochMs: v.number(),
  /** The origin on the machine's monotonic clock. */
  monotonicMs: v.number(),
  target,
  /** Null: a program in a runtime of which Heddle knows nothing. */
  engine: v.nullable(engine),
  machine,
  requests: v.picklist(requestSights),
  /** Whether stacks are taken of a loop that is held, to tell the line. */
  stacks: v.boolean(),
  /** What cannot be observed in it, and why, for people. */
  unavailable: v.array(text),
});

/** Its loop has turned for the first time: what it needs is loaded. */
const loaded = v.object({ type: v.literal('loaded'), atMs: at });

/** `server`: it came to the program. `client`: the program sent it. */
export const requestKinds = ['server', 'client'] as const;

const requests = v.object({
  type: v.literal('requests'),
  atMs: at,
  /** Requests to the program since it is watched. */
  begun: index,
  ended: index,
  /** Of those that ended: with a status from 500 on, or because the client went away. */
  failed: index,
  /** Requests of either kind that came faster than they could be noted, each by itself. */
  uncounted: index,
  /** Those worth a row: in flight for longer than 50 ms, the slowest, the failed. A row comes again when its request has ended. */
  rows: v.array(
    v.object({
      /** By its number in this process: those of the main loop are counted from 1. */
      request: index,
      kind: v.picklist(requestKinds),
      /** `GET /users/7`, without its query, which may hold a secret; of a client's with the host. */
      text,
      startedMs: v.number(),
      /** Null: it is in flight. */
      endedMs: measured,
      /** Null: it waits for its answer, or ended without one. Of one in flight: its answer has begun, and goes on. */
      status: measured,
      /** The request to the program within which it was sent; null: of none, or it is not known. */
      parent: v.nullable(index),
      /** The lane whose code it is; null: it is not known. */
      lane: v.nullable(index),
    }),
  ),
  /** What ended since the last such event, by route; at most 200 of them, the others together as `other`. */
  routes: v.array(
    v.object({
      kind: v.picklist(requestKinds),
      /** `GET /users/:n` */
      route: text,
      count: index,
      failed: index,
      /** Of all of them together, and of the slowest. */
      sumMs: v.number(),
      longestMs: v.number(),
      /** How many took how long: pairs of a bucket, see duration-buckets.ts, and a number. */
      durations: v.array(v.tuple([index, index])),
    }),
  ),
});

/** TCP sockets of the process, as the system has them. */
const sockets = v.object({
  type: v.literal('sockets'),
  atMs: at,
  /** Connections from clients to the program, and how many of them have data that it has not read. */
  open: index,
  unread: index,
  /** Connections that the program has not accepted yet. */
  backlog: index,
  /** Of any kind: the other side has closed, the program has not. */
  closeWait: index,
});

/** A function in which the main thread was, as a profile has it. */
const profiled = v.object({
  /** Null: it has none, or that is not known. */
  name: v.nullable(text),
  /** A path, or what Node calls its own; null: what V8 does itself, such as collecting garbage. */
  file: v.nullable(text),
  /** Where it begins. */
  line: v.nullable(index),
  /** Its share of the time of the profile without what it called, 0 to 1. */
  ratio: v.number(),
  /** The nearest function in the person's own code that led to it; null: it is that itself, or there is none. */
  caller: v.nullable(v.object({ name: v.nullable(text), file: text, line: index })),
});
export type Profiled = v.InferOutput<typeof profiled>;

/** `waits`: the main thread has not begun with it. `stops`: its time is over. */
export const profileStates = ['waits', 'runs', 'stops', 'taken', 'failed'] as const;

/** How it stands with a profile of the main thread that a person has asked for. */
const profile = v.object({
  type: v.literal('profile'),
  atMs: at,
  state: v.picklist(profileStates),
  /** How long it is to be, and when it began. */
  forMs: v.number(),
  startedMs: measured,
  /** Once it is taken: for how long that was, the share of it in which there was nothing to do, and the functions that took most. */
  found: v.nullable(
    v.object({ durationMs: v.number(), idleRatio: v.number(), functions: v.array(profiled) }),
  ),
  /** Once it is taken: the file that has it, of so many bytes. */
  path: v.nullable(text),
  bytes: measured,
  /** Of one that failed: why, for people. */
  why: v.nullable(text),
});

/**
 * `killed`: by a signal, as its parent knows. `lost`: it went without a word, as who is killed does, and Heddle is not its
 * parent. `detached`: the program goes on.
 */
export const endings = ['exited', 'killed', 'lost', 'detached'] as const;

const watchEnded = v.object({
  type: v.literal('watch-ended'),
  atMs: at,
  how: v.picklist(endings),
  /** Null: it is not known. */
  exitCode: measured,
  /** The signal that ended it; null: none did, or it is not known. */
  signal: v.nullable(text),
});

/** Everything that is told of one process of a watched program; `watch-started` is first. */
export const watchEventSchema = v.variant('type', [
  watchStarted,
  loaded,
  ...vitalEvents,
  requests,
  sockets,
  profile,
  watchEnded,
]);
export type WatchEvent = v.InferOutput<typeof watchEventSchema>;
export type WatchEventOf<T extends WatchEvent['type']> = Extract<WatchEvent, { type: T }>;
