import { bucketOf } from '../protocol/duration-buckets.ts';
import { roundMs } from '../protocol/units.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import type { RequestKind } from './request-table.ts';
import { routeOf } from './route-of.ts';

type Row = WatchEventOf<'requests'>['routes'][number];

/** A table that people read, of a program that may be asked for anything. */
const mostRoutes = 200;
const other = 'other';
/** Of texts whose route is known already: most programs are asked for the same again and again. */
const keptTexts = 1000;

type Counted = {
  count: number;
  failed: number;
  sumMs: number;
  longestMs: number;
  buckets: Map<number, number>;
};
type Route = { readonly kind: RequestKind; readonly route: string; counted: Counted | null };

/** Requests that have ended, by what they were for. */
export class Routes {
  readonly #byName = { server: new Map<string, Route>(), client: new Map<string, Route>() };
  readonly #byText = { server: new Map<string, Route>(), client: new Map<string, Route>() };

  add(kind: RequestKind, text: string, ms: number, failed: boolean): void {
    const route = this.#of(kind, text);
    route.counted ??= { count: 0, failed: 0, sumMs: 0, longestMs: 0, buckets: new Map() };
    const { counted } = route;
    counted.count++;
    if (failed) counted.failed++;
    counted.sumMs += ms;
    counted.longestMs = Math.max(counted.longestMs, ms);
    const bucket = bucketOf(ms);
    counted.buckets.set(bucket, (counted.buckets.get(bucket) ?? 0) + 1);
  }

  /** Those that had requests since the last call. */
  take(): Row[] {
    const rows: Row[] = [];
    for (const route of [...this.#byName.server.values(), ...this.#byName.client.values()]) {
      const { counted } = route;
      if (counted === null) continue;
      route.counted = null;
      rows.push({
        ...{ kind: route.kind, route: route.route, count: counted.count, failed: counted.failed },
        ...{ sumMs: roundMs(counted.sumMs), longestMs: roundMs(counted.longestMs) },
        durations: [...counted.buckets],
      });
    }
    return rows;
  }

  #of(kind: RequestKind, text: string): Route {
    const known = this.#byText[kind];
    let route = known.get(text);
    if (route) return route;
    route = this.#named(kind, routeOf(text));
    if (known.size >= keptTexts) known.clear();
    known.set(text, route);
    return route;
  }

  #named(kind: RequestKind, name: string): Route {
    const { server, client } = this.#byName;
    const known = this.#byName[kind].get(name);
    if (known) return known;
    if (server.size + client.size >= mostRoutes && name !== other) return this.#named(kind, other);
    const route = { kind, route: name, counted: null };
    this.#byName[kind].set(name, route);
    return route;
  }
}
