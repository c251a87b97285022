import { count, duration, percent } from '../format.ts';
import { mostLibuvThreads } from '../protocol/plan.ts';
import { feltLibuvWait } from '../session/felt.ts';
import { offLoopCores, othersFilledCores } from '../session/processor.ts';
import type { Evidence, Rule } from './finding.ts';
import { sources } from './sources.ts';
import { type Advice, advice } from './step.ts';
import { lanesFor, workOf } from './work.ts';

/**
 * Cores' worth of work off the loop, by the cores there are: requests that wait use hundredths of it, those that compute
 * all that others on the machine leave them.
 */
const computingShare = 0.25;

/** All threads of libuv's pool are taken: file system, DNS, crypto and zlib wait for each other. */
export const libuvSaturated: Rule = {
  id: 'libuv-saturated',
  looksFor: "requests that wait for a thread of libuv's pool",
  underLoad: 'doubtful',
  find(evidence) {
    const wait = workOf(evidence) && feltLibuvWait(evidence.summary);
    if (!wait) return null;
    const { threads, waitMs, ratio } = wait;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${threads === 1 ? 'The only libuv thread was' : `All ${count(threads)} libuv threads were`} busy ${percent(ratio)} of the time; requests waited up to ${duration(waitMs)}`,
      figures: { threads, waitMaxMs: waitMs, waitedRatio: ratio },
      why: 'Files, DNS, crypto and zlib share these threads and wait for each other.',
      ...next(evidence, threads),
      source: sources.threadPool,
    };
  },
};

function next({ session, summary }: Evidence, threads: number): Advice {
  const cores = summary.cpu.effectiveCores;
  if (cores !== null && (offLoopCores(summary) ?? 0) >= computingShare * cores) {
    const enough = lanesFor(cores);
    return threads < enough
      ? give(enough, ', one per core')
      : advice({ kind: 'at-once', to: 'fewer' }, ': these requests compute, so more threads would not help');
  }
  // Requests that compute use little of cores that others use: from outside they look like requests that wait.
  if (othersFilledCores(session.cpu))
    return advice({ kind: 'again' }, ' when the machine is quiet: other programs used the cores');
  const wanted = Math.min(
    mostLibuvThreads,
    Math.max(2 * threads, Math.min(session.plan.concurrency, 16 * threads)),
  );
  return give(wanted);
}

const give = (threads: number, why = '') =>
  advice({ kind: 'libuv-threads', to: threads }, `${why}; in your program set UV_THREADPOOL_SIZE=${threads}`);
