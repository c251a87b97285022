import { twoCores } from '../catalog/room.ts';
import { duration, factor, percent } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, figureOf, frozenIn, oneCore, over, rule } from './rule.ts';
import { frozenShare, sideOf, soonerWithPool, withPool } from './thresholds.ts';
import { everywhere } from './wishes.ts';

export const mixingClaims: readonly Claim[] = [
  {
    id: 'loop-in-front-hands-calls-to-a-pool',
    chapter: 'mixing',
    says: 'A loop can hand blocking calls to a pool of threads and stay free itself.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.querying('async'), ask.querying('hybrid')],
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
    ),
  },
  {
    id: 'loop-in-front-hands-computing-away',
    chapter: 'mixing',
    says: 'A loop can hand heavy computing to other cores.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.heavyWork('async'), ask.heavyWork('hybrid')],
        timed: true,
        holdsWhen: `in a pool it takes at most ${percent(withPool.low)} of the time it takes on the loop`,
        measure: ([loop, mixed]) => ({
          cores: mixed?.cpu.effectiveCores ?? null,
          asyncMs: loop?.wallMs ?? null,
          mixedMs: mixed?.wallMs ?? null,
          lagMs: mixed?.loop.lagMaxMs ?? null,
          ratio: over(mixed?.wallMs ?? null, loop?.wallMs ?? null),
        }),
        decide: ({ cores, ratio }) => {
          if (cores < twoCores) return oneCore;
          return byside(sideOf(ratio, withPool), { below: 'holds', above: 'does-not-hold' });
        },
        saw: ({ asyncMs, mixedMs, lagMs, ratio }) =>
          `On the loop it took ${duration(asyncMs)}; in a pool it took ${duration(mixedMs)} (${factor(ratio)} as long), with a worst lag of ${duration(lagMs)}`,
      }),
    ),
  },
  {
    id: 'server-mixes-models',
    chapter: 'mixing',
    says: 'A server that waits, blocks and computes answers light requests sooner with a pool of threads.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.serving('async'), ask.serving('hybrid')],
        timed: true,
        holdsWhen: `light requests take at most ${percent(soonerWithPool.low)} of the time (p99) that they take without a pool`,
        measure: ([loop, mixed]) => ({
          asyncMs: figureOf(loop, 'lightP99Ms'),
          mixedMs: figureOf(mixed, 'lightP99Ms'),
          ratio: over(figureOf(mixed, 'lightP99Ms'), figureOf(loop, 'lightP99Ms')),
        }),
        decide: ({ ratio }) =>
          byside(sideOf(ratio, soonerWithPool), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ asyncMs, mixedMs }) =>
          `99 % of light requests were answered within ${duration(mixedMs)} with a pool, and within ${duration(asyncMs)} without one`,
      }),
    ),
  },
];
