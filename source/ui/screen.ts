import type { Room } from '../catalog/make-plan.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Session } from '../session/state.ts';
import type { Size } from './draw.ts';
import type { LabState } from './lab-state.ts';
import type { Runs } from './runner.ts';
import type { Theme } from './theme.ts';

/** What the terminal and the machine are like; shown in the header. */
export type Environment = {
  /** `node 24.21` */
  readonly runtime: string;
  readonly effectiveCores: number;
  /** Over ssh. */
  readonly remote: boolean;
  readonly colour: boolean;
  readonly unicode: boolean;
};

/** Everything a frame is made of. */
export type Screen = {
  readonly size: Size;
  readonly state: LabState;
  readonly runs: Runs;
  readonly workloads: readonly WorkloadCard[];
  readonly room: Room;
  readonly environment: Environment;
  readonly theme: Theme;
};

/** The session to draw: the one that was held, or the live one. */
export function shownSession({ state, runs }: Pick<Screen, 'state' | 'runs'>): Session | null {
  return state.pause.kind === 'paused' ? state.pause.session : runs.session;
}

/** The card of the chosen workload. */
export function chosenCard({ state, workloads }: Pick<Screen, 'state' | 'workloads'>): WorkloadCard {
  return workloads.find((card) => card.id === state.chosen.workload) ?? workloads[0]!;
}
