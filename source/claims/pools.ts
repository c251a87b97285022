import { duration, factor, plural } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, figureOf, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { manyTimes, sideOf } from './thresholds.ts';
import { wishesIn } from './wishes.ts';

const ask = wishesIn('python');
const noPools = 'Node.js has no such pool of its own';

/** What is published of the pools and threads of CPython's standard library, in our words. */
export const poolClaims: readonly Claim[] = [
  {
    id: 'a-crash-breaks-the-whole-pool',
    chapter: 'computing',
    from: sources.pythonBrokenPool,
    says: 'If a process of a ProcessPoolExecutor dies, all calls that are not done fail, and it takes no more.',
    figure: 'BrokenProcessPool',
    checks: {
      python: rule({
        runs: [ask.trying('crash')],
        holdsWhen: 'more calls fail than the one that ended its process, and a call after that is refused',
        measure: ([run]) => ({
          broken: figureOf(run, 'brokenCalls'),
          answered: figureOf(run, 'answeredCalls'),
          accepted: figureOf(run, 'acceptedAfterwards'),
        }),
        decide: ({ broken, accepted }) => (broken > 1 && accepted === 0 ? 'holds' : 'does-not-hold'),
        saw: ({ broken, answered, accepted }) =>
          `${plural(answered, 'call')} had an answer, ${broken} failed, and one more call was ${accepted > 0 ? 'accepted' : 'refused'}`,
      }),
    },
    unchecked: { node: noPools },
    footnote: {
      text: 'multiprocessing.Pool is worse: it starts another process, and whoever waits for the lost call waits for ever. In Heddle only the task fails that ended its process.',
      source: 'measured on CPython 3.8 to 3.14',
    },
  },
  {
    id: 'chunks-make-light-calls-faster',
    chapter: 'crossing',
    from: sources.pythonChunks,
    says: 'For many light calls, a large chunksize is much faster than handing out one call at a time.',
    figure: null,
    checks: {
      python: rule({
        runs: [ask.trying('chunks')],
        holdsWhen: `one call at a time takes at least ${factor(manyTimes.high)} as long as 50 at a time`,
        measure: ([run]) => ({
          singleMs: figureOf(run, 'singleMs'),
          chunkedMs: figureOf(run, 'chunkedMs'),
          ratio: over(figureOf(run, 'singleMs'), figureOf(run, 'chunkedMs')),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, manyTimes), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ singleMs, chunkedMs, ratio }) =>
          `4,000 light calls took ${duration(singleMs)} one by one and ${duration(chunkedMs)} in chunks of 50: ${factor(ratio)} as long`,
      }),
    },
    unchecked: { node: noPools },
  },
  {
    id: 'a-computing-thread-delays-waiting-ones',
    chapter: 'computing',
    from: sources.pythonSwitch,
    says: 'A thread that wakes up waits up to 5 ms for the lock while another thread computes.',
    figure: '5 ms',
    checks: {
      python: rule({
        runs: [ask.trying('convoy')],
        holdsWhen: `beside a thread that computes, a thread that waits gets its turn at most a third as often (${factor(manyTimes.high)})`,
        measure: ([run]) => ({
          alonePerSecond: figureOf(run, 'alonePerSecond'),
          besidePerSecond: figureOf(run, 'besidePerSecond'),
          ratio: over(figureOf(run, 'alonePerSecond'), figureOf(run, 'besidePerSecond')),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, manyTimes), { below: 'differs', above: 'holds' }),
        saw: ({ alonePerSecond, besidePerSecond }) =>
          `A thread that waits for 1 ms each time got ${Math.round(alonePerSecond)} turns/s alone, and ${Math.round(besidePerSecond)} turns/s beside a thread that computes`,
      }),
    },
    unchecked: { node: 'The threads of Node.js share no lock' },
    footnote: {
      text: 'Others call this the convoy effect. Builds without the lock do not have it. sys.setswitchinterval changes the 5 ms.',
      source: `${sources.pythonSwitch}; ${sources.pep703}`,
    },
  },
];
