import type { Choice, Room } from '../../../catalog/make-plan.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Session } from '../../../session/state.ts';
import type { Schedule } from '../../../session/store.ts';
import type { Environment } from '../../environment.ts';
import type { Launch } from '../../start-engine.ts';

/** All the lab needs from outside: it starts no process, reads no clock and no environment itself. */
export type LabServices = {
  workloads: readonly WorkloadCard[];
  room: Room;
  launch: Launch;
  /** A tick of the frame rate. */
  schedule: Schedule;
  environment: Environment;
  /** What to choose at first, and whether to run it at once. */
  initial: { choice: Choice & { workload?: string }; autostart: boolean };
  /** Told of every choice that was run, to be remembered. */
  onChoice(choice: Choice & { workload: string }): void;
  /** Told of every session that changed, so that the caller can print the summary after leaving. */
  onSession(session: Session): void;
  /** First painted frame. */
  onReady?(): void;
};
