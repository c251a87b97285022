import { twoCores } from '../catalog/room.ts';
import { duration, factor, percent } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, figureOf, frozenIn, over, rule } from './rule.ts';
import { calmer, frozenShare, sideOf } from './thresholds.ts';
import { computing, querying, serving } from './wishes.ts';

export const mixingClaims: readonly Claim[] = [
  {
    id: 'loop-in-front-hands-calls-to-a-pool',
    chapter: 'mixing',
    says: 'A loop in front can hand calls of a blocking library to a pool and stay free itself.',
    figure: null,
    checks: {
      node: rule({
        runs: [querying('async'), querying('hybrid')],
        timed: true,
        holdsWhen: `with the calls in a pool the loop stands still for at most ${percent(frozenShare.low)} of the run`,
        measure: ([loop, mixed]) => ({
          asyncFrozenMs: frozenIn(loop),
          frozenMs: frozenIn(mixed),
          wallMs: mixed?.wallMs ?? null,
          share: over(frozenIn(mixed), mixed?.wallMs ?? null),
        }),
        decide: ({ share }) => byside(sideOf(share, frozenShare), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ asyncFrozenMs, frozenMs, wallMs }) =>
          `the loop stood still for ${duration(frozenMs)} of ${duration(wallMs)}, without a pool for ${duration(asyncFrozenMs)}`,
      }),
    },
  },
  {
    id: 'loop-in-front-hands-computing-away',
    chapter: 'mixing',
    says: 'Heavy computing can be dispatched from a loop to other cores.',
    figure: null,
    checks: {
      node: rule({
        runs: [computing('async'), computing('hybrid')],
        timed: true,
        holdsWhen: `handed away it takes at most ${percent(calmer.high)} of the time it takes on the loop`,
        measure: ([loop, mixed]) => ({
          cores: mixed?.cpu.effectiveCores ?? null,
          asyncMs: loop?.wallMs ?? null,
          mixedMs: mixed?.wallMs ?? null,
          lagMs: mixed?.loop.lagMaxMs ?? null,
          ratio: over(mixed?.wallMs ?? null, loop?.wallMs ?? null),
        }),
        decide: ({ cores, ratio }) => {
          if (cores < twoCores) return { unknown: 'this takes two cores, and there is one' };
          // Two cores halve it at best: from four fifths on others, or chance, have had their part.
          return ratio <= calmer.high ? 'holds' : 'does-not-hold';
        },
        saw: ({ asyncMs, mixedMs, lagMs, ratio }) =>
          `on the loop ${duration(asyncMs)}, handed away ${duration(mixedMs)} (${factor(ratio)}) with a lag of ${duration(lagMs)} at worst`,
      }),
    },
  },
  {
    id: 'server-mixes-models',
    chapter: 'mixing',
    says: 'A server that waits, blocks and computes answers sooner when a pool stands behind its loop.',
    figure: null,
    checks: {
      node: rule({
        runs: [serving('async'), serving('hybrid')],
        holdsWhen: `light requests take at most ${percent(calmer.low)} of the time (p99) that they take without a pool`,
        measure: ([loop, mixed]) => ({
          asyncMs: figureOf(loop, 'lightP99Ms'),
          mixedMs: figureOf(mixed, 'lightP99Ms'),
          ratio: over(figureOf(mixed, 'lightP99Ms'), figureOf(loop, 'lightP99Ms')),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, calmer), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ asyncMs, mixedMs }) =>
          `99 % of light requests within ${duration(mixedMs)} with a pool, ${duration(asyncMs)} without`,
      }),
    },
  },
];
