import { bucketOf } from '../protocol/duration-buckets.ts';
import { roundMs } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { RequestKind } from './request-table.ts';
import { routeOf } from './route-of.ts';

/** Requests of one route, as they are told. */
export type RouteRow = WatchEventOf<'requests'>['routes'][number];

/** What takes longer is noticed by whoever waits for it; of faster requests only their routes are told. */
export const slowMs = 50;
/** A table that people read, of a program that may be asked for anything. */
const mostRoutes = 200;
const other = 'other';
/** Of texts whose route is known already: most programs are asked for the same again and again. */
const keptTexts = 1000;

/** Requests for the same thing that have ended. */
export class Route {
  readonly kind: RequestKind;
  readonly name: string;
  #count = 0;
  #failed = 0;
  #sumMs = 0;
  #longestMs = 0;
  #buckets = new Map<number, number>();

  constructor(kind: RequestKind, name: string) {
    this.kind = kind;
    this.name = name;
  }

  add(ms: number, failed: boolean): void {
    this.#count++;
    if (failed) this.#failed++;
    this.#sumMs += ms;
    if (ms > this.#longestMs) this.#longestMs = ms;
    const bucket = bucketOf(ms);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
  }

  merge({ count, failed, sumMs, longestMs, durations }: RouteRow): void {
    this.#count += count;
    this.#failed += failed;
    this.#sumMs += sumMs;
    this.#longestMs = Math.max(this.#longestMs, longestMs);
    for (const [bucket, times] of durations)
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + times);
  }

  /** What came since the last call; null: nothing. */
  take(): RouteRow | null {
    if (this.#count === 0) return null;
    const row = {
      ...{ kind: this.kind, route: this.name, count: this.#count, failed: this.#failed },
      ...{ sumMs: roundMs(this.#sumMs), longestMs: roundMs(this.#longestMs) },
      durations: [...this.#buckets],
    };
    [this.#count, this.#failed, this.#sumMs, this.#longestMs] = [0, 0, 0, 0];
    this.#buckets = new Map();
    return row;
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
