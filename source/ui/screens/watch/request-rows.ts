import { feltWaitMs } from '../../../catalog/figures.ts';
import { hasFailed } from '../../../protocol/request-status.ts';
import { lagAt } from '../../../session/lag-histogram.ts';
import { isStream, type Request, type Route } from '../../../session/requests.ts';
import { type Held, heldNow } from '../../../session/vitals.ts';
import type { Watch } from '../../../session/watch.ts';
import { inWindow } from '../../../session/window.ts';
import { matches } from './filter.ts';

/** A request as a row. */
export type RequestRow = {
  /** Its number; 0 where it is not known. */
  readonly request: number;
  readonly text: string;
  readonly as: 'holds' | 'runs' | 'streams' | 'calls' | 'slow' | 'failed';
  /** How long it has taken, or took. */
  readonly tookMs: number;
  readonly status: number | null;
  /** Whether it may be another one. */
  readonly likely: boolean;
};

/** A route as a row: what ended in the last minute. */
export type RouteRow = {
  readonly kind: Route['kind'];
  readonly route: string;
  readonly perSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly failed: number;
};

/** Requests that ended longer ago say nothing of now. */
const latelyMs = 60_000;

/** Those in flight: the one that holds the loop, then the oldest first, each with what it waits for below it. */
export function flightRows(watch: Watch, filter: string): RequestRow[] {
  const all = [...watch.requests.inFlight.values()].sort((a, b) => a.startedMs - b.startedMs);
  const held = heldNow(watch);
  const holder = held?.holder?.kind === 'request' ? held.holder : null;
  const holding = held && holder && holderIn(all, holder.request, held);
  const row = (one: Request, as: RequestRow['as']): RequestRow => ({
    ...{ request: one.request, text: one.text, as, status: one.status, likely: false },
    tookMs: Math.max(0, watch.atMs - one.startedMs),
  });
  const callsOf = Map.groupBy(all, ({ parent }) => parent);
  const withCalls = (one: Request, as: RequestRow['as']) => [
    { ...row(one, as), likely: as === 'holds' && holder?.certainty === 'likely' },
    ...(callsOf.get(one.request) ?? []).map((call) => row(call, 'calls')),
  ];
  const known = new Set(all.map(({ request }) => request));
  const first = all.filter(({ kind, parent }) => kind === 'server' || parent === null || !known.has(parent));
  const others = first
    .filter((one) => one !== holding)
    // Nobody waits for the end of a stream.
    .sort((a, b) => Number(isStream(a)) - Number(isStream(b)))
    .flatMap((one) => withCalls(one, isStream(one) ? 'streams' : 'runs'));
  const unknown: RequestRow[] =
    held && holder && !holding
      ? [
          {
            ...{ request: 0, text: holder.request, as: 'holds', status: null },
            ...{ tookMs: held.durationMs, likely: holder.certainty === 'likely' },
          },
        ]
      : [];
  const rows = [...unknown, ...(holding ? withCalls(holding, 'holds') : []), ...others];
  return rows.filter(({ text }) => matches(text, filter));
}

/** Of those that are called so, the one that began last before the loop was held: until then it would have had its turn. */
function holderIn(all: readonly Request[], text: string, held: Held): Request | null {
  const end = held.startedMs + held.durationMs;
  return all.findLast((one) => one.text === text && one.startedMs <= end) ?? null;
}

/** Those that ended in the last minute and were felt, or failed: the slowest first, and of those that are alike that one alone. */
export function overRows({ requests, atMs }: Watch, filter: string): RequestRow[] {
  const rows = requests.over
    .filter(
      ({ kind, endedMs, text }) => kind === 'server' && endedMs! > atMs - latelyMs && matches(text, filter),
    )
    .map(
      ({ request, text, startedMs, endedMs, status }): RequestRow => ({
        ...{ request, text, as: hasFailed(status) ? 'failed' : 'slow', status, likely: false },
        tookMs: endedMs! - startedMs,
      }),
    )
    .filter(({ as, tookMs }) => as === 'failed' || tookMs >= feltWaitMs)
    .sort((a, b) => b.tookMs - a.tookMs);
  const seen = new Set<string>();
  return rows.filter(({ as, text }) => {
    const isFirst = !seen.has(`${as} ${text}`);
    seen.add(`${as} ${text}`);
    return isFirst;
  });
}

/** Routes that were asked for in the last minute, the most asked first; those that the program itself asks others for below. */
export function routeRows({ requests, atMs }: Watch, filter: string): RouteRow[] {
  return requests.routes
    .filter(({ route }) => matches(route, filter))
    .flatMap(({ kind, route, latest }): RouteRow[] => {
      const { count, failed, durations, overMs } = inWindow(latest, atMs);
      if (count === 0) return [];
      const [p50Ms, p99Ms] = [lagAt(durations, 0.5), lagAt(durations, 0.99)];
      return [{ kind, route, perSecond: (count / Math.max(1, overMs)) * 1000, p50Ms, p99Ms, failed }];
    })
    .sort((a, b) => Number(a.kind === 'client') - Number(b.kind === 'client') || b.perSecond - a.perSecond);
}
