import { said } from '../catalog/costs.ts';
import { mostTasks } from '../catalog/make-plan.ts';
import { modelCard, sharesLoop, staysOnLoop, wordsOf } from '../catalog/models.ts';
import { count, percent } from '../format.ts';
import { offLoopCores } from '../session/processor.ts';
import type { Rule } from './finding.ts';
import { advice } from './step.ts';
import { occupiedRatio, roomyCores, roundUp, workOf } from './work.ts';

/** On average: so many that as many threads would be felt. */
const leastAtOnce = 10;

/** As it should be: one loop waits for many tasks at once, and has time to spare. */
export const waitingIsFree: Rule = {
  id: 'waiting-is-free',
  looksFor: 'one loop that waits for many tasks at once',
  underLoad: 'silent',
  unless: ['loop-blocked', 'libuv-saturated', 'no-gain-from-async'],
  find(evidence) {
    const { plan } = evidence.session;
    const work = workOf(evidence);
    const cpuMs = work?.lanes[0]?.cpuMs ?? null;
    const model = modelCard(plan);
    if (!sharesLoop(model) || !staysOnLoop(model) || !work || cpuMs === null) return null;
    const cpuRatio = cpuMs / work.wallMs;
    const atOnce = occupiedRatio(work);
    if (atOnce < leastAtOnce || cpuRatio > roomyCores) return null;
    // What libuv's threads compute meanwhile is no waiting, however little the loop does.
    const besideCores = offLoopCores(evidence.summary);
    if (besideCores === null || besideCores > roomyCores) return null;
    const tasks = Math.min(mostTasks, roundUp(plan.tasks * 10));
    return {
      rule: this.id,
      severity: 'good',
      saw: `One loop waited for ${count(atOnce)} tasks at once and was busy ${percent(cpuRatio)} of the time`,
      figures: { atOnce, cpuRatio },
      why: `${wordsOf(plan).waiter.one} that waits needs about ${said.promise} and no thread.`,
      ...advice({ kind: 'tasks', to: tasks }, ': waiting costs no CPU'),
      source: wordsOf(plan).pages.eventLoop,
    };
  },
};
