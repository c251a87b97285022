import { said } from '../catalog/costs.ts';
import { bytes, factor, percent } from '../format.ts';
import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim } from './claim.ts';
import { byside, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { aboutEightMegabytes, fiftyTimes, moreMemory, ownShare, sideOf } from './thresholds.ts';
import { everywhere } from './wishes.ts';

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
    figure: '8 MB per thread',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.holding('threads')],
        holdsWhen: `one more thread takes from ${bytes(aboutEightMegabytes.least)} to ${bytes(aboutEightMegabytes.most)} of memory`,
        measure: ([threads]) => ({
          threadBytes: costOf(threads),
          threadRssBytes: threads?.memory.perTask.rssBytes ?? null,
          threadVirtualBytes: threads?.memory.perTask.virtualBytes ?? null,
        }),
        decide: ({ threadBytes }) =>
          threadBytes >= aboutEightMegabytes.least && threadBytes <= aboutEightMegabytes.most
            ? 'holds'
            : ask.runtime === 'python'
              ? 'does-not-hold'
              : 'differs',
        saw: ({ threadBytes, threadVirtualBytes }) =>
          `One more thread takes ${bytes(threadBytes)} of memory and ${bytes(threadVirtualBytes)} of address space`,
      }),
    ),
    footnote: {
      text: `The often-quoted 8 MB are address space reserved for a stack, not memory: a sleeping thread of CPython really takes ${said.pythonThread}. In Node.js each worker thread has its own heap, which is real memory, and reserves hundreds of MB of address space.`,
      source: `${sources.pthreadCreate}; ${sources.nodeWorkers}`,
    },
    footnotes: {
      python: {
        text: 'The 8 MB are address space that is reserved for the stack of a thread. Of that, only what the thread has used is memory.',
        source: sources.pthreadCreate,
      },
    },
  },
  {
    id: 'async-task-is-small',
    chapter: 'costs',
    says: 'An async task takes hardly any memory compared with a thread.',
    figure: 'a small object, not a stack',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.holding('async'), ask.holding('threads')],
        holdsWhen: `a thread takes at least ${factor(fiftyTimes.high)} as much memory as a task`,
        measure: ([tasks, threads]) => ({
          taskBytes: costOf(tasks),
          threadBytes: costOf(threads),
          ratio: over(costOf(threads), costOf(tasks)),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, fiftyTimes), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ taskBytes, threadBytes, ratio }) =>
          `A task takes ${bytes(taskBytes)}, a thread takes ${bytes(threadBytes)}: ${factor(ratio)} as much`,
      }),
    ),
    footnote: {
      text: `A task in Heddle includes its bookkeeping: times, progress, a way to cancel it. A waiting promise alone takes about ${said.promise}.`,
      source: 'measured on Node.js 24, Linux, with a bare program of 50,000 waiting promises',
    },
    footnotes: {
      python: {
        text: `A task is small, but so is the memory of a thread that waits: most of its stack is only reserved. In address space the two are thousands of times apart. A task in Heddle includes its bookkeeping; a bare one takes ${said.pythonTask}.`,
        source: `${sources.pthreadCreate}; measured on CPython 3.8 to 3.14, Linux`,
      },
    },
  },
  {
    id: 'process-costs-most',
    chapter: 'costs',
    says: 'A process takes clearly more memory than a thread.',
    figure: 'highest of the three',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.holding('threads'), ask.holding('processes')],
        holdsWhen: `a process takes at least ${factor(moreMemory.high)} as much memory as a thread`,
        measure: ([threads, processes]) => ({
          threadBytes: costOf(threads),
          processBytes: costOf(processes),
          ratio: over(costOf(processes), costOf(threads)),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, moreMemory), { below: 'differs', above: 'holds' }),
        saw: ({ threadBytes, processBytes, ratio }) =>
          `A process takes ${bytes(processBytes)}, a thread takes ${bytes(threadBytes)}: ${factor(ratio)} as much`,
      }),
    ),
    footnote: {
      text: 'In Node.js, threads and processes are closer in memory than in CPython: each thread has its own heap, too, and processes share the memory pages of the program.',
      source: `${sources.nodeWorkers}; ${sources.smaps}`,
    },
    footnotes: { python: null },
  },
  {
    id: 'process-is-a-full-copy',
    chapter: 'costs',
    says: 'Each process holds a full copy of the interpreter and its memory.',
    figure: 'a full copy',
    checks: everywhere((ask) =>
      rule({
        runs: [ask.holding('processes')],
        holdsWhen: `at least ${percent(ownShare.high)} of a process's resident memory (RSS) is its own share (PSS)`,
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
          `A process has ${bytes(figures.rssBytes)} RSS; its own share of that is ${bytes(figures.pssBytes)} (PSS), ${percent(figures.ownShare)}`,
      }),
    ),
    footnote: {
      text: 'Processes share the memory pages that none of them has written: the program itself and, after fork, all of the parent. RSS counts a shared page once in each process; PSS divides it among them.',
      source: `${sources.smaps}; ${sources.fork}`,
    },
  },
];
