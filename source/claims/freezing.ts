import { duration, factor, percent } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, frozenIn, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { calmer, frozenShare, sideOf, twoByOne } from './thresholds.ts';
import { onTheLoop, waiting } from './wishes.ts';

export const freezingClaims: readonly Claim[] = [
  {
    id: 'blocking-call-makes-tasks-queue',
    chapter: 'freezing',
    says: 'Two async tasks that call something blocking run one after the other.',
    figure: '4.00 s, not 2 s',
    checks: {
      node: rule({
        runs: [onTheLoop('cooperative'), onTheLoop('blocking')],
        holdsWhen: `blocking takes at least ${factor(twoByOne.high)} as long as awaiting`,
        measure: ([cooperative, blocking]) => ({
          cooperativeMs: cooperative?.wallMs ?? null,
          blockingMs: blocking?.wallMs ?? null,
          ratio: over(blocking?.wallMs ?? null, cooperative?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, twoByOne), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ cooperativeMs, blockingMs, ratio }) =>
          `blocking took ${duration(blockingMs)}, awaiting ${duration(cooperativeMs)}: ${factor(ratio)}`,
      }),
    },
  },
  {
    id: 'blocking-call-freezes-the-loop',
    chapter: 'freezing',
    says: 'While one call blocks, the whole loop stands still, and every other task with it.',
    figure: null,
    checks: {
      node: rule({
        runs: [onTheLoop('blocking')],
        holdsWhen: `the loop stood still for at least ${percent(frozenShare.high)} of the run`,
        measure: ([blocking]) => ({
          frozenMs: frozenIn(blocking),
          wallMs: blocking?.wallMs ?? null,
          share: over(frozenIn(blocking), blocking?.wallMs ?? null),
        }),
        decide: ({ share }) => byside(sideOf(share, frozenShare), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ frozenMs, wallMs }) =>
          `the loop stood still for ${duration(frozenMs)} of ${duration(wallMs)}`,
      }),
    },
    footnote: {
      text: 'Node.js is the same here: every callback runs on the one loop, and a long one holds all others.',
      source: sources.nodeLoop,
    },
  },
  {
    id: 'await-gives-the-loop-back',
    chapter: 'freezing',
    says: 'The awaitable form of the same call gives the loop back while it waits.',
    figure: '2.0 s against 4.0 s',
    checks: {
      node: rule({
        runs: [waiting('async', 1), onTheLoop('cooperative')],
        holdsWhen: `two take at most ${factor(twoByOne.low)} as long as one, the loop still for at most ${percent(frozenShare.low)} of it`,
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
          `two took ${duration(twoMs)}, ${factor(ratio)} of one; the loop stood still for ${duration(frozenMs)}`,
      }),
    },
  },
  {
    id: 'offloading-restores-the-time',
    chapter: 'freezing',
    says: 'Handed to a thread pool, two blocking calls take as long as one again.',
    figure: '2.0 s against 4.0 s',
    checks: {
      node: rule({
        runs: [onTheLoop('blocking'), onTheLoop('offloaded')],
        holdsWhen: `on the loop they take at least ${factor(twoByOne.high)} as long as in the pool`,
        measure: ([blocking, offloaded]) => ({
          blockingMs: blocking?.wallMs ?? null,
          offloadedMs: offloaded?.wallMs ?? null,
          ratio: over(blocking?.wallMs ?? null, offloaded?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, twoByOne), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ blockingMs, offloadedMs, ratio }) =>
          `on the loop ${duration(blockingMs)}, in a pool ${duration(offloadedMs)}: ${factor(ratio)}`,
      }),
    },
    footnote: {
      text: 'Since Python 3.9 asyncio.to_thread does this in one call; the article still asks for the loop first.',
      source: sources.pythonToThread,
    },
  },
  {
    id: 'offloading-keeps-the-loop-responsive',
    chapter: 'freezing',
    says: 'With blocking calls in a pool, the loop keeps answering.',
    figure: null,
    checks: {
      node: rule({
        runs: [onTheLoop('blocking'), onTheLoop('offloaded')],
        holdsWhen: `the worst lag is at most ${percent(calmer.low)} of that with the calls on the loop`,
        measure: ([blocking, offloaded]) => ({
          blockingLagMs: blocking?.loop.lagMaxMs ?? null,
          offloadedLagMs: offloaded?.loop.lagMaxMs ?? null,
          ratio: over(offloaded?.loop.lagMaxMs ?? null, blocking?.loop.lagMaxMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, calmer), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ blockingLagMs, offloadedLagMs }) =>
          `worst lag ${duration(offloadedLagMs)} in a pool, ${duration(blockingLagMs)} on the loop`,
      }),
    },
  },
];
