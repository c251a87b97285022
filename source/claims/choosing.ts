import { coreWords, duration, factor, percent, plural } from '../format.ts';
import { offLoopRatio } from '../session/processor.ts';
import type { Claim } from './claim.ts';
import { byside, over, rule, wholeMs } from './rule.ts';
import { sources } from './sources.ts';
import { manyTimes, offLoop, sideOf, speedUp } from './thresholds.ts';
import { everywhere } from './wishes.ts';

export const choosingClaims: readonly Claim[] = [
  {
    id: 'many-waits-choose-async',
    chapter: 'choosing',
    says: 'For very many waits at once, use async.',
    figure: 'thousands of connections',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.manyWaits('async'), ask.manyWaits('threads')],
        holdsWhen: `a pool of threads takes at least ${factor(manyTimes.high)} as long for 1,000 waits`,
        measure: ([loop, threads]) => ({
          asyncMs: loop?.wallMs ?? null,
          threadsMs: threads?.wallMs ?? null,
          ratio: over(threads?.wallMs ?? null, loop?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, manyTimes), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ asyncMs, threadsMs, ratio }, [, threads]) =>
          `For 1,000 waits async took ${duration(asyncMs)}, ${plural(threads!.plan.concurrency, 'thread')} took ${duration(threadsMs)}: ${factor(ratio)} as long`,
      }),
    ),
  },
  {
    id: 'computing-chooses-processes',
    chapter: 'choosing',
    says: 'For computing, use processes: threads and async cannot help.',
    figure: 'multiprocessing',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.computing('processes'), ask.computing('threads')],
        timed: true,
        holdsWhen: `threads take at least ${factor(speedUp.high)} as long as processes, start-up included`,
        measure: ([processes, threads]) => ({
          processesMs: wholeMs(processes),
          threadsMs: wholeMs(threads),
          ratio: over(wholeMs(threads), wholeMs(processes)),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, speedUp), { below: 'differs', above: 'holds' }),
        saw: ({ processesMs, threadsMs }) =>
          `With start-up, processes took ${duration(processesMs)} and threads took ${duration(threadsMs)}`,
      }),
    ),
    footnote: {
      text: 'In Node.js, threads compute in parallel, too. Whether threads or processes start sooner depends on the machine. Use processes for code that may crash or leak memory.',
      source: sources.nodeWorkers,
    },
    footnotes: { python: null },
  },
  {
    id: 'async-is-one-thread',
    chapter: 'choosing',
    says: 'An async program uses one thread, and so only one core.',
    figure: 'one thread',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.onOneThread()],
        holdsWhen: `at most ${percent(offLoop.low)} of the CPU time of awaited work is spent off the loop's thread`,
        // Where the cycles ran, and not how fast: others on the machine slow the pool down and move none.
        measure: ([loop]) => ({
          busyCores: loop?.cpu.busyCores ?? null,
          offLoopRatio: loop ? offLoopRatio(loop) : null,
        }),
        decide: (figures) =>
          byside(sideOf(figures.offLoopRatio, offLoop), { below: 'holds', above: 'differs' }),
        saw: (figures) =>
          `${percent(figures.offLoopRatio)} of the work ran off the loop's thread, on ${coreWords(figures.busyCores)} in all`,
      }),
    ),
    footnote: {
      text: 'In Node.js your JavaScript runs on one thread, but file, DNS, crypto and zlib calls run on four more threads, those of libuv. UV_THREADPOOL_SIZE sets how many.',
      source: sources.nodeLibuv,
    },
    footnotes: { python: null },
  },
];
