import { feltWaitMs } from '../../catalog/figures.ts';
import { count, duration } from '../../format.ts';
import { sources } from '../sources.ts';
import { type Asked, askedLately, type Ended, hostOf, took } from './asked-of.ts';
import type { WatchRule } from './rule.ts';

/** Fewer often need each other's answers. */
const fewestCalls = 5;

/** Of a call's time: that its answer has ended is told a moment after whoever waited for it went on. */
const mostOverlap = 0.1;

/** Calls of one request to one host, none of which began before the one before had ended. */
export const callsInTurn: WatchRule = {
  id: 'calls-in-turn',
  looksFor: 'five calls or more of one request to one host, one after another',
  find(watch) {
    const [worst] = askedLately(watch)
      .flatMap(inTurn)
      .sort((a, b) => savesMs(b.calls) - savesMs(a.calls));
    if (!worst || savesMs(worst.calls) < feltWaitMs) return [];
    const { request, calls } = worst;
    const host = hostOf(calls[0]!);
    const longestMs = Math.max(...calls.map(took));
    const ms = calls.reduce((sum, call) => sum + took(call), 0);
    return [
      {
        rule: this.id,
        subject: host,
        severity: 'warning',
        saw: `${request.text} called ${host} ${count(calls.length)} times in turn, for ${duration(ms)}`,
        figures: { calls: calls.length, callsMs: Math.round(ms), longestMs: Math.round(longestMs) },
        why: `All at once they would take about as long as the longest: ${duration(longestMs)}.`,
        next: 'Send at once those that do not need each other, as with Promise.all',
        step: null,
        source: sources.atOnce,
      },
    ];
  },
};

/** The calls to each host that was called often enough, if none of them overlap. */
function inTurn({ request, calls }: Asked): Asked[] {
  return [...Map.groupBy(calls, hostOf).values()]
    .filter((those) => those.length >= fewestCalls)
    .filter((those) => those.every((call, at) => at === 0 || isAfter(call, those[at - 1]!)))
    .map((those) => ({ request, calls: those }));
}

const isAfter = ({ startedMs }: Ended, before: Ended) =>
  startedMs >= before.endedMs - mostOverlap * took(before);

/** What it would save to send them at once. */
const savesMs = (calls: readonly Ended[]) =>
  calls.reduce((sum, call) => sum + took(call), 0) - Math.max(...calls.map(took));
