import { twoCores } from '../catalog/room.ts';
import { duration, factor, percent } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, figureOf, frozenIn, oneCore, over, rule } from './rule.ts';
import { calmer, frozenShare, sideOf } from './thresholds.ts';
import { computing, querying, serving } from './wishes.ts';

export const mixingClaims: readonly Claim[] = [
  {
    id: 'loop-in-front-hands-calls-to-a-pool',
    chapter: 'mixing',
    says: 'A loop can hand blocking calls to a pool of threads and stay free itself.',
    figure: null,
    checks: {
      node: rule({
        runs: [querying('async'), querying('hybrid')],
        timed: true,
        holdsWhen: `with the calls in a pool, the loop is frozen for at most ${percent(frozenShare.low)} of the run`,
        measure: ([loop, mixed]) => ({
          asyncFrozenMs: frozenIn(loop),
          frozenMs: frozenIn(mixed),
          wallMs: mixed?.wallMs ?? null,
          share: over(frozenIn(mixed), mixed?.wallMs ?? null),
        }),
        decide: ({ share }) => byside(sideOf(share, frozenShare), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ asyncFrozenMs, frozenMs, wallMs }) =>
          `With a pool the loop was frozen for ${duration(frozenMs)} of ${duration(wallMs)}; without a pool it was frozen for ${duration(asyncFrozenMs)}`,
      }),
    },
  },
  {
    id: 'loop-in-front-hands-computing-away',
    chapter: 'mixing',
    says: 'A loop can hand heavy computing to other cores.',
    figure: null,
    checks: {
      node: rule({
        runs: [computing('async'), computing('hybrid')],
        timed: true,
        holdsWhen: `in a pool it takes at most ${percent(calmer.high)} of the time it takes on the loop`,
        measure: ([loop, mixed]) => ({
          cores: mixed?.cpu.effectiveCores ?? null,
          asyncMs: loop?.wallMs ?? null,
          mixedMs: mixed?.wallMs ?? null,
          lagMs: mixed?.loop.lagMaxMs ?? null,
          ratio: over(mixed?.wallMs ?? null, loop?.wallMs ?? null),
        }),
        decide: ({ cores, ratio }) => {
          if (cores < twoCores) return oneCore;
          // Two cores halve it at best: from four fifths on others, or chance, have had their part.
          return ratio <= calmer.high ? 'holds' : 'does-not-hold';
        },
        saw: ({ asyncMs, mixedMs, lagMs, ratio }) =>
          `On the loop it took ${duration(asyncMs)}; in a pool it took ${duration(mixedMs)} (${factor(ratio)} as long), with a worst lag of ${duration(lagMs)}`,
      }),
    },
  },
  {
    id: 'server-mixes-models',
    chapter: 'mixing',
    says: 'A server that waits, blocks and computes answers light requests sooner with a pool of threads.',
    figure: null,
    checks: {
      node: rule({
        runs: [serving('async'), serving('hybrid')],
        timed: true,
        holdsWhen: `light requests take at most ${percent(calmer.low)} of the time (p99) that they take without a pool`,
        measure: ([loop, mixed]) => ({
          asyncMs: figureOf(loop, 'lightP99Ms'),
          mixedMs: figureOf(mixed, 'lightP99Ms'),
          ratio: over(figureOf(mixed, 'lightP99Ms'), figureOf(loop, 'lightP99Ms')),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, calmer), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ asyncMs, mixedMs }) =>
          `99 % of light requests were answered within ${duration(mixedMs)} with a pool, and within ${duration(asyncMs)} without one`,
      }),
    },
  },
];
