import { plural, seconds } from '../format.ts';
import type { Outcome } from '../protocol/events.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import { takenByOthers } from '../session/summary.ts';
import { summaryOf } from './panes/summary-cache.ts';

/** What decides on the advice after a run. */
export type Facts = {
  model: ModelId;
  outcome: Outcome;
  failed: number;
  checkFailed: boolean;
  /** Whether its tasks computed rather than waited; null when that was not measured. */
  computing: boolean | null;
  frozenMs: number;
  /** What froze it: one task that held the loop, or many that each took a little; null when it was not frozen. */
  heldBy: 'task' | 'many' | null;
  /** Share of its time that others took from it; null when too little to matter. */
  takenByOthers: number | null;
  atOnce: number;
  tasks: number;
  effectiveCores: number;
  /** The model of the run before, where it did the same work. */
  before: ModelId | null;
};

/** A lane that used this share of a core or more was computing; a waiting one uses next to nothing. */
const computingShare = 0.5;
/** A loop frozen for less than this in all was held by start-up noise, not by a task. */
const feltFreezeMs = 50;

/** One line on what to try next; the digit in it is the key that does it. */
export function advise(facts: Facts): string {
  const { model, outcome, failed, checkFailed, computing, frozenMs, atOnce, tasks, effectiveCores, before } =
    facts;
  if (outcome === 'crashed') {
    return model === 'processes'
      ? 'See Output for why; r runs it again'
      : 'Try processes (4): a crash there takes one child, not the run';
  }
  if (outcome === 'cancelled') return 'r runs it again; n changes the numbers first';
  if (outcome === 'timed-out') return 'Try fewer tasks (n), or another model (1-5)';
  if (failed > 0) return `${plural(failed, 'task')} failed: type /failed, then Enter for the error`;
  if (checkFailed) return 'The results are wrong: what the tasks share may have been lost between them';
  const shared = model === 'async' || model === 'hybrid';
  if (shared && frozenMs >= feltFreezeMs && facts.heldBy === 'many') {
    return `So many at once held the loop for ${seconds(frozenMs)}: fewer at once (n) keep it free`;
  }
  if (shared && frozenMs >= feltFreezeMs) {
    return `The loop stood still for ${seconds(frozenMs)} and nothing else could run: try threads (3)`;
  }
  if (computing === null) return 'Run the same work under another model (1-5, then r) and compare';
  if (!computing) {
    if (model === 'sequential' && tasks > 1)
      return 'It mostly waited: try async (2), which waits for all of them at once';
    if (model === 'threads' || model === 'processes') {
      return atOnce < tasks
        ? `Its ${plural(atOnce, 'lane')} mostly waited: try async (2), where waiting is free`
        : 'It waited: try async (2), the same for less memory';
    }
    return before === 'threads'
      ? 'Try ten times the tasks (n): waiting costs no CPU'
      : 'Try it under threads (3) to see what waiting lanes cost';
  }
  if (facts.takenByOthers !== null) {
    const share = Math.round(facts.takenByOthers * 100);
    return `It queued for a core ${share} % of the time: others use this machine; r again when it is quiet`;
  }
  if (effectiveCores <= 1) return 'One core is all there is: no model computes faster here';
  if (model === 'sequential' || model === 'async')
    return `It computed on one core of ${effectiveCores.toFixed(2)}: try threads (3)`;
  if (atOnce < Math.floor(effectiveCores))
    return `Only ${atOnce} at once on ${effectiveCores.toFixed(2)} cores: try more (n)`;
  if (model === 'processes')
    return before === 'threads'
      ? 'Try hybrid (5), or sequential (1) as a baseline'
      : 'Try threads (3): the same cores for less memory';
  return before === 'sequential'
    ? 'Try processes (4): the same cores, each child on its own'
    : 'Try sequential (1) for the baseline it has to beat';
}

/** A loop that computed for this share of the run or more was held by computing, whoever did it. */
const heldShare = 0.85;

function heldBy({ loop }: Session, busyCores: number | null): Facts['heldBy'] {
  if (loop.freezeCount === 0) return null;
  const byOne = loop.freezes.some((freeze) => freeze.task !== null) || (busyCores ?? 0) >= heldShare;
  return byOne ? 'task' : 'many';
}

/** The advice for a run that ended. */
export function nextStep(session: Session, previous: Session | null, effectiveCores: number): string {
  const { plan, ended, tasks, loop, check } = session;
  const busy = summaryOf(session).cpu.busyCores;
  const lanes =
    plan.model === 'sequential' || plan.model === 'async' ? 1 : Math.min(plan.concurrency, effectiveCores);
  return advise({
    model: plan.model,
    outcome: ended?.outcome ?? 'completed',
    failed: tasks.counts.failed,
    checkFailed: check?.ok === false,
    computing: busy === null ? null : busy >= computingShare * lanes,
    frozenMs: loop.frozenMs,
    heldBy: heldBy(session, busy),
    takenByOthers: takenByOthers(summaryOf(session)),
    atOnce: plan.concurrency,
    tasks: plan.tasks,
    effectiveCores,
    before: previous?.plan.workload === plan.workload ? previous.plan.model : null,
  });
}
