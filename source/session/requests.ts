import type { WatchEventOf } from '../protocol/watch-events.ts';
import { addBuckets, emptyLagHistogram, type LagHistogram } from './lag-histogram.ts';
import { addToSeries, emptyLatest, type Series } from './series.ts';
import { addToWindow, type Window } from './window.ts';

type Row = WatchEventOf<'requests'>['rows'][number];
type RouteRow = WatchEventOf<'requests'>['routes'][number];

export type Request = Readonly<Row>;

/** Requests of one kind, to one route: all that have ended since the program is watched. */
export type Route = {
  readonly kind: Row['kind'];
  readonly route: string;
  readonly count: number;
  readonly failed: number;
  readonly sumMs: number;
  readonly durations: LagHistogram;
  /** Of the last minute. */
  readonly latest: Window;
};

/** What a program was asked for and what it asked others for. */
export type Requests = {
  readonly begun: number;
  readonly ended: number;
  readonly failed: number;
  /** They came faster than each could be noted. */
  readonly uncounted: number;
  /** Those in flight that took long enough to be told, by number. */
  readonly inFlight: ReadonlyMap<number, Request>;
  /** The latest that have ended and were slow or failed, the newest last; not those whose answer was a stream. */
  readonly over: readonly Request[];
  readonly routes: readonly Route[];
  /** How many ended in each of the last seconds. */
  readonly perSecond: Series;
};

/** Of each kind as many as anybody looks through; a program may be watched for days. */
const keptInFlight = 2000;
const keptOver = 500;

export const noRequests: Requests = {
  begun: 0,
  ended: 0,
  failed: 0,
  uncounted: 0,
  inFlight: new Map(),
  over: [],
  routes: [],
  perSecond: emptyLatest,
};

/** Whether its answer has begun and goes on: nobody waits for its end. */
export const isStream = (one: Request | undefined) => one?.endedMs === null && one.status !== null;

/** What is known of requests after one more event. Pure. */
export function addRequests(requests: Requests, event: WatchEventOf<'requests'>): Requests {
  const { atMs, begun, ended, failed, uncounted, rows } = event;
  const inFlight = new Map(requests.inFlight);
  for (const row of rows) {
    if (row.endedMs !== null) inFlight.delete(row.request);
    else if (inFlight.size < keptInFlight || inFlight.has(row.request)) inFlight.set(row.request, row);
  }
  const waitedFor = rows.filter(
    ({ request, endedMs }) => endedMs !== null && !isStream(requests.inFlight.get(request)),
  );
  const over = [...requests.over, ...waitedFor].slice(-keptOver);
  return {
    begun,
    ended,
    failed,
    uncounted,
    inFlight,
    over,
    routes: addRoutes(requests.routes, event),
    perSecond: addToSeries(requests.perSecond, atMs, ended - requests.ended, (a, b) => a + b),
  };
}

function addRoutes(
  routes: readonly Route[],
  { atMs, routes: rows }: WatchEventOf<'requests'>,
): readonly Route[] {
  if (rows.length === 0) return routes;
  const all = new Map(routes.map((route) => [keyOf(route), route]));
  for (const row of rows) {
    const before = all.get(keyOf(row));
    const { count, failed } = row;
    all.set(keyOf(row), {
      kind: row.kind,
      route: row.route,
      count: (before?.count ?? 0) + count,
      failed: (before?.failed ?? 0) + failed,
      sumMs: (before?.sumMs ?? 0) + row.sumMs,
      durations: addDurations(before?.durations ?? emptyLagHistogram, row),
      latest: addToWindow(before?.latest ?? null, atMs, {
        ...{ count, failed },
        durations: addDurations(emptyLagHistogram, row),
      }),
    });
  }
  return [...all.values()];
}

const keyOf = ({ kind, route }: { readonly kind: string; readonly route: string }) => `${kind} ${route}`;

const addDurations = (histogram: LagHistogram, { durations, longestMs }: RouteRow) =>
  addBuckets(histogram, durations, longestMs);

/** How many requests a second have ended lately; null before the first whole second. */
export function requestsPerSecond({ perSecond }: Requests, atMs: number): number | null {
  const { bucketMs, gone, values } = perSecond;
  // The second that is under way has only a part of them.
  const end = Math.floor(atMs / bucketMs);
  const from = Math.max(0, end - latelySeconds);
  if (end === from) return null;
  let sum = 0;
  for (let bucket = from; bucket < end; bucket++) sum += values[bucket - gone] || 0;
  return (sum / (end - from)) * (1000 / bucketMs);
}

/** Long enough for a figure that stands still while the rate does, and short enough to follow it. */
const latelySeconds = 5;
