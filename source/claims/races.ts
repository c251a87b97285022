import { count, factor, percent } from '../format.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, Verdict } from './claim.ts';
import { figureOf, rule } from './rule.ts';
import { sources } from './sources.ts';
import { fewUpdates, racing } from './wishes.ts';

/** A race that did not show proves nothing: it may show the next time. */
const notSeen = {
  unknown: 'This may be chance: it does not prove that no update can be lost',
  again: true,
};

const counts = (summary: Summary | undefined) => ({
  expected: figureOf(summary, 'expectedUpdates'),
  got: figureOf(summary, 'gotUpdates'),
  lost: figureOf(summary, 'lostUpdates'),
});
type Counts = Record<'expected' | 'got' | 'lost', number>;

const tally = ({ expected, got, lost }: Counts) =>
  `${count(got)} of ${count(expected)} updates were counted, ${percent(lost / expected)} were lost`;

/** A run that is to lose updates. */
function loses(how: 'unlocked' | 'increment') {
  return rule({
    runs: [racing('threads', how)],
    holdsWhen: 'the counter ends below the number of updates (if it does not, that proves nothing)',
    measure: ([run]) => counts(run),
    decide: ({ lost }) => (lost > 0 ? 'holds' : notSeen),
    saw: tally,
  });
}

const exact = ({ lost }: Counts): Verdict => (lost === 0 ? 'holds' : 'does-not-hold');

export const raceClaims: readonly Claim[] = [
  {
    id: 'unlocked-threads-lose-updates',
    chapter: 'races',
    says: 'Two threads that read, add and write the same variable without a lock lose updates.',
    figure: '1,354,217 of 2,000,000',
    checks: { node: loses('unlocked') },
    footnote: {
      text: 'In Node.js, threads share no variables, only the memory of a SharedArrayBuffer, and there the claim holds. CPython up to 3.9 lost a quarter of the updates. Since 3.10 this exact program loses none, but with any call between reading and writing it loses updates again.',
      source: `${sources.nodeWorkers}; ${sources.pythonGil}; measured on CPython 3.8 to 3.13`,
    },
  },
  {
    id: 'increment-is-not-atomic',
    chapter: 'races',
    says: 'Even adding one with a single operator is two steps: another thread can run in between.',
    figure: null,
    checks: { node: loses('increment') },
    footnote: {
      text: 'The steps are short, so threads seldom collide: on two cores, 7 of 10 runs lost updates. Atomics.add is one single step.',
      source: sources.atomics,
    },
  },
  {
    id: 'a-race-is-unpredictable',
    chapter: 'races',
    says: 'The same race gives a different result each time.',
    figure: null,
    checks: {
      node: rule({
        runs: [racing('threads', 'unlocked'), racing('threads', 'unlocked', { seed: 2 })],
        holdsWhen: 'two runs of the same race end with different counts',
        measure: ([one, two]) => ({
          first: counts(one).got,
          second: counts(two).got,
          lost: counts(one).lost,
        }),
        decide: ({ first, second }) =>
          first !== second ? 'holds' : { unknown: 'This may be chance', again: true },
        saw: ({ first, second }) =>
          `The first run counted ${count(first)} updates, the second ${count(second)}`,
      }),
    },
  },
  {
    id: 'races-hide-under-little-load',
    chapter: 'races',
    says: 'A race can stay hidden with few updates and show under load.',
    figure: null,
    checks: {
      node: rule({
        runs: [racing('threads', 'unlocked', { updates: fewUpdates }), racing('threads', 'unlocked')],
        holdsWhen: `of ${2 * fewUpdates} updates none is lost, and of millions some are`,
        measure: ([little, much]) => ({ lostOfFew: counts(little).lost, lostOfMany: counts(much).lost }),
        decide: ({ lostOfFew, lostOfMany }) => {
          if (lostOfMany === 0) return notSeen;
          return lostOfFew === 0
            ? 'holds'
            : { unknown: 'This time even a few updates showed the race', again: true };
        },
        saw: ({ lostOfFew, lostOfMany }) =>
          `Of ${2 * fewUpdates} updates ${count(lostOfFew)} were lost; of millions of updates ${count(lostOfMany)} were lost`,
      }),
    },
  },
  {
    id: 'a-lock-stops-the-loss',
    chapter: 'races',
    says: 'With a lock around each update, no update is lost.',
    figure: '2,000,000 of 2,000,000',
    checks: {
      node: rule({
        runs: [racing('threads', 'mutex'), racing('threads', 'unlocked')],
        holdsWhen:
          'the counter ends at exactly the number of updates (the run without a lock only shows what the lock costs)',
        measure: ([locked, unlocked]) => {
          const lockedNs = figureOf(locked, 'updateNs');
          const unlockedNs = figureOf(unlocked, 'updateNs');
          const ratio = lockedNs !== null && unlockedNs ? lockedNs / unlockedNs : null;
          return { ...counts(locked), lockedNs, unlockedNs, lockCost: ratio };
        },
        decide: exact,
        saw: (figures) =>
          `${tally(figures)}; with the lock an update takes ${factor(figures.lockCost)} as long`,
      }),
    },
    footnote: {
      text: 'The Python guide does not give the price: in CPython a lock makes this loop 5 to 17 times slower.',
      source: 'measured on CPython 3.8 to 3.13',
    },
  },
  {
    id: 'one-piece-of-code-at-a-time',
    chapter: 'races',
    says: 'On an event loop only one piece of code runs at a time: nothing else runs between two awaits.',
    figure: 'no races by default',
    checks: {
      node: rule({
        runs: [racing('async', 'increment')],
        holdsWhen: 'two tasks that add without an await in between lose no update',
        measure: ([run]) => counts(run),
        decide: exact,
        saw: tally,
      }),
    },
  },
  {
    id: 'async-needs-no-locks',
    chapter: 'races',
    says: 'Async tasks have no races on shared data.',
    figure: 'no races by default',
    checks: {
      node: rule({
        runs: [racing('async', 'unlocked')],
        holdsWhen: 'two tasks that read, await and then write lose no update',
        measure: ([run]) => counts(run),
        decide: exact,
        saw: tally,
      }),
    },
    footnote: {
      text: 'At every await between reading and writing, other tasks can run, in CPython and in Node.js. That is why asyncio has locks of its own.',
      source: sources.pythonAsyncioLock,
    },
  },
];
