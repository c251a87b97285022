import { count, duration } from '../format.ts';
import { shortestMs } from '../session/processor.ts';
import type { Rule } from './finding.ts';
import { sources } from './sources.ts';
import { type Advice, advice } from './step.ts';
import { anyWorkOf, fewestTasks, roundUp, workOf } from './work.ts';

/** A run of this length is sampled often enough to tell how it went. */
const goodMs = 1000;
/** Nobody asks for more than this of a run that took a moment: a figure would only look silly. */
const mostTimes = 1000;

/** A verdict of its own: too short, or too few tasks. Rules on speed say nothing of such a run. */
export const notEnoughData: Rule = {
  id: 'not-enough-data',
  looksFor: 'runs too short, or of too few tasks, to say anything of speed',
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
        ? `It ran for ${duration(wallMs)}: too short to say anything of speed`
        : 'One task says nothing of concurrency',
      figures: { wallMs, leastMs: shortestMs, tasks: times.begun, leastTasks: fewestTasks },
      why: 'In so little, chance decides: a time slice, a garbage collection, a cache.',
      ...(short ? longer(wallMs) : advice({ kind: 'tasks', to: 4 }, ', to see what can overlap')),
      source: sources.hyperfine,
    };
  },
};

/** Not in tasks: they may be as many as the work has by its nature, or as memory has room for. */
function longer(wallMs: number): Advice {
  const times = roundUp(goodMs / wallMs);
  const much = times <= mostTimes ? `${count(times)} times the work` : 'far more work';
  return advice({ kind: 'tasks', to: 'more' }, `, ${much}: a run of a second says more`);
}
