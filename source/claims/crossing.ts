import { duration, factor } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, Verdict } from './claim.ts';
import { byside, figureOf, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { sideOf, speedUp } from './thresholds.ts';
import { everywhere, type Wishes } from './wishes.ts';

/** What the engine says of a value that could not cross, without the value itself. */
function refusal(summary: Summary | undefined): string {
  const message = summary?.errors[0]?.message.split('\n')[0] ?? 'no reason given';
  return message.split(': ').at(-1)!;
}

/** Whether one value that a task returns arrives as it was. */
function arrives(
  ask: Wishes,
  model: ModelId,
  what: 'function' | 'handle',
  meaning: { whole: Verdict; lost: Verdict },
) {
  const wish = ask.returning(model, what);
  const value = `a ${wish.parameters?.what}`;
  return rule({
    runs: [wish],
    mayFail: true,
    holdsWhen:
      meaning.lost === 'holds'
        ? `a task that returns ${value} fails, or it arrives changed`
        : `a task that returns ${value} succeeds, and it arrives unchanged`,
    measure: ([run]) => ({
      // A task that failed has handed over nothing: that is counted, not missing.
      arrived: run?.outcome === 'completed' ? figureOf(run, 'arrivedValues') : 0,
      changed: run?.outcome === 'completed' ? figureOf(run, 'changedFields') : 0,
    }),
    decide: ({ arrived, changed }) => (arrived > 0 && changed === 0 ? meaning.whole : meaning.lost),
    saw: ({ arrived, changed }, [run]) => {
      if (arrived === 0) return `It was refused: ${refusal(run)}`;
      return changed > 0 ? 'It arrived, but changed' : 'It arrived unchanged';
    },
  });
}

export const crossingClaims: readonly Claim[] = [
  {
    id: 'functions-do-not-cross',
    chapter: 'crossing',
    says: 'Functions cannot be sent from one process to another.',
    figure: 'must be picklable',
    checks: everywhere((ask) =>
      arrives(ask, 'processes', 'function', { whole: 'does-not-hold', lost: 'holds' }),
    ),
    footnote: {
      text: 'In CPython this depends on how the process starts: fork passes the function without pickling it; spawn and forkserver (the default on Linux since 3.14) pickle it.',
      source: sources.pythonStart,
    },
    footnotes: {
      python: {
        text: 'What a task returns is pickled under every start method. Only what a process starts with is different: fork passes it without pickling; spawn and forkserver (the default on Linux since 3.14) pickle it.',
        source: sources.pythonStart,
      },
    },
  },
  {
    id: 'handles-do-not-cross',
    chapter: 'crossing',
    says: 'Open sockets, files and database connections cannot be sent as data.',
    figure: 'must be picklable',
    checks: everywhere((ask) =>
      arrives(ask, 'processes', 'handle', { whole: 'does-not-hold', lost: 'holds' }),
    ),
  },
  {
    id: 'threads-pass-anything',
    chapter: 'crossing',
    says: 'Threads can pass any object to each other.',
    figure: 'shared memory',
    checks: everywhere((ask) => arrives(ask, 'threads', 'function', { whole: 'holds', lost: 'differs' })),
    footnote: {
      text: 'In CPython, threads share all objects. In Node.js, worker threads share none: values are copied, and functions cannot be copied.',
      source: sources.nodeWorkers,
    },
    footnotes: { python: null },
  },
  {
    id: 'crossing-costs-time',
    chapter: 'crossing',
    says: 'Data for another process must be packed and unpacked; shared memory need not be.',
    figure: null,
    checks: everywhere((ask) =>
      rule({
        runs: [ask.handingOver('threads', 'shared'), ask.handingOver('processes', 'copied')],
        timed: true,
        holdsWhen: `processes that copy the same data take at least ${factor(speedUp.high)} as long as threads that share it`,
        measure: ([shared, copied]) => ({
          sharedMs: shared?.wallMs ?? null,
          copiedMs: copied?.wallMs ?? null,
          ratio: over(copied?.wallMs ?? null, shared?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, speedUp), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ sharedMs, copiedMs, ratio }) =>
          `Sharing between threads took ${duration(sharedMs)}, copying between processes ${duration(copiedMs)}: ${factor(ratio)} as long`,
      }),
    ),
    footnote: {
      text: 'By default, process.send packs data as JSON. For binary data that takes five hundred times as long, and it silently changes values that JSON does not have (NaN, dates, maps).',
      source: sources.nodeChildren,
    },
    footnotes: {
      python: {
        text: 'Threads of one interpreter share all objects: the same payload is not packed at all. multiprocessing.shared_memory shares bytes between processes.',
        source: sources.pythonSharedMemory,
      },
    },
  },
];
