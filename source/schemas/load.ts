import * as v from 'valibot';
import { loadEndings, stepVerdicts } from '../protocol/load-events.ts';
import {
  amount,
  count,
  list,
  literal,
  maybe,
  maybeText,
  measured,
  number,
  oneOf,
  record,
  text,
} from './describe.ts';

/** What is told of requests that Heddle sends to a watched program. */

const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

const atMs = number('When, in milliseconds since the first request was due.');
const ratePerSecond = number('How many requests fell due per second, at random moments.');
const name = text('What is sent: method and path, or the name of the file of requests.');
const untilPerSecond = measured('The rate up to which it rises. Null as well: it stays.');
const port = count('The port of the program.');

const counts = {
  due: count('Requests that were due.'),
  answered: count('Those that were answered with a status below 500 other than 429.'),
  failed: count('Those that were answered with 500 or more or with 429, or were cut off.'),
  unanswered: count('Those that had no answer after 30 seconds.'),
  unsent: count('Those that were never sent, as 10,000 others waited before them.'),
};

const verdict = oneOf(
  stepVerdicts,
  'held: what waited did not grow. behind: it grew. failing: more than one in a hundred failed or had no answer. late: Heddle itself sent them too late. unknown: too few to tell.',
);

const durations = list(
  v.strictTuple([natural, natural]),
  'How many took how long, from when they were due to the answer: pairs of a bucket and a number. Bucket b ends at 0.01 ms times 1.02 to the power of b.',
);

const stepEntries = {
  startedMs: number('When its first request was due, in milliseconds since the very first.'),
  overMs: number('For how long requests fell due, in milliseconds.'),
  ratePerSecond,
  verdict,
  ...counts,
  statuses: record(
    natural,
    'How many were answered with which status, and how many were not, by what went wrong: ECONNRESET.',
  ),
  keptUp: maybe(v.boolean(), 'Whether what waited did not grow. Null: too few requests to tell.'),
  donePerSecond: measured(
    'Answers per second of its second half, also to what fell due before it: what gets through.',
  ),
  mostInFlight: count('The most that were under way at once.'),
  mostWaiting: count('The most that were due and not sent, as all connections were taken.'),
  lateP95Ms: measured('How late Heddle itself was with 19 of 20 requests at most, in milliseconds.'),
  cpuCores: measured('Cores that the sending used.'),
};

const latency = {
  p50Ms: measured('Half of the answers took at most this many milliseconds, from when they were due.'),
  p95Ms: measured('95 % of them took at most this many milliseconds. Null as well: fewer than 20.'),
  p99Ms: measured('99 % of them took at most this many milliseconds. Null as well: fewer than 100.'),
  maxMs: measured('The slowest took this many milliseconds.'),
};

const ending = {
  why: oneOf(
    loadEndings,
    'done: all steps are. stopped: the watching ended. program-ended: the program did. no-port: there was nothing to send it to.',
  ),
  message: maybeText('Why, in words. Null: there is nothing to explain.'),
};

/** `load` in what `--events` writes. */
export const loadEvent = v.variant('type', [
  v.object({ type: literal('load-waiting', 'It is waited until the program listens.') }),
  v.object({
    type: literal('load-started', 'The program listens: the first request is due.'),
    monotonicMs: number('That moment on the monotonic clock of the machine, in milliseconds.'),
    name,
    requests: amount('How many different requests there are. They are sent in turn.'),
    ratePerSecond,
    untilPerSecond,
    port,
    mostConnections: amount('How many can be under way at once.'),
  }),
  v.object({
    type: literal('load', 'How it stands, twice a second.'),
    atMs,
    ratePerSecond,
    ...counts,
    inFlight: count('How many are under way.'),
    waiting: count('How many are due and not sent, as all connections are taken.'),
    oldestMs: number('For how long the oldest without an answer has been due, in milliseconds.'),
    durations,
    longestMs: number('The longest of these, in milliseconds.'),
    cpuMs: measured('Processor time that the sending took so far, in milliseconds.'),
  }),
  v.object({
    type: literal('load-step', 'All requests that fell due at one rate have ended.'),
    atMs,
    ...stepEntries,
    durations,
    longestMs: number('The longest of these, in milliseconds.'),
  }),
  v.object({ type: literal('load-ended', 'No more is sent.'), ...ending }),
]);

/** `load` in what `--json` prints. */
export const loadSummary = v.object({
  name: maybe(name, 'What is sent. Null: it was never begun.'),
  requests: maybe(natural, 'How many different requests there are. Null: it was never begun.'),
  port: maybe(natural, 'The port of the program. Null: it was never begun.'),
  ratePerSecond: maybe(v.number(), 'How many fell due per second, at first. Null: it was never begun.'),
  untilPerSecond,
  verdict,
  heldPerSecond: measured('The highest rate that held. Null as well: none did.'),
  brokenPerSecond: measured('The lowest rate that was too much. Null as well: none was.'),
  ...counts,
  ...latency,
  steps: list(
    v.object({ ...stepEntries, ...latency }),
    'Each rate that was tried, in order; of a load that stays its latest parts.',
  ),
  ended: maybe(v.object(ending), 'How it ended. Null: it had not.'),
});
