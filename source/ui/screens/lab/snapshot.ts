import type { Room } from '../../../catalog/room.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Session } from '../../../session/state.ts';
import type { Theme } from '../../theme.ts';
import type { Runs } from './runs.ts';
import type { LabState } from './state.ts';

/** Everything the lab's picture and keys depend on, but the size. */
export type Snapshot = {
  readonly state: LabState;
  readonly runs: Runs;
  readonly workloads: readonly WorkloadCard[];
  readonly room: Room;
  readonly theme: Theme;
};

/** The session to draw: the one that was held, or the live one. */
export function shownSession({ state, runs }: Pick<Snapshot, 'state' | 'runs'>): Session | null {
  return state.pause.kind === 'paused' ? state.pause.session : runs.session;
}

/** The card of the chosen workload. */
export function chosenCard({ state, workloads }: Pick<Snapshot, 'state' | 'workloads'>): WorkloadCard {
  return workloads.find((card) => card.id === state.chosen.workload) ?? workloads[0]!;
}
