import type { Survey } from '../../../catalog/interpreters.ts';
import type { Result } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import { runCommand, wishOf } from '../../../catalog/wish.ts';
import { cardOf, type WorkloadCard, workloadsIn } from '../../../catalog/workloads.ts';
import type { Plan } from '../../../protocol/plan.ts';
import type { Session } from '../../../session/state.ts';
import type { Theme } from '../../theme.ts';
import { whyNoPython } from '../shared/runtimes.ts';
import { firstOf, planOf } from './choice.ts';
import type { Runs } from './runs.ts';
import type { LabState } from './state.ts';

/** Everything the lab's picture and keys depend on, but the size. */
export type Snapshot = {
  readonly state: LabState;
  readonly runs: Runs;
  /** Those of all runtimes. */
  readonly workloads: readonly WorkloadCard[];
  /** The interpreters that were found; null while they are looked for. */
  readonly survey: Survey | null;
  readonly room: Room;
  readonly theme: Theme;
};

/** The session to draw: the one that was held, or the live one. */
export function shownSession({ state, runs }: Pick<Snapshot, 'state' | 'runs'>): Session | null {
  return state.pause.kind === 'paused' ? state.pause.session : runs.session;
}

/** What would run now where that is not the run on the screen once more: its plan, or why there is none. */
export function nextRun(snapshot: Snapshot): Result<Plan> | null {
  const session = shownSession(snapshot);
  if (!session) return null;
  const next = chosenPlan(snapshot);
  return next.value && isSame(next.value, session.plan) ? null : next;
}

/** Whether two plans do the same, by the words that ask for them: an engine may name the fields in another order. */
const isSame = (one: Plan, other: Plan) => runCommand(wishOf(one)) === runCommand(wishOf(other));

/** What Enter would run, or why it cannot. */
export function chosenPlan(snapshot: Snapshot): Result<Plan> {
  const { chosen } = snapshot.state;
  if (chosen.runtime === 'python' && chosen.interpreter === null) return whyNoPython(snapshot.survey);
  return planOf(chosen, chosenCard(snapshot), snapshot.room);
}

/** The workloads to choose from: those of the chosen runtime. */
export function workloadsFor({ state, workloads }: Pick<Snapshot, 'state' | 'workloads'>): WorkloadCard[] {
  return workloadsIn(state.chosen.runtime, workloads);
}

/** The card of the chosen workload. */
export function chosenCard(snapshot: Pick<Snapshot, 'state' | 'workloads'>): WorkloadCard {
  return cardOf(snapshot.state.chosen, snapshot.workloads) ?? firstOf(workloadsFor(snapshot));
}
