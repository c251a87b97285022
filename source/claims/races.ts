import { count, factor, percent } from '../format.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, Verdict } from './claim.ts';
import { figureOf, rule } from './rule.ts';
import { sources } from './sources.ts';
import { fewUpdates, racing } from './wishes.ts';

/** A race that did not show proves nothing: it may show the next time. */
const notSeen = {
  unknown: 'no update was lost this time, which does not prove that none can be',
  again: true,
};

const counts = (summary: Summary | undefined) => ({
  expected: figureOf(summary, 'expectedUpdates'),
  got: figureOf(summary, 'gotUpdates'),
  lost: figureOf(summary, 'lostUpdates'),
});
type Counts = Record<'expected' | 'got' | 'lost', number>;

const tally = ({ expected, got, lost }: Counts) =>
  `${count(got)} of ${count(expected)} counted, ${percent(lost / expected)} lost`;

/** A run that is to lose updates. */
function loses(how: 'unlocked' | 'increment') {
  return rule({
    runs: [racing('threads', how)],
    holdsWhen: 'the counter ends below the number of updates; when it does not, nothing is proved',
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
      text: 'In Node.js threads share no variables, only memory asked for as a SharedArrayBuffer: there it holds. CPython lost a quarter of them up to 3.9; since 3.10 this very program loses none, and any call between reading and writing loses again.',
      source: `${sources.nodeWorkers}; ${sources.pythonGil}; measured on CPython 3.8 to 3.13`,
    },
  },
  {
    id: 'increment-is-not-atomic',
    chapter: 'races',
    says: 'Adding one with a single operator is still two steps, and others get in between.',
    figure: null,
    checks: { node: loses('increment') },
    footnote: {
      text: 'Short steps seldom meet: on two cores this lost updates in seven runs of ten. Atomics.add is the single step.',
      source: sources.atomics,
    },
  },
  {
    id: 'a-race-is-unpredictable',
    chapter: 'races',
    says: 'The same race ends differently each time.',
    figure: null,
    checks: {
      node: rule({
        runs: [racing('threads', 'unlocked'), racing('threads', 'unlocked', { seed: 2 })],
        holdsWhen: 'two runs of the same race count differently',
        measure: ([one, two]) => ({
          first: counts(one).got,
          second: counts(two).got,
          lost: counts(one).lost,
        }),
        decide: ({ first, second }) =>
          first !== second ? 'holds' : { unknown: 'by chance, perhaps', again: true },
        saw: ({ first, second }) => `${count(first)} counted the first time, ${count(second)} the second`,
      }),
    },
  },
  {
    id: 'races-hide-under-little-load',
    chapter: 'races',
    says: 'A race may not show while there is little to do, and show under load.',
    figure: null,
    checks: {
      node: rule({
        runs: [racing('threads', 'unlocked', { updates: fewUpdates }), racing('threads', 'unlocked')],
        holdsWhen: `nothing is lost of ${2 * fewUpdates} updates, and something of millions`,
        measure: ([little, much]) => ({ lostOfFew: counts(little).lost, lostOfMany: counts(much).lost }),
        decide: ({ lostOfFew, lostOfMany }) => {
          if (lostOfMany === 0) return notSeen;
          return lostOfFew === 0
            ? 'holds'
            : { unknown: 'this time even the little load showed it', again: true };
        },
        saw: ({ lostOfFew, lostOfMany }) =>
          `${count(lostOfFew)} lost of ${2 * fewUpdates}, ${count(lostOfMany)} under load`,
      }),
    },
  },
  {
    id: 'a-lock-stops-the-loss',
    chapter: 'races',
    says: 'With a lock around each update none is lost.',
    figure: '2,000,000 of 2,000,000',
    checks: {
      node: rule({
        runs: [racing('threads', 'mutex'), racing('threads', 'unlocked')],
        holdsWhen: 'the counter ends at exactly the number of updates',
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
      text: 'The price is not in the article: in CPython a lock makes the loop five to seventeen times slower.',
      source: 'measured on CPython 3.8 to 3.13',
    },
  },
  {
    id: 'one-piece-of-code-at-a-time',
    chapter: 'races',
    says: 'On an event loop only one piece of code runs at a time: between two awaits nobody interferes.',
    figure: 'no races by default',
    checks: {
      node: rule({
        runs: [racing('async', 'increment')],
        holdsWhen: 'two tasks that add without an await in between lose nothing',
        measure: ([run]) => counts(run),
        decide: exact,
        saw: tally,
      }),
    },
  },
  {
    id: 'async-needs-no-locks',
    chapter: 'races',
    says: 'Async tasks have no races on what they share.',
    figure: 'no races by default',
    checks: {
      node: rule({
        runs: [racing('async', 'unlocked')],
        holdsWhen: 'two tasks that read, await and write lose nothing',
        measure: ([run]) => counts(run),
        decide: exact,
        saw: tally,
      }),
    },
    footnote: {
      text: 'Every await between reading and writing lets others in, in CPython as in Node.js. That is why asyncio has locks of its own.',
      source: sources.pythonAsyncioLock,
    },
  },
];
