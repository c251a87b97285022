import { feltWaitMs } from '../../catalog/figures.ts';
import { wordsOf } from '../../catalog/models.ts';
import { duration, percent, plural } from '../../format.ts';
import { lagAt } from '../../session/lag-histogram.ts';
import { busyIn, freeCoresIn, grown, lately } from '../../session/moments.ts';
import type { Requests } from '../../session/requests.ts';
import { inWindow } from '../../session/window.ts';
import { fullThreads, moreThreads, restsIn, workUnasked } from './full-threads.ts';
import { nowMs } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** A loop that is busier makes requests wait by itself. */
const idleLoopRatio = 0.5;
/** As long again as the threads compute for it a request spends elsewhere: less is not worth a bigger pool. */
const waitsTimes = 2;
/** One or two may have been unlucky. */
const fewestRequests = 10;
/** Of the time of requests: where calls to others take more they may be what requests wait for. */
const mostOfCalls = 0.2;
/** Requests that wait for threads inside the program, as for those of a pool that is too small. */
export const threadsFull: WatchRule = {
  id: 'threads-full',
  looksFor: 'slow requests while worker threads of the program are full, and its loop is not',
  unless: ['loop-held', 'upstream-slow', 'calls-in-turn'],
  find({ moments, requests, started, atMs }) {
    const runtime = started?.engine?.runtime;
    const rest = restsIn(moments);
    const last = lately(moments, nowMs);
    if (!last || !started || runtime === undefined || rest.length === 0 || workUnasked(moments)) return [];
    const [, restedAt] = rest.at(-1)!;
    const from = restedAt.atMs > last.from.atMs ? restedAt : last.from;
    const span = { from, to: last.to, overMs: last.to.atMs - from.atMs };
    const ended = grown(span, 'ended') ?? 0;
    const full = fullThreads(span.from, span.to);
    const busy = busyIn(span);
    if (full.length === 0 || ended < fewestRequests || busy === null || busy > idleLoopRatio) return [];
    const took = timesOf(requests, 'server', atMs);
    const [slowest] = took.toSorted((a, b) => b.count * b.medianMs - a.count * a.medianMs);
    const callsMs = sumOf(timesOf(requests, 'client', atMs));
    const computedMs = full.reduce((sum, ms) => sum + ms, 0);
    const msPerRequest = computedMs / ended;
    if (!slowest || slowest.medianMs < feltWaitMs || slowest.medianMs < waitsTimes * msPerRequest) return [];
    if (callsMs > mostOfCalls * sumOf(took)) return [];
    const ratio = computedMs / full.length / span.overMs;
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'warning',
        saw: `${full.length} of ${plural(span.to.threadsMs.size, 'worker thread')} had no time left, and ${slowest.route} took ${duration(slowest.medianMs)}`,
        figures: {
          ...{ full: full.length, threads: span.to.threadsMs.size, busyRatio: ratio, loopBusyRatio: busy },
          ...{ msPerRequest: Math.round(msPerRequest), medianMs: Math.round(slowest.medianMs) },
        },
        why: `They were busy ${percent(ratio)}: ${duration(msPerRequest)} per request. Requests seem to wait for them.`,
        ...moreThreads(freeCoresIn(span, started.machine.cores)),
        source: wordsOf({ runtime }).pages.cores,
      },
    ];
  },
};

type Took = { readonly route: string; readonly count: number; readonly medianMs: number };

/** Of each route of that kind what ended in the last minute. */
const timesOf = ({ routes }: Requests, kind: 'server' | 'client', atMs: number): Took[] =>
  routes.flatMap((one) => {
    const { count, durations } = inWindow(one.latest, atMs);
    const medianMs = lagAt(durations, 0.5);
    return one.kind === kind && medianMs !== null ? [{ route: one.route, count, medianMs }] : [];
  });

const sumOf = (took: readonly Took[]) => took.reduce((sum, { count, medianMs }) => sum + count * medianMs, 0);
