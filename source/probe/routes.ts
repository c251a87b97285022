import { bucketOf } from '../protocol/duration-buckets.ts';
import { routeOf } from '../protocol/route-of.ts';
import { roundMs } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { RequestKind } from './request-table.ts';

/** Requests of one route, as they are told. */
export type RouteRow = WatchEventOf<'requests'>['routes'][number];

/** What takes longer is noticed by whoever waits for it; of faster requests only their routes are told. */
export const slowMs = 50;
/** A table that people read, of a program that may be asked for anything. */
const mostRoutes = 200;
const other = 'other';
/** Of texts whose route is known already: most programs are asked for the same again and again. */
const keptTexts = 1000;

/** `buckets`: how many durations there are in each. */
class Counted {
  count = 0;
  failed = 0;
  sumMs = 0;
  longestMs = 0;
  readonly buckets = new Map<number, number>();
}

/** Requests for the same thing that have ended. */
export class Route {
  readonly kind: RequestKind;
  readonly name: string;
  #counted = new Counted();

  constructor(kind: RequestKind, name: string) {
    this.kind = kind;
    this.name = name;
  }

  add(ms: number, failed: boolean): void {
    const counted = this.#counted;
    counted.count++;
    if (failed) counted.failed++;
    counted.sumMs += ms;
    if (ms > counted.longestMs) counted.longestMs = ms;
    const bucket = bucketOf(ms);
    counted.buckets.set(bucket, (counted.buckets.get(bucket) ?? 0) + 1);
  }

  merge({ count, failed, sumMs, longestMs, durations }: RouteRow): void {
    const counted = this.#counted;
    counted.count += count;
    counted.failed += failed;
    counted.sumMs += sumMs;
    counted.longestMs = Math.max(counted.longestMs, longestMs);
    for (const [bucket, times] of durations)
      counted.buckets.set(bucket, (counted.buckets.get(bucket) ?? 0) + times);
  }

  /** What came since the last call; null: nothing. */
  take(): RouteRow | null {
    const counted = this.#counted;
    if (counted.count === 0) return null;
    // Before it is read: a look at the loop may come in the midst of this, and has more of them counted.
    this.#counted = new Counted();
    const { count, failed, sumMs, longestMs, buckets } = counted;
    return {
      ...{ kind: this.kind, route: this.name, count, failed },
      ...{ sumMs: roundMs(sumMs), longestMs: roundMs(longestMs), durations: [...buckets] },
    };
  }
}

/** Requests that have ended, by what they were for. */
export class Routes {
  readonly #byName = { server: new Map<string, Route>(), client: new Map<string, Route>() };
  readonly #byText = { server: new Map<string, Route>(), client: new Map<string, Route>() };

  /** The route of a request with that text. */
  of(kind: RequestKind, text: string): Route {
    const known = this.#byText[kind];
    let route = known.get(text);
    if (route) return route;
    route = this.#named(kind, routeOf(text));
    if (known.size >= keptTexts) known.clear();
    known.set(text, route);
    return route;
  }

  /** Takes in what was counted elsewhere. */
  merge(rows: readonly RouteRow[]): void {
    for (const row of rows) this.#named(row.kind, row.route).merge(row);
  }

  /** Those that had requests since the last call. */
  take(): RouteRow[] {
    const { server, client } = this.#byName;
    return [...server.values(), ...client.values()].flatMap((route) => route.take() ?? []);
  }

  #named(kind: RequestKind, name: string): Route {
    const { server, client } = this.#byName;
    const known = this.#byName[kind].get(name);
    if (known) return known;
    if (server.size + client.size >= mostRoutes && name !== other) return this.#named(kind, other);
    const route = new Route(kind, name);
    this.#byName[kind].set(name, route);
    return route;
  }
}
