import { bucketOf } from '../../source/protocol/duration-buckets.ts';
import type { LoadEvent, LoadNow, LoadStep, StepVerdict } from '../../source/protocol/load-events.ts';
import { type ProgramLoad, reduceLoad } from '../../source/session/program-load.ts';

/** What came of five seconds at a rate: of each hundred answers one took `slowMs`, the others 4 ms. */
export function step(
  ratePerSecond: number,
  verdict: StepVerdict,
  { slowMs = 12, ...more }: Partial<LoadStep> & { slowMs?: number } = {},
): LoadStep {
  const due = more.due ?? ratePerSecond * 5;
  const answered = more.answered ?? due;
  const slow = Math.ceil(due / 50);
  return {
    ...{ type: 'load-step', atMs: 5000, startedMs: 0, overMs: 5000, ratePerSecond, verdict, due, answered },
    ...{ failed: 0, unanswered: 0, unsent: 0, statuses: { 200: answered }, keptUp: verdict === 'held' },
    donePerSecond: verdict === 'held' ? ratePerSecond : ratePerSecond / 2,
    durations: [
      [bucketOf(4), due - slow],
      [bucketOf(slowMs), slow],
    ],
    ...{ longestMs: slowMs, mostInFlight: 4, mostWaiting: 0, lateP95Ms: 1, cpuCores: 0.1 },
    ...more,
  };
}

export const started = (
  ratePerSecond: number,
  untilPerSecond: number | null,
): Extract<LoadEvent, { type: 'load-started' }> => ({
  ...{ type: 'load-started', monotonicMs: 0, name: 'GET /login', requests: 1, ratePerSecond, untilPerSecond },
  ...{ port: 3210, mostConnections: 512 },
});

export const now = (atMs: number, ratePerSecond: number, more: Partial<LoadNow> = {}): LoadNow => ({
  ...{ type: 'load', atMs, ratePerSecond, due: 0, answered: 0, failed: 0, unanswered: 0, unsent: 0 },
  ...{ inFlight: 2, waiting: 0, oldestMs: 3, durations: [], longestMs: 0, cpuMs: 10 },
  ...more,
});

export const done: LoadEvent = { type: 'load-ended', why: 'done', message: null };

export const loadAfter = (...events: readonly LoadEvent[]): ProgramLoad =>
  events.reduce<ProgramLoad | null>(reduceLoad, null)!;
