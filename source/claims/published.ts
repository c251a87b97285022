import { twoCores } from '../catalog/room.ts';
import { executorThreads } from '../catalog/runtimes/python.ts';
import { bytes, count, duration, factor } from '../format.ts';
import type { Claim } from './claim.ts';
import { byside, oneCore, over, rule } from './rule.ts';
import { sources } from './sources.ts';
import { moreMemory, nearlyAll, sideOf, speedUp } from './thresholds.ts';
import { wishesIn } from './wishes.ts';

const ask = wishesIn('python');

/** What the documentation of CPython and others have published of it, in our words. */
export const publishedClaims: readonly Claim[] = [
  {
    id: 'default-executor-has-cores-plus-four-threads',
    chapter: 'blocking',
    from: sources.pythonExecutor,
    says: 'The default executor of asyncio has as many threads as there are cores, and four more, up to 32.',
    figure: 'min(32, cores + 4)',
    checks: {
      python: rule({
        runs: [ask.inDefaultExecutor()],
        holdsWhen: `calls of 100 ms end at least ${factor(nearlyAll.high)} as fast as that many threads can make them`,
        measure: ([run]) => ({
          threads: over(run ? run.tasks.done * Number(run.plan.parameters.ms) : null, run?.wallMs ?? null),
          cores: run?.cpu.effectiveCores ?? null,
        }),
        decide: ({ threads, cores }) => {
          const share = threads / executorThreads(cores);
          if (!Number.isInteger(cores) || share > 1 / nearlyAll.high)
            return {
              unknown: 'Python counts the cores of the machine, and this process can use only some of them',
            };
          return byside(sideOf(share, nearlyAll), { below: 'does-not-hold', above: 'holds' });
        },
        saw: ({ threads, cores }) =>
          `About ${threads.toFixed(1)} calls were made at once; cores + 4 is ${count(executorThreads(cores))}`,
      }),
    },
    unchecked: { node: 'Node.js has no such executor: its own calls use the 4 threads of libuv' },
  },
  {
    id: 'hashlib-keeps-the-lock-for-small-pieces',
    chapter: 'computing',
    from: sources.pythonHashlib,
    says: 'Functions of hashlib release the lock only for more than 2,047 bytes at once.',
    figure: '2,047 bytes',
    checks: {
      python: rule({
        runs: [
          ask.hashingPieces('sequential', 'large'),
          ask.hashingPieces('threads', 'large'),
          ask.hashingPieces('sequential', 'small'),
          ask.hashingPieces('threads', 'small'),
        ],
        timed: true,
        holdsWhen: `threads are at least ${factor(speedUp.high)} as fast for large pieces, and at most ${factor(speedUp.low)} for pieces of 1,024 bytes`,
        measure: ([large, largeThreads, small, smallThreads]) => ({
          cores: largeThreads?.cpu.effectiveCores ?? null,
          largeSpeedUp: over(large?.wallMs ?? null, largeThreads?.wallMs ?? null),
          smallSpeedUp: over(small?.wallMs ?? null, smallThreads?.wallMs ?? null),
        }),
        decide: ({ cores, largeSpeedUp, smallSpeedUp }) => {
          if (cores < twoCores) return oneCore;
          const large = sideOf(largeSpeedUp, speedUp);
          if (large !== 'above') return byside(large, { below: 'does-not-hold', above: 'holds' });
          return byside(sideOf(smallSpeedUp, speedUp), { below: 'holds', above: 'differs' });
        },
        saw: ({ largeSpeedUp, smallSpeedUp }) =>
          `Two threads were ${factor(largeSpeedUp)} as fast as one for large pieces, and ${factor(smallSpeedUp)} for pieces of 1,024 bytes`,
      }),
    },
    unchecked: { node: 'The threads of Node.js share no lock' },
    footnotes: {
      python: {
        text: 'Builds without the lock have none to release: there threads hash small pieces in parallel, too.',
        source: sources.pep703,
      },
    },
  },
  {
    id: 'shared-memory-beats-pickling',
    chapter: 'crossing',
    from: sources.joblibPipes,
    says: 'Large data comes faster through shared memory than pickled through a pipe.',
    figure: '2 to 3 ×',
    checks: {
      python: rule({
        runs: [ask.handingOver('processes', 'copied'), ask.handingOver('processes', 'block')],
        timed: true,
        holdsWhen: `pickled payloads of 8 MB take at least ${factor(speedUp.high)} as long as those in shared memory`,
        measure: ([pickled, shared]) => ({
          pickledMs: pickled?.wallMs ?? null,
          sharedMs: shared?.wallMs ?? null,
          ratio: over(pickled?.wallMs ?? null, shared?.wallMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, speedUp), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ pickledMs, sharedMs, ratio }) =>
          `Pickled payloads took ${duration(pickledMs)}, those in shared memory ${duration(sharedMs)}: ${factor(ratio)} as long`,
      }),
    },
    unchecked: { node: 'Processes of Node.js cannot share memory' },
  },
  {
    id: 'forked-processes-share-their-pages',
    chapter: 'costs',
    from: sources.fork,
    says: 'A forked process shares the memory of its parent until one of them writes to it.',
    figure: null,
    checks: {
      python: rule({
        runs: [ask.holding('processes', 'fork'), ask.holding('processes', 'spawn')],
        holdsWhen: `a process that starts anew (spawn) has at least ${factor(moreMemory.high)} as much memory of its own (PSS) as a forked one`,
        measure: ([forked, spawned]) => ({
          forkedBytes: forked?.memory.perTask.pssBytes ?? null,
          spawnedBytes: spawned?.memory.perTask.pssBytes ?? null,
          ratio: over(spawned?.memory.perTask.pssBytes ?? null, forked?.memory.perTask.pssBytes ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, moreMemory), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ forkedBytes, spawnedBytes, ratio }) =>
          `A forked process takes ${bytes(forkedBytes)}, a spawned one ${bytes(spawnedBytes)}: ${factor(ratio)} as much`,
      }),
    },
    unchecked: { node: 'Node.js starts each process anew: it cannot copy a running program' },
  },
  {
    id: 'spawned-processes-start-later',
    chapter: 'costs',
    from: sources.pythonStart,
    says: 'Starting a process with spawn is slow compared with fork.',
    figure: 'rather slow',
    checks: {
      python: rule({
        runs: [ask.starting('fork'), ask.starting('spawn')],
        holdsWhen: `with spawn, 8 processes take at least ${factor(moreMemory.high)} as long to start as with fork`,
        measure: ([forked, spawned]) => ({
          forkedMs: forked?.startMs ?? null,
          spawnedMs: spawned?.startMs ?? null,
          ratio: over(spawned?.startMs ?? null, forked?.startMs ?? null),
        }),
        decide: ({ ratio }) => byside(sideOf(ratio, moreMemory), { below: 'does-not-hold', above: 'holds' }),
        saw: ({ forkedMs, spawnedMs, ratio }) =>
          `8 processes were ready after ${duration(forkedMs)} with fork, and after ${duration(spawnedMs)} with spawn: ${factor(ratio)} as long`,
      }),
    },
    unchecked: { node: 'Node.js has one way to start a process' },
    footnote: {
      text: 'The default on Linux is fork up to 3.13 and forkserver since 3.14; on macOS and Windows it is spawn.',
      source: sources.pythonStart,
    },
  },
];
