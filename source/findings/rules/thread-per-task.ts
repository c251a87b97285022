import { wordsOf } from '../../catalog/models.ts';
import { runtimeCard } from '../../catalog/runtimes/index.ts';
import { count, duration, percent, plural } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import { latestOf } from '../../session/figures.ts';
import type { Session } from '../../session/state.ts';
import type { Rule } from '../finding.ts';
import { lanesFor, workOf } from '../work.ts';

/** One for nearly every task: a pool of its own that grows once has a few. */
const leastEach = 0.8;
const fewest = 8;
/** Starting takes at least this share of a task. Of work that takes minutes it is nothing. */
const leastStart = 0.1;
/** A process of Node.js or of Python runs its first line after 20 to 60 ms (measured). */
const processStartMs = 40;

const pools: Readonly<Record<RuntimeId, Readonly<Record<Started['what'], string>>>> = {
  node: { thread: 'piscina, workerpool', process: 'a pool of child processes' },
  python: { thread: 'ThreadPoolExecutor', process: 'ProcessPoolExecutor' },
};

/** A thread or a process that is made for each task, and thrown away: a good part of what it does is to start. */
export const threadPerTask: Rule = {
  id: 'thread-per-task',
  looksFor: 'a thread or process that your code starts for each task',
  underLoad: 'times',
  find(evidence) {
    const { session, summary } = evidence;
    const { plan } = session;
    const work = workOf(evidence);
    const started = startedIn(session);
    if (!work || !started || plan.module === null) return null;
    const { begun, sumMs } = work.times;
    const { many, what, startMs } = started;
    const startRatio = Math.min(1, (startMs * many) / sumMs);
    if (many < Math.max(fewest, leastEach * begun) || startRatio < leastStart) return null;
    const { unit } = runtimeCard(plan.runtime).lanes[what];
    const lanes = lanesFor(summary.cpu.effectiveCores ?? 1);
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Your code started ${count(many)} ${unit} for ${plural(begun, 'task')}, one for each`,
      figures: { started: many, tasks: begun, startMs, startRatio, taskMs: sumMs / begun },
      why: `A start takes about ${duration(startMs)}, ${percent(startRatio)} of a task, and memory.`,
      next: `Start ${count(lanes)} ${unit} once and give them all tasks (${pools[plan.runtime][what]})`,
      step: null,
      source: wordsOf(plan).pages.isolation,
    };
  },
};

type Started = { readonly what: 'thread' | 'process'; readonly many: number; readonly startMs: number };

function startedIn({ figures }: Session): Started | null {
  const threads = latestOf(figures, 'startedThreads');
  const threadMs = latestOf(figures, 'threadStartMs');
  if (threads !== null && threadMs !== null) return { what: 'thread', many: threads, startMs: threadMs };
  const processes = latestOf(figures, 'startedProcesses');
  const startMs = latestOf(figures, 'processStartMs') ?? processStartMs;
  return processes === null ? null : { what: 'process', many: processes, startMs };
}
