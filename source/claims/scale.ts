import { count, duration, factor } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, Verdict } from './claim.ts';
import { byside, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { aboutTheCores, openTogether, practicalSlowdown, sideOf } from './thresholds.ts';
import { connecting, ladder } from './wishes.ts';

/** From the engine's start to the last task's end: starting a thousand threads is part of having them. */
function wholeMs({ startMs, wallMs, outcome, check }: Summary): Measured {
  if (outcome !== 'completed' || check?.ok === false || startMs === null || wallMs === null) return null;
  return startMs + wallMs;
}

/** The last rung before the first that fails, or takes too long beside the first. Null when even that one failed. */
function practical(summaries: readonly Summary[]): { most: Measured; tried: Measured; ms: Measured } {
  const tried = summaries.at(-1)?.plan.tasks ?? null;
  const firstMs = summaries[0] ? wholeMs(summaries[0]) : null;
  let most: Measured = null;
  let ms: Measured = null;
  for (const summary of summaries) {
    const took = wholeMs(summary);
    if (took === null || firstMs === null || took > practicalSlowdown * firstMs) break;
    most = summary.plan.tasks;
    ms = took;
  }
  return { most, tried, ms };
}

function climb(
  model: ModelId,
  rungs: readonly number[],
  holdsWhen: string,
  judge: (most: number, cores: number) => Verdict,
) {
  return rule({
    runs: ladder(model, rungs),
    quick: false,
    ladder: true,
    holdsWhen: `${holdsWhen}; practical is what starts and waits in at most ${factor(practicalSlowdown)} the time of ${rungs[0]}`,
    measure: (summaries) => ({
      ...practical(summaries),
      cores: summaries[0]?.cpu.effectiveCores ?? null,
    }),
    decide: ({ most, cores }) => judge(most, cores),
    saw: ({ most, tried, ms }) =>
      `${count(most)} at once start and wait in ${duration(ms)}${most === tried ? '; more was not tried' : `; ${count(tried)} take too long`}`,
  });
}

export const scaleClaims: readonly Claim[] = [
  {
    id: 'ten-thousand-connections-on-one-thread',
    chapter: 'costs',
    says: 'One thread with an event loop holds ten thousand connections.',
    figure: '10,000 and more',
    checks: {
      node: rule({
        runs: [connecting(10_000)],
        holdsWhen: `all are answered on one lane, at least ${count(openTogether.high)} of them open at once on average`,
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
          `${count(answered)} answered by one thread, ${count(atOnce)} open at once on average`,
      }),
    },
  },
  {
    id: 'async-scales-to-tens-of-thousands',
    chapter: 'costs',
    says: 'Tens of thousands of async tasks can be under way at once.',
    figure: 'tens of thousands',
    checks: {
      node: climb('async', [10, 1000, 10_000, 50_000, 100_000], 'at least 10,000 are practical', (most) =>
        most >= 10_000 ? 'holds' : 'does-not-hold',
      ),
    },
  },
  {
    id: 'threads-scale-to-hundreds',
    chapter: 'costs',
    says: 'Threads are practical up to some hundreds.',
    figure: 'hundreds',
    checks: {
      node: climb('threads', [10, 30, 100, 300], 'at least 100 are practical', (most) =>
        most >= 100 ? 'holds' : 'does-not-hold',
      ),
    },
    footnote: {
      text: 'In CPython 5,000 sleeping threads took 80 MB and 0.7 s to start. In Node.js each has a heap to start: a hundred take a second.',
      source: `${sources.pthreadCreate}; measured on CPython 3.11`,
    },
  },
  {
    id: 'processes-scale-to-tens',
    chapter: 'costs',
    says: 'Processes are practical up to about the number of cores.',
    figure: 'the core count',
    checks: {
      node: climb(
        'processes',
        [2, 10, 30, 100],
        `no more than ${aboutTheCores} a core are practical`,
        (most, cores) => (most <= aboutTheCores * cores ? 'holds' : 'does-not-hold'),
      ),
    },
    footnote: {
      text: 'True of processes that compute. Processes that wait need no core: their memory and their start are the limit.',
      source: sources.nodeChildren,
    },
  },
  {
    id: 'thousands-of-threads-bring-a-machine-down',
    chapter: 'costs',
    says: 'Thousands of threads can exhaust a system and end the program.',
    figure: 'thousands',
    checks: {},
    unchecked: {
      node: 'to see it is to do it: Heddle refuses more than 1,024 threads for the sake of the host',
    },
    footnote: {
      text: 'On one Linux machine CPython failed to start its 22,284th thread.',
      source: 'measured on CPython 3.11',
    },
  },
];
