import { duration, factor, percent } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, frozenIn, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { calmer, frozenShare, sideOf, twoByOne } from './thresholds.ts';
import { everywhere } from './wishes.ts';

export const freezingClaims: readonly Claim[] = [
  {
    id: 'blocking-call-makes-tasks-queue',
    chapter: 'freezing',
    says: 'Two async tasks that make a blocking call run one after the other.',
    figure: '4.00 s, not 2 s',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.onTheLoop('cooperative'), ask.onTheLoop('blocking')],
        holdsWhen: `two blocking calls take at least ${factor(twoByOne.high)} as long as two awaited calls`,
        measure: ([cooperative, blocking]) => ({
          cooperativeMs: cooperative?.wallMs ?? null,
          blockingMs: blocking?.wallMs ?? null,
          ratio: over(blocking?.wallMs ?? null, cooperative?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, twoByOne), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ cooperativeMs, blockingMs, ratio }) =>
          `Two blocking calls took ${duration(blockingMs)}, two awaited calls took ${duration(cooperativeMs)}: blocking took ${factor(ratio)} as long`,
      }),
    ),
  },
  {
    id: 'blocking-call-freezes-the-loop',
    chapter: 'freezing',
    says: 'While one call blocks, the whole loop is frozen, and so is every other task.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.onTheLoop('blocking')],
        holdsWhen: `the loop is frozen for at least ${percent(frozenShare.high)} of the run`,
        measure: ([blocking]) => ({
          frozenMs: frozenIn(blocking),
          wallMs: blocking?.wallMs ?? null,
          share: over(frozenIn(blocking), blocking?.wallMs ?? null),
        }),
        decide: ({ share }) => byside(sideOf(share, frozenShare), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ frozenMs, wallMs }) => `The loop was frozen for ${duration(frozenMs)} of ${duration(wallMs)}`,
      }),
    ),
    footnote: {
      text: 'Node.js is the same here: all callbacks run on one loop, and a long one delays all others.',
      source: sources.nodeLoop,
    },
    footnotes: { python: null },
  },
  {
    id: 'await-gives-the-loop-back',
    chapter: 'freezing',
    says: 'An awaitable version of the same call leaves the loop free while it waits.',
    figure: '2.0 s against 4.0 s',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.waiting('async', 1), ask.onTheLoop('cooperative')],
        holdsWhen: `two calls take at most ${factor(twoByOne.low)} as long as one, and the loop is frozen for at most ${percent(frozenShare.low)} of that`,
        measure: ([one, two]) => ({
          twoMs: two?.wallMs ?? null,
          frozenMs: frozenIn(two),
          ratio: over(two?.wallMs ?? null, one?.wallMs ?? null),
          share: over(frozenIn(two), two?.wallMs ?? null),
        }),
        decide: ({ ratio, share }) => {
          if (sideOf(share, frozenShare) === 'above') return 'does-not-hold';
          return byside(sideOf(ratio, twoByOne), { below: 'holds', above: 'does-not-hold' });
        },
        saw: ({ twoMs, frozenMs, ratio }) =>
          `Two calls took ${duration(twoMs)}, ${factor(ratio)} as long as one; the loop was frozen for ${duration(frozenMs)}`,
      }),
    ),
  },
  {
    id: 'offloading-restores-the-time',
    chapter: 'freezing',
    says: 'In a thread pool, two blocking calls take only as long as one.',
    figure: '2.0 s against 4.0 s',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.onTheLoop('blocking'), ask.onTheLoop('offloaded')],
        holdsWhen: `on the loop the calls take at least ${factor(twoByOne.high)} as long as in the pool`,
        measure: ([blocking, offloaded]) => ({
          blockingMs: blocking?.wallMs ?? null,
          offloadedMs: offloaded?.wallMs ?? null,
          ratio: over(blocking?.wallMs ?? null, offloaded?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, twoByOne), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ blockingMs, offloadedMs, ratio }) =>
          `The calls took ${duration(blockingMs)} on the loop and ${duration(offloadedMs)} in a pool: the loop took ${factor(ratio)} as long`,
      }),
    ),
    footnote: {
      text: 'Since Python 3.9, asyncio.to_thread does this in one call. The Python guide still uses the older way, through the loop object.',
      source: sources.pythonToThread,
    },
  },
  {
    id: 'offloading-keeps-the-loop-responsive',
    chapter: 'freezing',
    says: 'With blocking calls in a pool, the loop stays responsive.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.onTheLoop('blocking'), ask.onTheLoop('offloaded')],
        holdsWhen: `the worst lag is at most ${percent(calmer.low)} of the worst lag with the calls on the loop`,
        measure: ([blocking, offloaded]) => ({
          blockingLagMs: blocking?.loop.lagMaxMs ?? null,
          offloadedLagMs: offloaded?.loop.lagMaxMs ?? null,
          ratio: over(offloaded?.loop.lagMaxMs ?? null, blocking?.loop.lagMaxMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, calmer), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ blockingLagMs, offloadedLagMs }) =>
          `The worst lag was ${duration(offloadedLagMs)} with the calls in a pool, and ${duration(blockingLagMs)} with the calls on the loop`,
      }),
    ),
  },
];
