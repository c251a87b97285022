import type { ModelTraits } from '../../catalog/cards.ts';
import {
  isSerial,
  laneCard,
  loopWithPool,
  type ModelOf,
  modelCard,
  modelLike,
  oneLoop,
  ownProcesses,
  ownsLanes,
  ownThreads,
  sideBySide,
  staysOnLoop,
} from '../../catalog/models.ts';
import { oneCoreAdvice, twoCores } from '../../catalog/room.ts';
import { runtimeCard } from '../../catalog/runtimes/index.ts';
import type { Finding } from '../../findings/finding.ts';
import { findingsOf } from '../../findings/index.ts';
import { memoryNearLimit } from '../../findings/rules/memory-near-limit.ts';
import { type Advice, type Change, withHow } from '../../findings/step.ts';
import { computes } from '../../findings/work.ts';
import { cores, plural } from '../../format.ts';
import type { Outcome } from '../../protocol/events.ts';
import type { Interpreter, ModelId, RuntimeId } from '../../protocol/plan.ts';
import type { Session } from '../../session/state.ts';
import { outline } from '../../session/summary.ts';

/** What decides on the advice after a run that no finding tells how to go on from. */
export type Facts = ModelOf & {
  interpreter: Interpreter | null;
  outcome: Outcome;
  failed: number;
  /** Whether it was a person's own work of which no task ended. */
  hangs: boolean;
  checkFailed: boolean;
  /** Whether its tasks computed rather than waited; null when that was not measured. */
  computing: boolean | null;
  atOnce: number;
  tasks: number;
  effectiveCores: number;
  /** The model of the run before, where it did the same work. */
  before: ModelId | null;
};

/** One line on what to try next; the digit in it is the key that does it. */
export function advise(facts: Facts): string {
  const { outcome, failed, hangs, checkFailed, computing, atOnce, tasks, effectiveCores, before } = facts;
  const { models, baseline } = runtimeCard(facts.runtime);
  const model = modelCard(facts);
  const threads = modelLike(facts, ownThreads);
  const apart = modelLike(facts, sideBySide(facts));
  const named = (id: ModelId) => `${id} (${modelKey({ runtime: facts.runtime, model: id })})`;
  const like = (traits: Partial<ModelTraits>) => named(modelLike(facts, traits));
  const others = `another model (1-${models.length}`;
  const { crashesAlone } = laneCard(facts);
  if (outcome === 'crashed') {
    return crashesAlone
      ? 'Press o to read the reason in what it printed'
      : `Try ${like(ownProcesses)}: a crash there ends one child process, not the run`;
  }
  if (outcome === 'cancelled') return 'Press n to change its options: fewer tasks, or smaller ones';
  if (outcome === 'timed-out' && hangs)
    return 'No task ended. Check that your function returns, and what it waits for';
  if (outcome === 'timed-out') return `Try fewer tasks (n), or ${others})`;
  if (failed > 0)
    return `${plural(failed, 'task')} failed: type /failed and press Enter three times to see an error`;
  if (checkFailed) return 'The results are wrong: updates of shared data may have been lost';
  if (computing === null) return `Run the same work under ${others}, then r) and compare`;
  if (!computing) {
    if (isSerial(model) && tasks > 1)
      return `It mostly waited: try ${like(oneLoop)}, which waits for all tasks at once`;
    if (ownsLanes(model)) {
      return atOnce < tasks
        ? `Its ${plural(atOnce, 'lane')} mostly waited: try ${like(oneLoop)}, where waiting needs no lane`
        : `It mostly waited: try ${like(oneLoop)}, which needs less memory`;
    }
    return before === threads
      ? 'Try ten times as many tasks (n): waiting costs no CPU'
      : `Try ${named(threads)} to see what lanes that wait cost`;
  }
  if (effectiveCores < twoCores) return oneCoreAdvice;
  if (staysOnLoop(model)) return `It computed on 1 of ${cores(effectiveCores)} cores: try ${named(apart)}`;
  if (atOnce < Math.floor(effectiveCores))
    return `Only ${atOnce} at once on ${cores(effectiveCores)} cores: try more (n)`;
  if (crashesAlone && apart === threads)
    return before === threads
      ? `Try ${like(loopWithPool)}, or ${named(baseline)} as a baseline`
      : `Try ${named(threads)}: the same cores with less memory`;
  return before === baseline && !crashesAlone
    ? `Try ${like(ownProcesses)}: the same cores, and a crash ends only one child`
    : `Try ${named(baseline)} as a baseline`;
}

/** The key that chooses a model in the lab. */
function modelKey({ runtime, model }: ModelOf): string {
  return String(runtimeCard(runtime).models.findIndex(({ id }) => id === model) + 1);
}

/**
 * The finding whose next step is the one to take. Not of what is as it should be: there the run before decides what is
 * worth a look. The figures of a run that crashed end in the middle: only what may have ended it counts. Where tasks
 * failed, why they did comes before what would make them faster.
 */
export function leadingFinding(session: Session): Finding | null {
  const crashed = session.ended?.outcome === 'crashed';
  const failed = session.tasks.counts.failed > 0;
  const leads = ({ rule, severity }: Finding) =>
    crashed ? rule === memoryNearLimit.id : failed ? severity === 'problem' : severity !== 'good';
  return findingsOf(session).find(leads) ?? null;
}

/** The line with the key that takes its step. */
export function withKey(advice: Advice, runtime: RuntimeId): string {
  return withHow(advice, (step) => keyOf(step, runtime));
}

/** The key that makes a change in the lab; null where it makes none. */
function keyOf(step: Change, runtime: RuntimeId): string | null {
  switch (step.kind) {
    case 'model':
      return modelKey({ runtime, model: step.model });
    case 'again':
      // What r runs then is said beside the keys.
      return null;
    default:
      return 'n';
  }
}

/** The advice for a run that ended. */
export function nextStep(session: Session, previous: Session | null, effectiveCores: number): string {
  const leading = leadingFinding(session);
  if (leading) return withKey(leading, session.plan.runtime);
  const { plan, ended, tasks, check } = session;
  return advise({
    runtime: plan.runtime,
    interpreter: plan.interpreter,
    model: plan.model,
    outcome: ended?.outcome ?? 'completed',
    failed: tasks.counts.failed,
    hangs: plan.module !== null && tasks.counts.done + tasks.counts.failed === 0,
    checkFailed: check?.ok === false,
    computing: computes({ session, summary: outline(session) }),
    atOnce: plan.concurrency,
    tasks: plan.tasks,
    effectiveCores,
    before: previous?.plan.workload === plan.workload ? previous.plan.model : null,
  });
}
