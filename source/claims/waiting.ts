import { coreWords, duration, factor, plural } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, over, rule } from './rule.ts';
import { leastTwoByOne, sharesTurns, sideOf, twoByOne } from './thresholds.ts';
import { everywhere, type Wishes } from './wishes.ts';

/** Two tasks against one, under a model that lets them wait together. */
function together(ask: Wishes, model: 'threads' | 'async') {
  return rule({
    runs: [ask.waiting(model, 1), ask.waiting(model, 2)],
    holdsWhen: `two take at most ${factor(twoByOne.low)} as long as one; from ${factor(twoByOne.high)} on it does not hold`,
    measure: ([one, two]) => ({
      oneMs: one?.wallMs ?? null,
      twoMs: two?.wallMs ?? null,
      ratio: over(two?.wallMs ?? null, one?.wallMs ?? null),
    }),
    decide: ({ ratio }) => {
      const side = ratio < leastTwoByOne ? 'between' : sideOf(ratio, twoByOne);
      return byside(side, { below: 'holds', above: 'does-not-hold' });
    },
    saw: ({ oneMs, twoMs, ratio }) =>
      `One took ${duration(oneMs)}, two together took ${duration(twoMs)}: ${factor(ratio)} as long`,
  });
}

export const waitingClaims: readonly Claim[] = [
  {
    id: 'waits-add-up-one-after-another',
    chapter: 'waiting',
    says: 'Without concurrency, two waits take twice as long as one.',
    figure: '4 s for two waits of 2 s',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.waiting('async', 1), ask.waiting('sequential', 2)],
        holdsWhen: `two in a row take at least ${factor(twoByOne.high)} as long as one`,
        measure: ([one, two]) => ({
          oneMs: one?.wallMs ?? null,
          twoMs: two?.wallMs ?? null,
          ratio: over(two?.wallMs ?? null, one?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, twoByOne), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ oneMs, twoMs, ratio }) =>
          `One took ${duration(oneMs)}, two in a row took ${duration(twoMs)}: ${factor(ratio)} as long`,
      }),
    ),
  },
  {
    id: 'sleeping-threads-overlap',
    chapter: 'waiting',
    says: 'Two threads that sleep take about as long as one.',
    figure: '2.01 s, not 4 s',
    checks: everywhere((ask) => together(ask, 'threads')),
  },
  {
    id: 'awaiting-tasks-overlap',
    chapter: 'waiting',
    says: 'Two async tasks that wait take about as long as one.',
    figure: '2.00 s',
    checks: everywhere((ask) => together(ask, 'async')),
  },
  {
    id: 'one-thread-is-enough-to-wait',
    chapter: 'waiting',
    says: 'Async tasks that wait together all run on one thread.',
    figure: 'one thread',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.waiting('async', 2)],
        holdsWhen: 'one thread runs both tasks, and neither waits for the other',
        measure: ([two]) => ({
          lanes: two ? two.lanes.filter((lane) => lane.tasks > 0).length : null,
          longest: over(two?.wallMs ?? null, two?.taskMs.min ?? null),
        }),
        decide: ({ lanes, longest }) => {
          if (lanes !== 1) return 'does-not-hold';
          return byside(sideOf(longest, twoByOne), { below: 'holds', above: 'does-not-hold' });
        },
        saw: ({ lanes, longest }) =>
          `${plural(lanes, 'thread')} did the work in ${factor(longest)} the time of one task`,
      }),
    ),
  },
  {
    id: 'system-switches-threads',
    chapter: 'waiting',
    says: 'The operating system interrupts threads, so a thread that never yields still shares its core.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.computing('threads'), ask.computing('threads', 16)],
        holdsWhen: `a task that only computes takes at least ${factor(sharesTurns.high)} as long with 16 threads as with one thread per core`,
        measure: ([few, many]) => ({
          cores: many?.cpu.effectiveCores ?? null,
          fewMs: few?.taskMs.p50 ?? null,
          manyMs: many?.taskMs.p50 ?? null,
          ratio: over(many?.taskMs.p50 ?? null, few?.taskMs.p50 ?? null),
        }),
        decide: ({ cores, ratio }) =>
          cores > 8
            ? { unknown: '16 threads are too few for this many cores' }
            : byside(sideOf(ratio, sharesTurns), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ cores, fewMs, manyMs, ratio }) =>
          `A task took ${duration(fewMs)} with one thread per core, and ${duration(manyMs)} with 16 threads on ${coreWords(cores)}: ${factor(ratio)} as long`,
      }),
    ),
  },
];
