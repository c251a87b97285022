import { count, duration, percent } from '../format.ts';
import type { Evidence, Rule } from './finding.ts';
import { offLoopCores } from './off-loop.ts';
import { sources } from './sources.ts';
import { type Advice, advice } from './step.ts';
import { lanesFor, workOf } from './work.ts';

/** Of the requests tried: full this often is how the pool is, not how it was once. */
const fullRatio = 0.5;
/** A few time slices of the kernel: a thread that is free may take as long to get a core. */
const leastWaitMs = 25;
/**
 * A request waits twice for a core, in the pool and back in the loop, and each time no longer than the loop was late by
 * itself. Only what is longer than both was spent in the queue of the pool.
 */
const timesLate = 3;
/**
 * Cores' worth of work off the loop, by the cores there are: requests that wait use hundredths of it, those that compute
 * all that others on the machine leave them.
 */
const computingRatio = 0.25;
/** What libuv takes (`UV_THREADPOOL_SIZE`). */
const mostThreads = 1024;

/** All threads of libuv's pool are taken: file system, DNS, crypto and zlib wait for each other. */
export const libuvSaturated: Rule = {
  id: 'libuv-saturated',
  looksFor: "requests that wait for a thread of libuv's pool",
  find(evidence) {
    const { threads, waitMaxMs, waitedRatio } = evidence.summary.libuv;
    if (threads === null || waitMaxMs === null || waitedRatio === null || !workOf(evidence)) return null;
    const lateMs = evidence.summary.loop.lagMaxMs;
    if (lateMs === null || waitedRatio < fullRatio) return null;
    if (waitMaxMs < Math.max(leastWaitMs, timesLate * lateMs)) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${threads === 1 ? "libuv's only thread was" : `libuv's ${count(threads)} threads were`} taken ${percent(waitedRatio)} of the time; requests waited up to ${duration(waitMaxMs)}`,
      figures: { threads, waitMaxMs, waitedRatio },
      why: 'Files, DNS, crypto and zlib share these threads: each waits for the others.',
      ...next(evidence, threads),
      source: sources.threadPool,
    };
  },
};

function next({ session, summary }: Evidence, threads: number): Advice {
  const cores = summary.cpu.effectiveCores;
  if (cores !== null && (offLoopCores(summary) ?? 0) >= computingRatio * cores) {
    const enough = lanesFor(cores);
    return threads < enough
      ? give(enough, ', one a core')
      : advice(
          { kind: 'at-once', to: 'fewer' },
          ': these requests compute, more threads would queue for cores',
        );
  }
  const wanted = Math.min(
    mostThreads,
    Math.max(2 * threads, Math.min(session.plan.concurrency, 16 * threads)),
  );
  return give(wanted);
}

const give = (threads: number, why = '') =>
  advice({ kind: 'libuv-threads', to: threads }, `${why}: --libuv-threads ${threads} (UV_THREADPOOL_SIZE)`);
