import { twoCores } from '../catalog/room.ts';
import { count, duration, factor, percent } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Claim } from './claim.ts';
import { byside, frozenIn, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { frozenShare, sideOf, speedUp } from './thresholds.ts';
import { querying } from './wishes.ts';

/** A lane's loop stands still while the library is asked; the engine's own is what other tasks would run on. */
function takesAnyLibrary(model: ModelId) {
  return rule({
    runs: [querying(model)],
    timed: true,
    holdsWhen: `every answer is right and the main loop stands still for at most ${percent(frozenShare.low)} of the run`,
    measure: ([run]) => ({
      done: run?.tasks.done ?? null,
      total: run?.tasks.total ?? null,
      frozenMs: frozenIn(run),
      wallMs: run?.wallMs ?? null,
      share: over(frozenIn(run), run?.wallMs ?? null),
    }),
    decide: ({ done, total, share }) => {
      if (done !== total) return 'does-not-hold';
      return byside(sideOf(share, frozenShare), { below: 'holds', above: 'does-not-hold' });
    },
    saw: ({ done, frozenMs, wallMs }) =>
      `${count(done)} tasks done in ${duration(wallMs)}, the main loop still for ${duration(frozenMs)}`,
  });
}

export const blockingClaims: readonly Claim[] = [
  {
    id: 'threads-take-any-library',
    chapter: 'blocking',
    says: 'Threads work with any library, also with one that only blocks.',
    figure: 'any library',
    checks: { node: takesAnyLibrary('threads') },
    footnote: {
      text: 'Each worker thread of Node.js loads its own copy of the library; what one opens, another cannot use.',
      source: sources.nodeWorkers,
    },
  },
  {
    id: 'processes-take-any-library',
    chapter: 'blocking',
    says: 'Processes work with any library as well.',
    figure: 'any library',
    checks: { node: takesAnyLibrary('processes') },
  },
  {
    id: 'async-needs-async-libraries',
    chapter: 'blocking',
    says: 'Async needs libraries made for it: one that blocks gains nothing and holds the loop.',
    figure: 'async libraries only',
    checks: {
      node: rule({
        runs: [querying('sequential'), querying('async')],
        timed: true,
        holdsWhen: `async is at most ${factor(speedUp.low)} as fast as one after another with a database client that blocks`,
        measure: ([sequential, loop]) => ({
          sequentialMs: sequential?.wallMs ?? null,
          asyncMs: loop?.wallMs ?? null,
          frozenMs: frozenIn(loop),
          speedUp: over(sequential?.wallMs ?? null, loop?.wallMs ?? null),
          frozenShare: over(frozenIn(loop), loop?.wallMs ?? null),
        }),
        decide: (figures) =>
          byside(sideOf(figures.speedUp, speedUp), { below: 'holds', above: 'does-not-hold' }),
        saw: ({ sequentialMs, asyncMs, frozenMs }) =>
          `one after another ${duration(sequentialMs)}, async ${duration(asyncMs)}, the loop still for ${duration(frozenMs)}`,
      }),
    },
  },
  {
    id: 'blocking-libraries-choose-threads',
    chapter: 'blocking',
    says: 'With a library that blocks, threads are the choice.',
    figure: 'threading',
    checks: {
      node: rule({
        runs: [querying('async'), querying('threads')],
        timed: true,
        holdsWhen: `threads are at least ${factor(speedUp.high)} as fast as async`,
        measure: ([loop, threads]) => ({
          asyncMs: loop?.wallMs ?? null,
          threadsMs: threads?.wallMs ?? null,
          ratio: over(loop?.wallMs ?? null, threads?.wallMs ?? null),
          cores: loop?.cpu.effectiveCores ?? null,
        }),
        decide: ({ ratio, cores }) =>
          cores < twoCores
            ? { unknown: 'this database computes its answers, which takes two cores, and there is one' }
            : byside(sideOf(ratio, speedUp), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ asyncMs, threadsMs, ratio }) =>
          `async ${duration(asyncMs)}, threads ${duration(threadsMs)}: ${factor(ratio)}`,
      }),
    },
  },
];
