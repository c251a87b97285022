import { mostTasks } from '../../catalog/make-plan.ts';
import { count, duration } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import { shortestMs } from '../../session/processor.ts';
import type { Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { type Advice, advice } from '../step.ts';
import { anyWorkOf, fewestTasks, roundUp, workOf } from '../work.ts';

/** A run of this length is sampled often enough to tell how it went. */
const goodMs = 1000;
/** Nobody asks for more than this of a run that took a moment: a figure would only look silly. */
const mostTimes = 1000;

/** A verdict of its own: too short, or too few tasks. Rules on speed say nothing of such a run. */
export const notEnoughData: Rule = {
  id: 'not-enough-data',
  looksFor: 'runs that are too short, or have too few tasks, to measure speed',
  underLoad: 'times',
  // More tasks of which most fail tell no more of speed.
  unless: ['errors-by-kind'],
  find(evidence) {
    const { outcome } = evidence.summary;
    if (outcome !== 'completed' && outcome !== 'failed') return null;
    const work = anyWorkOf(evidence);
    if (!work || workOf(evidence)) return null;
    const { wallMs, times } = work;
    const short = wallMs < shortestMs;
    return {
      rule: this.id,
      severity: 'note',
      saw: short
        ? `It ran for ${duration(wallMs)}: too short to measure speed`
        : 'One task is too few to measure concurrency',
      figures: { wallMs, leastMs: shortestMs, tasks: times.begun, leastTasks: fewestTasks },
      why: short
        ? 'Chance decides so short a run: a time slice, a garbage collection, a cache.'
        : 'With one task nothing can overlap.',
      ...(short
        ? longer(wallMs, evidence.session.plan)
        : advice({ kind: 'tasks', to: 4 }, ' to see what can overlap')),
      source: sources.hyperfine,
    };
  },
};

/** As many more tasks as make a run of a second. Where all run at once, more of them at once would take no longer. */
function longer(wallMs: number, { tasks, concurrency }: Plan): Advice {
  const times = roundUp(goodMs / wallMs);
  const wanted = times * tasks;
  if (times > mostTimes || wanted > mostTasks)
    return advice({ kind: 'tasks', to: 'more' }, ': a run of a second is long enough');
  const all = tasks > 1 && concurrency >= tasks ? { atOnce: concurrency } : {};
  return advice({ kind: 'tasks', to: wanted, ...all }, `, about ${count(times)} × as many`);
}
