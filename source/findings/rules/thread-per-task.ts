import { wordsOf } from '../../catalog/models.ts';
import { runtimeCard } from '../../catalog/runtimes/index.ts';
import { count, duration, percent, plural } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import type { Measured } from '../../protocol/units.ts';
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

/** Of what stays and is given all tasks. */
const pools: Readonly<Record<RuntimeId, Readonly<Record<'thread' | 'process', string>>>> = {
  node: { thread: 'piscina, workerpool', process: 'a pool of child processes' },
  python: { thread: 'ThreadPoolExecutor', process: 'ProcessPoolExecutor' },
};

/** A thread, a process or a program that is started for each task: a good part of what it does is to start. */
export const threadPerTask: Rule = {
  id: 'thread-per-task',
  looksFor: 'a thread, process or program that your code starts for each task',
  underLoad: 'times',
  find(evidence) {
    const { session, summary } = evidence;
    const { plan } = session;
    const work = workOf(evidence);
    if (!work || plan.module === null) return null;
    const { begun, sumMs } = work.times;
    const each = startedIn(session).filter(({ many }) => many >= Math.max(fewest, leastEach * begun));
    const [dearest] = each.sort((a, b) => b.many * b.startMs - a.many * a.startMs);
    if (!dearest) return null;
    const { many, what, startMs } = dearest;
    const startRatio = Math.min(1, (startMs * many) / sumMs);
    if (startRatio < leastStart) return null;
    const unit = what === 'program' ? 'programs' : runtimeCard(plan.runtime).lanes[what].unit;
    const lanes = lanesFor(summary.cpu.effectiveCores ?? 1);
    const forEach = Math.max(1, Math.round(many / begun));
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Your code started ${count(many)} ${unit} for ${plural(begun, 'task')}, ${forEach === 1 ? 'one' : count(forEach)} for each`,
      figures: { started: many, tasks: begun, startMs, startRatio, taskMs: sumMs / begun },
      why: `Starting one takes about ${duration(startMs)}: in all ${percent(startRatio)} of the time of the tasks.`,
      next:
        what === 'program'
          ? 'Give one program many tasks, or call a library in its place'
          : `Start ${count(lanes)} ${unit} once and give them all tasks (${pools[plan.runtime][what]})`,
      step: null,
      source: wordsOf(plan).pages.isolation,
    };
  },
};

type Started = {
  readonly what: 'thread' | 'process' | 'program';
  readonly many: number;
  readonly startMs: number;
};

function startedIn({ figures }: Session): Started[] {
  const latest = (what: Started['what'], many: string, startMs: string, otherwise: Measured): Started[] => {
    const [started, ms] = [latestOf(figures, many), latestOf(figures, startMs) ?? otherwise];
    return started === null || ms === null ? [] : [{ what, many: started, startMs: ms }];
  };
  return [
    ...latest('thread', 'startedThreads', 'threadStartMs', null),
    ...latest('process', 'startedProcesses', 'processStartMs', processStartMs),
    ...latest('program', 'startedPrograms', 'programStartMs', null),
  ];
}
