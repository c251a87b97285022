import { bytes, factor, percent } from '../format.ts';
import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim } from './claim.ts';
import { byside, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { aboutEightMegabytes, fiftyTimes, moreMemory, ownShare, sideOf } from './thresholds.ts';
import { holding } from './wishes.ts';

/** What one more task at once takes: its own share of memory where that is known. */
function costOf(summary: Summary | undefined): Measured {
  const cost = summary?.memory.perTask;
  return cost?.pssBytes ?? cost?.rssBytes ?? null;
}

export const costClaims: readonly Claim[] = [
  {
    id: 'thread-takes-eight-megabytes',
    chapter: 'costs',
    says: 'A thread takes about 8 MB.',
    figure: '8 MB a thread',
    checks: {
      node: rule({
        runs: [holding('threads')],
        holdsWhen: `one more thread takes from ${bytes(aboutEightMegabytes.least)} to ${bytes(aboutEightMegabytes.most)} of memory`,
        measure: ([threads]) => ({
          threadBytes: costOf(threads),
          threadRssBytes: threads?.memory.perTask.rssBytes ?? null,
          threadVirtualBytes: threads?.memory.perTask.virtualBytes ?? null,
        }),
        decide: ({ threadBytes }) =>
          threadBytes >= aboutEightMegabytes.least && threadBytes <= aboutEightMegabytes.most
            ? 'holds'
            : 'differs',
        saw: ({ threadBytes, threadVirtualBytes }) =>
          `one more thread takes ${bytes(threadBytes)} of memory and ${bytes(threadVirtualBytes)} of addresses`,
      }),
    },
    footnote: {
      text: 'The 8 MB are addresses set aside for a stack, and no memory: a sleeping thread of CPython really takes 16 KB. In Node.js a worker thread has a heap of its own, which is real memory, and sets hundreds of MB of addresses aside.',
      source: `${sources.pthreadCreate}; ${sources.nodeWorkers}`,
    },
  },
  {
    id: 'async-task-is-small',
    chapter: 'costs',
    says: 'An async task takes next to nothing beside a thread.',
    figure: 'a small object, not a stack',
    checks: {
      node: rule({
        runs: [holding('async'), holding('threads')],
        holdsWhen: `a thread takes at least ${factor(fiftyTimes.high)} the memory of a task`,
        measure: ([tasks, threads]) => ({
          taskBytes: costOf(tasks),
          threadBytes: costOf(threads),
          ratio: over(costOf(threads), costOf(tasks)),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, fiftyTimes), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ taskBytes, threadBytes, ratio }) =>
          `a task ${bytes(taskBytes)}, a thread ${bytes(threadBytes)}: ${factor(ratio)}`,
      }),
    },
    footnote: {
      text: "A task of Heddle's includes its bookkeeping: times, progress, a way to cancel it. A promise that waits takes 1 to 1.5 KB without.",
      source: 'a bare program of 50,000 promises that wait, measured on Node.js 24, Linux',
    },
  },
  {
    id: 'process-costs-most',
    chapter: 'costs',
    says: 'A process takes more memory than a thread.',
    figure: 'highest of the three',
    checks: {
      node: rule({
        runs: [holding('threads'), holding('processes')],
        holdsWhen: `a process takes at least ${factor(moreMemory.high)} the memory of a thread`,
        measure: ([threads, processes]) => ({
          threadBytes: costOf(threads),
          processBytes: costOf(processes),
          ratio: over(costOf(processes), costOf(threads)),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, moreMemory), { below: 'differs', above: 'holds' }),
        saw: ({ threadBytes, processBytes, ratio }) =>
          `a process ${bytes(processBytes)}, a thread ${bytes(threadBytes)}: ${factor(ratio)}`,
      }),
    },
    footnote: {
      text: 'Nearer to each other in Node.js than in CPython: a thread has a heap of its own, too, and processes share the pages of the program.',
      source: `${sources.nodeWorkers}; ${sources.smaps}`,
    },
  },
  {
    id: 'process-is-a-full-copy',
    chapter: 'costs',
    says: 'Each process holds a whole copy of the interpreter and its memory.',
    figure: 'a full copy',
    checks: {
      node: rule({
        runs: [holding('processes')],
        holdsWhen: `at least ${percent(ownShare.high)} of a process's resident memory is its own`,
        measure: ([processes]) => ({
          rssBytes: processes?.memory.perTask.rssBytes ?? null,
          pssBytes: processes?.memory.perTask.pssBytes ?? null,
          ownShare: over(
            processes?.memory.perTask.pssBytes ?? null,
            processes?.memory.perTask.rssBytes ?? null,
          ),
        }),
        decide: (figures) =>
          byside(sideOf(figures.ownShare, ownShare), { below: 'does-not-hold', above: 'holds' }),
        saw: (figures) =>
          `${bytes(figures.rssBytes)} resident a process, ${bytes(figures.pssBytes)} of it its own share: ${percent(figures.ownShare)}`,
      }),
    },
    footnote: {
      text: 'Processes share the pages that neither has written: the program itself and, after fork, all of the parent. What tools show as resident counts those pages once for each.',
      source: `${sources.smaps}; ${sources.fork}`,
    },
  },
];
