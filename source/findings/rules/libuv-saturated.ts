import { count, duration, percent, plural } from '../../format.ts';
import { mostLibuvThreads } from '../../protocol/plan.ts';
import type { Measured } from '../../protocol/units.ts';
import { feltLibuvWait } from '../../session/felt.ts';
import { grownBy, latestOf, maxOf } from '../../session/figures.ts';
import { mostWanted, offLoopCores, othersFilledCores } from '../../session/processor.ts';
import { queueOf } from '../../session/queues.ts';
import type { Session } from '../../session/state.ts';
import type { Evidence, Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { type Advice, advice } from '../step.ts';
import { lanesFor, workOf } from '../work.ts';

/**
 * Cores' worth of work off the loop, by the cores there are: requests that wait use hundredths of it, those that compute
 * all that others on the machine leave them.
 */
const computingShare = 0.25;
/** Full for less of the time, it holds up some requests and not the run. */
const mostlyFullRatio = 0.5;

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
      severity: ratio >= mostlyFullRatio ? 'warning' : 'note',
      saw: `${threads === 1 ? 'The only libuv thread was' : `All ${count(threads)} libuv threads were`} busy ${percent(ratio)} of the time; requests waited up to ${duration(waitMs)}`,
      figures: { threads, waitMaxMs: waitMs, waitedRatio: ratio },
      why: whatWaits(evidence.session, threads),
      ...next(evidence, threads),
      source: sources.threadPool,
    };
  },
};

/** The size that the work has set for the pool while it had one already; null where it has not. */
function askedTooLate({ figures }: Session, threads: number): number | null {
  const asked = latestOf(figures, 'libuvAskedThreads');
  return asked !== null && asked > threads ? asked : null;
}

/** Whether lookups of addresses (getaddrinfo) are most of what was seen in the pool. */
function looksUp({ figures }: Session, threads: number): boolean {
  const lookups = maxOf(figures, 'libuvLookupRequests') ?? 0;
  return lookups >= threads && lookups > (maxOf(figures, 'libuvFileRequests') ?? 0);
}

/** What looks at the pool saw it do; else what Node.js lists in it and its line, which is neither crypto nor zlib. */
function whatWaits(session: Session, threads: number): string {
  const asked = askedTooLate(session, threads);
  if (asked !== null) return `Your code sets UV_THREADPOOL_SIZE=${asked}, but the pool had already started.`;
  const contents = queueOf(session.figures, 'libuv-pool')?.contents ?? [];
  const did = listed(contents.map(({ kind, served }) => [kind, served]));
  if (did !== null) return `While Heddle looked, they did ${did}.`;
  const were = listed(contents.map(({ kind, most }) => [kind, most]));
  return were === null
    ? 'Files, DNS, crypto and zlib share these threads and wait for each other.'
    : `They had up to ${were} to do. Crypto and zlib share these threads.`;
}

/** "12 crypto calls, 3 zlib calls and 1 file call"; null for none. */
function listed(counts: readonly (readonly [kind: string, count: Measured])[]): string | null {
  const words = counts.flatMap(([kind, count]) =>
    count === null || count === 0 ? [] : [plural(count, kind)],
  );
  return words.length === 0 ? null : new Intl.ListFormat('en-GB').format(words);
}

function next({ session, summary }: Evidence, threads: number): Advice {
  const cores = summary.cpu.effectiveCores;
  const asked = askedTooLate(session, threads);
  const late = asked === null ? null : give(asked, ' at the start. Your code sets it too late', '');
  if (cores !== null && (offLoopCores(summary) ?? 0) >= computingShare * cores) {
    const enough = lanesFor(cores);
    if (threads < enough) return late ?? give(enough, ', one per core');
    return advice(
      { kind: 'at-once', to: 'fewer' },
      ': these requests compute, so more threads would not help',
    );
  }
  // Requests that compute use little of cores that others use: from outside they look like requests that wait.
  if (
    othersFilledCores(session.cpu) &&
    mostWanted(poolCores(session, summary)) >= computingShare * (cores ?? 1)
  )
    return advice({ kind: 'again' }, ' when the machine is quiet: other programs used the cores');
  const wanted = Math.min(
    mostLibuvThreads,
    Math.max(2 * threads, Math.min(session.plan.concurrency, 16 * threads)),
  );
  if (late) return late;
  return looksUp(session, threads)
    ? give(wanted, ', or use dns.resolve4: it needs no thread', '')
    : give(wanted);
}

/** Cores' worth of what the pool did; where its threads are not told apart, of all that was not the loop's. */
function poolCores({ figures }: Session, summary: Evidence['summary']): number {
  const ms = grownBy(figures, 'libuvCpuMs');
  return ms === null || !summary.wallMs ? (offLoopCores(summary) ?? 0) : ms / summary.wallMs;
}

const give = (
  threads: number,
  why = '',
  how = `; in your program set UV_THREADPOOL_SIZE=${threads}`,
): Advice => advice({ kind: 'libuv-threads', to: threads }, `${why}${how}`);
