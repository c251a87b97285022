import { mostTasks } from '../../catalog/make-plan.ts';
import { modelCard, sharesLoop, staysOnLoop, wordsOf } from '../../catalog/models.ts';
import { runCommand, wishOf } from '../../catalog/wish.ts';
import { count, percent } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import { offLoopCores } from '../../session/processor.ts';
import type { Rule } from '../finding.ts';
import { roomFor } from '../room-for-more.ts';
import { type Advice, advice } from '../step.ts';
import { coresAreFull, mayBeChildren, waitsForOthers } from '../task-limit.ts';
import { occupiedRatio, roomyCores, roundUp, workOf } from '../work.ts';

/** On average: so many that as many threads would be felt. */
const leastAtOnce = 10;

/** As it should be: one loop waits for many tasks at once, and has time to spare. */
export const waitingIsFree: Rule = {
  id: 'waiting-is-free',
  looksFor: 'one loop that waits for many tasks at once',
  underLoad: 'silent',
  unless: [
    'errors-by-kind',
    'loop-blocked',
    'libuv-saturated',
    'sockets-wait',
    'executor-waits',
    'limit-elsewhere',
    'no-gain-from-async',
  ],
  find(evidence) {
    const { plan } = evidence.session;
    const work = workOf(evidence);
    const cpuMs = work?.lanes[0]?.cpuMs ?? null;
    const model = modelCard(plan);
    if (!sharesLoop(model) || !staysOnLoop(model) || !work || cpuMs === null) return null;
    const cpuRatio = cpuMs / work.wallMs;
    const atOnce = occupiedRatio(work);
    if (atOnce < leastAtOnce || cpuRatio > roomyCores) return null;
    // What libuv's threads compute meanwhile, or processes that tasks start, is no waiting, however little the loop does.
    const besideCores = offLoopCores(evidence.summary);
    if (besideCores === null || besideCores > roomyCores || coresAreFull(evidence)) return null;
    if (mayBeChildren(evidence.session) || waitsForOthers(evidence)) return null;
    const before = Math.min(plan.concurrency, plan.tasks);
    if (!roomFor(evidence.session, before, moreAtOnce(plan) / before)) return null;
    const { waiter } = wordsOf(plan);
    return {
      rule: this.id,
      severity: 'good',
      saw: `One loop waited for ${count(atOnce)} tasks at once and was busy ${percent(cpuRatio)} of the time`,
      figures: { atOnce, cpuRatio },
      why: `${waiter.one} that waits needs about ${waiter.takes} and no thread.`,
      ...next(plan),
      source: wordsOf(plan).pages.eventLoop,
    };
  },
};

/** So many times as much: enough to see that it costs nothing. */
const timesMore = 10;

/** More at once: that is what costs nothing. Where all run at once, it takes more tasks. */
function next(plan: Plan): Advice {
  const why = ': waiting costs no CPU';
  if (plan.ratePerSecond !== null) {
    const ratePerSecond = roundUp(plan.ratePerSecond * timesMore);
    const command = runCommand({ ...wishOf(plan), tasks: undefined, ratePerSecond });
    return { next: `Raise the rate to ${count(ratePerSecond)}/s${why}`, step: { kind: 'command', command } };
  }
  return advice(
    plan.concurrency < plan.tasks
      ? { kind: 'at-once', to: moreAtOnce(plan) }
      : { kind: 'tasks', to: moreAtOnce(plan) },
    why,
  );
}

const moreAtOnce = ({ concurrency, tasks }: Plan) =>
  concurrency < tasks
    ? Math.min(tasks, roundUp(concurrency * timesMore))
    : Math.min(mostTasks, roundUp(tasks * timesMore));
