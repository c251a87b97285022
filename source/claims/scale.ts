import { said } from '../catalog/costs.ts';
import { bytes, count, duration, factor } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, Verdict } from './claim.ts';
import { byside, over, rule, tooClose, wholeMs } from './rule.ts';
import { sources } from './sources.ts';
import { aboutTheCores, openTogether, practicalSlowdown, sideOf } from './thresholds.ts';
import { everywhere, type Wishes, wishesIn } from './wishes.ts';

/** Thousands, and not more than an engine of CPython starts. */
const manyThreads = 4000;

/** How long a rung took with the start of its lanes; null where it failed. */
function rungMs(summary: Summary): Measured {
  return summary.outcome !== 'completed' || summary.check?.ok === false ? null : wholeMs(summary);
}

/** The last rung before the first that fails, or takes so many times as long as the first. Null when even that one failed. */
function practical(summaries: readonly Summary[], slowdown: number): { most: Measured; ms: Measured } {
  const firstMs = summaries[0] ? rungMs(summaries[0]) : null;
  let most: Measured = null;
  let ms: Measured = null;
  for (const summary of summaries) {
    const took = rungMs(summary);
    if (took === null || firstMs === null || took > slowdown * firstMs) break;
    most = summary.plan.tasks;
    ms = took;
  }
  return { most, ms };
}

function climb(
  ask: Wishes,
  model: ModelId,
  rungs: readonly number[],
  holdsWhen: string,
  judge: (most: number, cores: number) => Verdict,
) {
  return rule({
    runs: ask.ladder(model, rungs),
    quick: false,
    ladder: true,
    holdsWhen: `${holdsWhen} (practical: they start and wait in at most ${factor(practicalSlowdown.low)} the time that ${rungs[0]} take)`,
    measure: (summaries) => ({
      ...practical(summaries, practicalSlowdown.low),
      mostAtBest: practical(summaries, practicalSlowdown.high).most,
      tried: summaries.at(-1)?.plan.tasks ?? null,
      cores: summaries[0]?.cpu.effectiveCores ?? null,
    }),
    decide: ({ most, mostAtBest, cores }) => {
      const verdict = judge(most, cores);
      return verdict === judge(mostAtBest, cores) ? verdict : tooClose;
    },
    saw: ({ most, tried, ms }) =>
      `${count(most)} at once start and wait in ${duration(ms)}; ${most === tried ? 'more were not tried' : `${count(tried)} take too long`}`,
  });
}

export const scaleClaims: readonly Claim[] = [
  {
    id: 'ten-thousand-connections-on-one-thread',
    chapter: 'costs',
    says: 'One thread with an event loop can hold 10,000 connections.',
    figure: '10,000 and more',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.connecting(10_000)],
        holdsWhen: `one thread answers all of them, with at least ${count(openTogether.high)} open at once on average`,
        measure: ([run]) => ({
          answered: run?.tasks.done ?? null,
          lanes: run ? run.lanes.filter((lane) => lane.tasks > 0).length : null,
          // Time spent in connections by the time that passed: how many were open on average.
          atOnce: over(run ? (run.taskMs.p50 ?? 0) * run.tasks.done : null, run?.wallMs ?? null),
        }),
        decide: ({ answered, lanes, atOnce }) => {
          if (answered !== 10_000 || lanes !== 1) return 'does-not-hold';
          return byside(sideOf(atOnce, openTogether), { below: 'does-not-hold', above: 'holds' });
        },
        saw: ({ answered, atOnce }) =>
          `One thread answered ${count(answered)}; on average ${count(atOnce)} were open at once`,
      }),
    ),
  },
  {
    id: 'async-scales-to-tens-of-thousands',
    chapter: 'costs',
    says: 'Tens of thousands of async tasks can run at once.',
    figure: 'tens of thousands',
    checks: everywhere((ask) =>
      climb(ask, 'async', [10, 1000, 10_000, 50_000, 100_000], 'at least 10,000 are practical', (most) =>
        most >= 10_000 ? 'holds' : 'does-not-hold',
      ),
    ),
  },
  {
    id: 'threads-scale-to-hundreds',
    chapter: 'costs',
    says: 'Threads are practical up to a few hundred.',
    figure: 'hundreds',
    checks: {
      node: climb(wishesIn('node'), 'threads', [10, 30, 100, 300], 'at least 100 are practical', (most) =>
        most >= 100 ? 'holds' : 'does-not-hold',
      ),
      python: climb(
        wishesIn('python'),
        'threads',
        [10, 100, 1000, manyThreads],
        'at least 100 and fewer than 1,000 are practical',
        (most) => (most >= 100 && most < 1000 ? 'holds' : 'does-not-hold'),
      ),
    },
    footnote: {
      text: `In CPython, 5,000 sleeping threads took ${said.pythonThread} each, and 0.7 s to start. In Node.js each thread has to set up its own heap: a hundred threads take about a second to start.`,
      source: `${sources.pthreadCreate}; measured on CPython 3.11`,
    },
    footnotes: {
      python: {
        text: `This is about threads that wait: each takes ${said.pythonThread} and starts at once. Threads that compute share one lock, so there a second one gains nothing.`,
        source: `${sources.pthreadCreate}; ${sources.pythonGil}; measured on CPython 3.8 to 3.13`,
      },
    },
  },
  {
    id: 'processes-scale-to-tens',
    chapter: 'costs',
    says: 'Processes are practical up to about the number of cores.',
    figure: 'the core count',
    checks: everywhere((ask) =>
      climb(
        ask,
        'processes',
        [2, 10, 30, 100],
        `no more than ${aboutTheCores} per core are practical`,
        (most, cores) => (most <= aboutTheCores * cores ? 'holds' : 'does-not-hold'),
      ),
    ),
    footnote: {
      text: 'This is true of processes that compute. Processes that wait need no core: their memory and start-up are the limit.',
      source: sources.nodeFork,
    },
    footnotes: {
      python: {
        text: 'This is true of processes that compute. Processes that wait need no core: their memory and start-up are the limit.',
        source: sources.pythonStart,
      },
    },
  },
  {
    id: 'thousands-of-threads-bring-a-machine-down',
    chapter: 'costs',
    says: 'Thousands of threads can use up what a system has and crash the program.',
    figure: 'thousands',
    checks: {
      python: rule({
        runs: wishesIn('python').ladder('threads', [manyThreads]),
        quick: false,
        mayFail: true,
        holdsWhen: `a program that starts ${count(manyThreads)} threads fails`,
        measure: ([run]) => ({
          threads: run?.plan.concurrency ?? null,
          done: run?.tasks.done ?? null,
          rssBytes: run?.memory.peakRssBytes ?? null,
        }),
        decide: (_, [run]) => {
          if (run?.outcome === 'completed') return 'does-not-hold';
          if (run?.outcome === 'failed' || run?.outcome === 'crashed') return 'holds';
          return { unknown: 'The run was stopped before it ended' };
        },
        saw: ({ threads, done, rssBytes }) =>
          `Of ${count(threads)} threads at once, ${count(done)} did their work, in ${bytes(rssBytes)} of memory`,
      }),
    },
    unchecked: {
      node: 'The check could take this machine down, so Heddle refuses more than 1,024 threads',
    },
    footnote: {
      text: 'On one Linux machine, CPython failed to start thread number 22,284.',
      source: 'measured on CPython 3.11',
    },
  },
];
