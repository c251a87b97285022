import { twoCores } from '../catalog/room.ts';
import { duration, factor, percent, plural } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Claim } from './claim.ts';
import { byside, frozenIn, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { frozenShare, sideOf, speedUp } from './thresholds.ts';
import { everywhere, type Wishes } from './wishes.ts';

/** A lane's loop is frozen while the library is asked; the engine's own is what other tasks would run on. */
function takesAnyLibrary(ask: Wishes, model: ModelId) {
  return rule({
    runs: [ask.querying(model)],
    timed: true,
    holdsWhen: `every answer is right and the main loop is frozen for at most ${percent(frozenShare.low)} of the run`,
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
      `${plural(done, 'task')} took ${duration(wallMs)}; the main loop was frozen for ${duration(frozenMs)} of it`,
  });
}

export const blockingClaims: readonly Claim[] = [
  {
    id: 'threads-take-any-library',
    chapter: 'blocking',
    says: 'Threads work with any library, even with one that blocks.',
    figure: 'any library',
    checks: everywhere((ask) => takesAnyLibrary(ask, 'threads')),
    footnote: {
      text: 'In Node.js each worker thread loads its own copy of the library. What one thread opens, another cannot use.',
      source: sources.nodeWorkers,
    },
    // Threads of CPython share what is loaded.
    footnotes: { python: null },
  },
  {
    id: 'processes-take-any-library',
    chapter: 'blocking',
    says: 'Processes work with any library, too.',
    figure: 'any library',
    checks: everywhere((ask) => takesAnyLibrary(ask, 'processes')),
  },
  {
    id: 'async-needs-async-libraries',
    chapter: 'blocking',
    says: 'Async needs async libraries: a library that blocks gains nothing and freezes the loop.',
    figure: 'async libraries only',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.querying('sequential'), ask.querying('async')],
        timed: true,
        holdsWhen: `async is at most ${factor(speedUp.low)} as fast as one task after another, with a database client that blocks`,
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
          `One after another took ${duration(sequentialMs)}; async took ${duration(asyncMs)}, with the loop frozen for ${duration(frozenMs)}`,
      }),
    ),
  },
  {
    id: 'blocking-libraries-choose-threads',
    chapter: 'blocking',
    says: 'If a library blocks, use threads.',
    figure: 'threading',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.querying('async'), ask.querying('threads')],
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
            ? {
                unknown:
                  'This database client computes its answers, so this needs two cores, and there is only one',
              }
            : byside(sideOf(ratio, speedUp), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ asyncMs, threadsMs, ratio }) =>
          `Async took ${duration(asyncMs)}, threads took ${duration(threadsMs)}: ${factor(ratio)} as fast`,
      }),
    ),
  },
];
