import { feltWaitMs } from '../../catalog/figures.ts';
import { duration, percent, plural } from '../../format.ts';
import { sources } from '../sources.ts';
import { type Asked, askedLately, hostOf, took } from './asked-of.ts';
import type { WatchFound, WatchRule } from './rule.ts';

/** Of the time of a request: what is left of it is its own. */
const dominatesRatio = 0.8;
/** One or two may have been unlucky. */
const fewestRequests = 3;
/** Of all requests that were slow: if most were slow by themselves, the other side is not what to mend first. */
const mostOfThem = 0.5;

/** Requests that are slow because others that they ask are. */
export const upstreamSlow: WatchRule = {
  id: 'upstream-slow',
  looksFor: 'slow requests that spend 80 % of their time waiting for calls to others',
  unless: ['calls-in-turn'],
  find(watch) {
    const slow = askedLately(watch).filter(({ request }) => took(request) >= feltWaitMs);
    const waiting = slow.filter((one) => waitedMs(one) >= dominatesRatio * took(one.request));
    if (waiting.length < fewestRequests || waiting.length < mostOfThem * slow.length) return [];
    const byHost = Map.groupBy(waiting, ({ calls }) =>
      hostOf(calls.toSorted((a, b) => took(b) - took(a))[0]!),
    );
    const [[host, those]] = [...byHost].sort(([, a], [, b]) => b.length - a.length) as [[string, Asked[]]];
    return [findingOf(host, those)];
  },
};

function findingOf(host: string, those: readonly Asked[]): WatchFound {
  const ms = those.reduce((sum, { request }) => sum + took(request), 0);
  const ratio = those.reduce((sum, one) => sum + waitedMs(one), 0) / ms;
  return {
    rule: upstreamSlow.id,
    subject: host,
    severity: 'warning',
    saw: `${plural(those.length, 'slow request')} spent ${percent(ratio)} of their time waiting for ${host}`,
    figures: { requests: those.length, waitedRatio: ratio, meanMs: Math.round(ms / those.length) },
    why: `They took ${duration(ms / those.length)} on average. Your own code is not what takes the time.`,
    next: 'Keep its answers, ask it for less, or set a time limit: AbortSignal.timeout',
    step: null,
    source: sources.abort,
  };
}

/** For how long at least one of its calls was under way. */
function waitedMs({ request, calls }: Asked): number {
  let [sum, until] = [0, request.startedMs];
  for (const { startedMs, endedMs } of calls) {
    const end = Math.min(endedMs, request.endedMs);
    sum += Math.max(0, end - Math.max(startedMs, until));
    until = Math.max(until, end);
  }
  return sum;
}
