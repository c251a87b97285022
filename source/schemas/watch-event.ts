import * as v from 'valibot';
import { askings, type ProgramEvent } from '../protocol/program-events.ts';
import { protocolVersion } from '../protocol/units.ts';
import {
  endings,
  observations,
  profileStates,
  requestKinds,
  requestSights,
} from '../protocol/watch-events.ts';
import {
  count,
  described,
  flag,
  group,
  list,
  literal,
  maybe,
  maybeCount,
  maybeText,
  measured,
  number,
  oneOf,
  schemaOf,
  text,
} from './describe.ts';
import { loadEvent } from './load.ts';
import { atMs, engine, machine, output, vitalEvents } from './vital-events.ts';

export const requestKind = oneOf(
  requestKinds,
  'server: it came to the program. client: the program sent it.',
);

export const watchEnding = v.object({
  how: oneOf(
    endings,
    'exited: it ended by itself, as far as it is known. killed: a signal ended it. lost: it went without a word, as when it is killed, and only its parent knows more. detached: it goes on.',
  ),
  exitCode: measured('Its exit code.'),
  signal: maybeText('The signal that ended it: SIGTERM. Null: none did, or it is not known.'),
});

export const ending = v.object({
  exitCode: measured('The exit code of the program.'),
  signal: maybeText('The signal that ended it: SIGTERM. Null: none did.'),
  asked: maybe(
    v.picklist(askings),
    'Why Heddle had asked it to end. time: the time of --for was over. load: all of --load was sent. left: its screen was left. Null: Heddle had not.',
  ),
});

export const unobserved = v.object({
  pid: count('The number of the process.'),
  command: text('What it runs.'),
  why: text('Why it cannot be observed, in words.'),
});

const place = 'in the file that a person wrote, where there is a source map';

export const profileState = oneOf(
  profileStates,
  'waits: the main thread has not begun with it. runs. stops: its time is over. taken: it is in its file. failed.',
);

/** Of a profile, as an event and in the document. */
export const profileEntries = {
  forMs: number('How long it was to be, in milliseconds.'),
  startedMs: measured('When it began, in milliseconds since the origin of the process.'),
  found: maybe(
    v.object({
      durationMs: number('How long it is, in milliseconds.'),
      idleRatio: number('The share of that in which there was nothing to do, 0 to 1.'),
      functions: list(
        v.object({
          name: maybeText('The function. Null: it has no name.'),
          file: maybeText(`Its file, ${place}. Null: it is in none.`),
          line: maybeCount('Where the function begins. Null: not known.'),
          ratio: number('Its share of the time without what it called, 0 to 1.'),
          caller: maybe(
            v.object({
              name: maybeText('The function. Null: it has no name.'),
              file: text(`Its file, ${place}.`),
              line: count('Where it begins.'),
            }),
            'The nearest function in your own code that led to it. Null: it is that itself, or there is none.',
          ),
        }),
        'The functions that took most, first.',
      ),
    }),
    'What it shows. Null: it is not taken.',
  ),
  path: maybeText('The file that it is in. Null: it is not taken.'),
  bytes: measured('How large that is.'),
  why: maybeText('Why it failed, in words. Null: it did not.'),
};

const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

const events = [
  v.object({
    type: literal('watch-started', 'The first line of a process: who it is, and where.'),
    protocol: literal(protocolVersion, 'The version of the event stream. A reader should refuse any other.'),
    atMs,
    epochMs: number('The wall clock at the origin of its times, in milliseconds since 1970.'),
    monotonicMs: number('The same moment on the monotonic clock of the machine, in milliseconds.'),
    target: group(
      {
        how: oneOf(
          observations,
          'launched: Heddle started the program. attached: it ran already. outside: seen only through the system.',
        ),
        pid: count('The number of the process.'),
        parentPid: count('The number of the process that started it.'),
        command: list(v.string(), 'The command line that started it.'),
        folder: text('The folder in which it was started.'),
      },
      'The process.',
    ),
    engine: maybe(engine, 'Its runtime. Null: one of which Heddle knows nothing.'),
    machine,
    requests: oneOf(
      requestSights,
      'How it is known which request holds the loop. exact: the runtime tells. likely: by what began and ended meanwhile. none: requests are not seen.',
    ),
    stacks: flag('Whether stacks are taken of a loop that is held, to tell the line.'),
    unavailable: list(v.string(), 'What cannot be seen in it, and why, in words.'),
  }),
  v.object({ type: literal('loaded', 'The loop has turned for the first time.'), atMs }),
  v.object({
    type: literal('requests', 'Requests since the last such line.'),
    atMs,
    begun: count('Requests that came to the program since it is watched.'),
    ended: count('How many of them have ended.'),
    failed: count('How many ended with a status from 500 on, or because the client went away.'),
    uncounted: count('Requests that came faster than each could be noted.'),
    rows: list(
      v.object({
        request: count('Its number in this process. Those of the main loop are counted from 1.'),
        kind: requestKind,
        text: text('Method and path, without the query.'),
        startedMs: number('When it began, in milliseconds since the origin.'),
        endedMs: measured('When it ended. Null as well: it is in flight.'),
        status: measured(
          'Its status; of one in flight that of an answer that goes on. Null as well: there is no answer yet.',
        ),
        parent: maybeCount('The request within which the program sent it. Null: none, or not known.'),
        lane: maybeCount('The lane whose code it is, 0 for the main loop. Null: not known.'),
      }),
      'Those in flight for long, the slowest and those that failed.',
    ),
    routes: list(
      v.object({
        kind: requestKind,
        route: text('Method and path, with n and id in the place of what differs.'),
        count: count('How many have ended since the last such line.'),
        failed: count('How many of them failed.'),
        sumMs: number('How long they took all together, in milliseconds.'),
        longestMs: number('How long the slowest took, in milliseconds.'),
        durations: list(
          v.strictTuple([natural, natural]),
          'How many took how long: pairs of a bucket and a number. Bucket b ends at 0.01 ms times 1.02 to the power of b.',
        ),
      }),
      'What has ended, by route.',
    ),
  }),
  v.object({
    type: literal('sockets', 'TCP sockets of the process, as the system has them.'),
    atMs,
    open: count('Connections that clients have opened to the program.'),
    unread: count('How many of them have sent data that the program has not read.'),
    backlog: count('Connections that it has not accepted yet.'),
    closeWait: count('Connections of any kind that the other side has closed, and the program has not.'),
  }),
  v.object({
    type: literal('profile', 'How it stands with a profile of the main thread that was asked for.'),
    atMs,
    state: profileState,
    ...profileEntries,
  }),
  v.object({ type: literal('watch-ended', 'The last line of a process.'), atMs, ...watchEnding.entries }),
] as const;

export const watchEvent = schemaOf<ProgramEvent>()(
  'A line of what is told of a watched program',
  'What `heddle watch --events FILE` writes, one JSON object per line (NDJSON).',
  v.union([
    v.object({
      pid: count('The process.'),
      event: described(v.variant('type', [...events, ...vitalEvents]), 'What is told of it.'),
    }),
    v.object({ output: described(output, 'The program printed something.') }),
    v.object({ load: described(loadEvent, 'Of the requests that Heddle sends (--load).') }),
    v.object({ ended: described(ending, 'The program has ended: the last line.') }),
    v.object({ unobserved: described(unobserved, 'A process of the program cannot be observed.') }),
    v.object({
      leftOut: count(
        'So many lines are missing here, as nobody read those before: standard output was full.',
      ),
    }),
  ]),
);
