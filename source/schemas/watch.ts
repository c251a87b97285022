import * as v from 'valibot';
import type { WatchDocument } from '../plain/watch-document.ts';
import { observations } from '../protocol/watch-events.ts';
import {
  amount,
  count,
  group,
  list,
  maybe,
  maybeText,
  measured,
  moment,
  number,
  schemaOf,
  text,
} from './describe.ts';
import { foundEntries } from './finding.ts';
import { loadSummary } from './load.ts';
import { loopEntries } from './loop.ts';
import { heddleVersion, machine, schemaVersion } from './shared.ts';
import { ending, profileEntries, profileState, requestKind, unobserved, watchEnding } from './watch-event.ts';

const route = v.object({
  kind: requestKind,
  route: text('The method and the path, with n and id in the place of what differs: GET /users/:n.'),
  count: count('How many have ended.'),
  failed: count('How many of them ended with a status from 500 on, or because the client went away.'),
  meanMs: measured('How long they took on average, in milliseconds.'),
  p50Ms: measured('Half of them took at most this many milliseconds.'),
  p99Ms: measured('99 % of them took at most this many milliseconds.'),
  maxMs: measured('The slowest took this many milliseconds.'),
});

const process = v.object({
  pid: count('The number of the process.'),
  parentPid: measured('The number of the process that started it.'),
  how: maybe(
    v.picklist(observations),
    'launched: Heddle started the program. attached: it ran already. outside: seen only through the system. Null: it has not said.',
  ),
  runtime: maybeText('Its runtime: node or python. Null: another one, or not known.'),
  version: maybeText('The version of its runtime: 24.21.0. Null: not known.'),
  command: list(v.string(), 'The command line that started it.'),
  unavailable: list(v.string(), 'What cannot be seen in it, and why, in words.'),
  observedMs: number('For how long it was observed, in milliseconds.'),
  loadedMs: measured('From its start until its loop turned for the first time, in milliseconds.'),
  ended: maybe(watchEnding, 'How it ended. Null: it was still there.'),
  loop: group(loopEntries, 'Its main event loop.'),
  requests: group(
    {
      begun: count('Requests that came to it.'),
      ended: count('How many of them have ended.'),
      failed: count('How many ended with a status from 500 on, or because the client went away.'),
      uncounted: count('Requests that came faster than each could be noted.'),
      routes: list(route, 'The same by route, and its own requests to others.'),
    },
    'What it was asked for, and what it asked others for.',
  ),
  cpu: group(
    {
      cores: measured('Processor time by time: how many cores it kept busy on average.'),
      effectiveCores: measured('How many it may use.'),
    },
    'What it used of the processor.',
  ),
  memory: group(
    {
      rssBytes: measured('Resident memory at the end, in bytes.'),
      peakRssBytes: measured('The most resident memory, in bytes.'),
      peakPssBytes: measured('The most of PSS, which counts shared pages once, in bytes.'),
    },
    'Its memory.',
  ),
  profile: maybe(
    v.object({ state: profileState, ...profileEntries }),
    'The profile of its main thread that was asked for last. Null: none was.',
  ),
  overheadRatio: measured('What Heddle used in it, of one core, 0 to 1.'),
  samplesDropped: count('Samples that were not taken in time, or that Heddle did not read.'),
});

export const watch = schemaOf<WatchDocument>()(
  'A watched program',
  'What `heddle watch --json` prints: a program of your own, and what each of its processes did.',
  v.object({
    schema: schemaVersion,
    heddle: heddleVersion,
    startedAt: moment('When the watching began'),
    wallMs: amount('For how long it was watched, in milliseconds.'),
    command: list(v.string(), 'The program and its arguments, as they were typed.'),
    ended: maybe(ending, 'How the program ended. Null: it was still there.'),
    processes: list(process, 'Each process that was observed, that which worked most first.'),
    load: maybe(loadSummary, 'What Heddle sent it (--load). Null: nothing.'),
    findings: list(
      v.object({
        ...foundEntries,
        subject: maybeText(
          'What of the program it is about, where a rule may find several: a function, a call in one, a route, a host. Null: all of it.',
        ),
        pid: maybe(
          v.number(),
          'The number of the process; of several that show the same, that which worked most. Null: it is about the program as a whole.',
        ),
        processes: count('In how many processes it was found.'),
      }),
      'What Heddle noticed beyond the figures, the most severe first.',
    ),
    unobserved: list(unobserved, 'Processes of the program that could not be observed.'),
    machine,
  }),
);
