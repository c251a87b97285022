import { compareVersions } from '../catalog/runtimes/python-version.ts';
import { count, factor, percent } from '../format.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, Verdict } from './claim.ts';
import { figureOf, rule } from './rule.ts';
import { sources } from './sources.ts';
import { everywhere, fewUpdates, type Wishes } from './wishes.ts';

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

/** From this CPython on, with its lock, no other thread gets its turn within `counter += 1`; measured on 3.8 to 3.14. */
const wholeOperatorSince = '3.10';

/** Whether one operator of such a run cannot be interrupted, whatever the chance. */
function isWhole(run: Summary | undefined): boolean {
  const { interpreter = null } = run?.plan ?? {};
  return interpreter?.lock === 'shared' && compareVersions(interpreter.version, wholeOperatorSince) >= 0;
}

/** A run that is to lose updates. */
function loses(ask: Wishes, how: 'apart' | 'operator') {
  return rule({
    runs: [ask.racing('threads', how)],
    holdsWhen: 'the counter ends below the number of updates (if it does not, that proves nothing)',
    measure: ([run]) => counts(run),
    decide: ({ lost }, [run]) => {
      if (lost > 0) return 'holds';
      return how === 'operator' && isWhole(run) ? 'differs' : notSeen;
    },
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
    checks: everywhere((ask) => loses(ask, 'apart')),
    footnote: {
      text: 'In Node.js, threads share no variables, only the memory of a SharedArrayBuffer, and there the claim holds. CPython up to 3.9 lost a quarter of the updates. Since 3.10 this exact program loses none, but with any call between reading and writing it loses updates again.',
      source: `${sources.nodeWorkers}; ${sources.pythonGil}; measured on CPython 3.8 to 3.13`,
    },
    footnotes: {
      python: {
        text: 'This run adds the result of a call: counter += one(). Another thread can run during the call, in every version.',
        source: `${sources.pythonGil}; measured on CPython 3.8 to 3.14`,
      },
    },
  },
  {
    id: 'increment-is-not-atomic',
    chapter: 'races',
    says: 'Even adding one with a single operator is two steps: another thread can run in between.',
    figure: 'counter += 1',
    checks: everywhere((ask) => loses(ask, 'operator')),
    footnote: {
      text: 'The steps are short, so threads seldom collide: on two cores, 7 of 10 runs lost updates. Atomics.add is one single step.',
      source: sources.atomics,
    },
    footnotes: {
      python: {
        text: 'This run is the program of the Python guide: counter += 1. CPython 3.8 and 3.9 lose updates. Since 3.10 threads change only at calls and at the end of a round of a loop, so this exact program loses none. That is no promise: builds without the lock lose updates again.',
        source: `${sources.pythonAtomic}; measured on CPython 3.8 to 3.14`,
      },
    },
  },
  {
    id: 'a-race-is-unpredictable',
    chapter: 'races',
    says: 'The same race gives a different result each time.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.racing('threads', 'apart'), ask.racing('threads', 'apart', { seed: 2 })],
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
    ),
  },
  {
    id: 'races-hide-under-little-load',
    chapter: 'races',
    says: 'A race can stay hidden with few updates and show under load.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.racing('threads', 'apart', { updates: fewUpdates }), ask.racing('threads', 'apart')],
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
    ),
  },
  {
    id: 'a-lock-stops-the-loss',
    chapter: 'races',
    says: 'With a lock around each update, no update is lost.',
    figure: '2,000,000 of 2,000,000',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.racing('threads', 'locked'), ask.racing('threads', 'apart')],
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
    ),
    footnote: {
      text: 'The Python guide does not give the price: in CPython a lock makes this loop 5 to 17 times slower.',
      source: 'measured on CPython 3.8 to 3.13',
    },
    footnotes: { python: null },
  },
  {
    id: 'one-piece-of-code-at-a-time',
    chapter: 'races',
    says: 'On an event loop only one piece of code runs at a time: nothing else runs between two awaits.',
    figure: 'no races by default',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.racing('async', 'operator')],
        holdsWhen: 'two tasks that add without an await in between lose no update',
        measure: ([run]) => counts(run),
        decide: exact,
        saw: tally,
      }),
    ),
  },
  {
    id: 'async-needs-no-locks',
    chapter: 'races',
    says: 'Async tasks have no races on shared data.',
    figure: 'no races by default',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.racing('async', 'let-in')],
        holdsWhen: 'two tasks that read, await and then write lose no update',
        measure: ([run]) => counts(run),
        decide: exact,
        saw: tally,
      }),
    ),
    footnote: {
      text: 'At every await between reading and writing, other tasks can run, in CPython and in Node.js. That is why asyncio has locks of its own.',
      source: sources.pythonAsyncioLock,
    },
  },
];
