import { wordsOf } from '../../catalog/models.ts';
import { duration, plural } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import { isCutOff } from '../../protocol/request-status.ts';
import { routeOf } from '../../protocol/route-of.ts';
import { busyIn, lately } from '../../session/moments.ts';
import type { Request } from '../../session/requests.ts';
import type { Watch } from '../../session/watch.ts';
import { sources } from '../sources.ts';
import { fullThreads } from './full-threads.ts';
import { nowMs } from './recent.ts';
import type { WatchFound, WatchRule } from './rule.ts';

/** Many who asked have gone by then, or soon will. */
const longMs = 10_000;
/** What waits for news (long polling) is answered by then, also where there is none. */
const newsMs = 60_000;
/** One or two may wait for something that is slow by chance. */
const fewestRequests = 3;
/** What waits in a queue waits a little longer than those before, and long polling about as long. */
const longerTimes = 2;
/** A loop that is busier makes requests wait by itself. */
const idleLoopRatio = 0.5;

/** Requests that wait although nothing is done for them: what they wait for never comes. */
export const neverAnswered: WatchRule = {
  id: 'never-answered',
  looksFor: 'requests that wait for ten seconds and longer, and for nothing that Heddle sees',
  find(watch) {
    const { moments, started } = watch;
    const runtime = started?.engine?.runtime;
    const span = lately(moments, longMs);
    const busy = span && busyIn(span);
    if (!span || runtime === undefined || busy === null || busy > idleLoopRatio) return [];
    if (fullThreads(span.from, span.to).length > 0) return [];
    const byRoute = Map.groupBy(hangingIn(watch), ({ text }) => routeOf(text));
    return [...byRoute]
      .filter(([, those]) => those.length >= fewestRequests)
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([route, those]) => findingOf(watch, runtime, route, those, busy));
  },
};

function findingOf(
  { atMs }: Watch,
  runtime: RuntimeId,
  route: string,
  those: readonly Request[],
  loopBusyRatio: number,
): WatchFound {
  const longestMs = Math.max(...those.map((one) => waitedMs(one, atMs)));
  const inFlight = those.filter(({ endedMs }) => endedMs === null).length;
  const { seen, waits } = words[runtime];
  return {
    rule: neverAnswered.id,
    subject: route,
    // Before that some of them may wait for news.
    severity: longestMs >= newsMs ? 'problem' : 'warning',
    saw: `${route}: ${plural(those.length, 'request')} got no answer for up to ${duration(longestMs)}`,
    figures: { requests: those.length, inFlight, longestMs: Math.round(longestMs), loopBusyRatio },
    why: `The loop is idle, and nothing that Heddle sees keeps them: ${seen}.`,
    next: `Look for ${waits}: no free connection in a pool, a lock that is kept, an answer that is never sent`,
    step: null,
    source: runtime === 'node' ? sources.promises : wordsOf({ runtime }).pages.eventLoop,
  };
}

/** What would be seen, and what it is that waits. Of Python no calls to others are told. */
const words: Readonly<Record<RuntimeId, { readonly seen: string; readonly waits: string }>> = {
  node: { seen: 'no call to others, no full thread', waits: 'a promise that never settles' },
  python: { seen: 'no full thread', waits: 'an await that never ends' },
};

/** In flight, or given up by their clients in the last minute: those that waited for long, and not as others of their route do. */
function hangingIn({ requests, atMs }: Watch): readonly Request[] {
  const all = [...requests.inFlight.values(), ...requests.over];
  const calls = all.filter(({ kind }) => kind === 'client');
  const usualMs = usualOf(requests, atMs);
  return all.filter(
    (one) =>
      isUnanswered(one) &&
      (one.endedMs ?? atMs) > atMs - nowMs &&
      waitedMs(one, atMs) >= usualMs(routeOf(one.text)) &&
      !calls.some((call) => keeps(call, one)),
  );
}

/** From how long on a request of that route waits for longer than those that are answered. */
function usualOf({ routes, over }: Watch['requests'], atMs: number): (route: string) => number {
  const answered = Map.groupBy(
    over.filter(({ kind, status }) => kind === 'server' && !isCutOff(status)),
    ({ text }) => routeOf(text),
  );
  return (route) => {
    const known = routes.find((one) => one.kind === 'server' && one.route === route);
    if (!known || known.count === known.failed) return newsMs;
    const slow = (answered.get(route) ?? []).map((one) => waitedMs(one, atMs));
    // Where one was cut off, it may be the longest of all.
    const longestMs = Math.max(0, ...slow, known.failed === 0 ? known.durations.maxMs : 0);
    return Math.max(longMs, longerTimes * longestMs);
  };
}

/** A WebSocket is there to stay, and a stream has begun to answer. */
const isUnanswered = ({ kind, text, status, endedMs }: Request) =>
  kind === 'server' &&
  !text.startsWith('WebSocket ') &&
  (endedMs === null ? status === null : isCutOff(status));

const waitedMs = ({ startedMs, endedMs }: Request, atMs: number) => (endedMs ?? atMs) - startedMs;

/** Whether it waits for this call, or may: of some it is not known whose they are. */
function keeps(call: Request, one: Request): boolean {
  const lasts = call.endedMs === null || (one.endedMs !== null && call.endedMs >= one.endedMs);
  return lasts && (call.parent === one.request || (call.parent === null && call.startedMs >= one.startedMs));
}
