import type { Question } from '../../answer/step.ts';
import type { Survey } from '../../catalog/interpreters.ts';
import type { OwnFiles } from '../../catalog/own-files.ts';
import type { Room } from '../../catalog/room.ts';
import type { Choice } from '../../catalog/wish.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { CallableOf } from '../../findings/measure-words.ts';
import type { At, Exported, RanBy } from '../../harness/harness.ts';
import type { Programs } from '../../protocol/observation.ts';
import type { Interpreter, Plan } from '../../protocol/plan.ts';
import type { Source } from '../../protocol/source.ts';
import type { Session } from '../../session/state.ts';
import type { Schedule } from '../../session/store.ts';
import type { Keeper } from '../../table/keeper.ts';
import type { Environment } from '../environment.ts';
import type { ScreenArgument, ScreenId } from '../screens/screen.ts';

/** All the app needs from outside: it starts no process, reads no clock and no environment itself. */
export type AppServices = {
  workloads: readonly WorkloadCard[];
  room: Room;
  /** What runs a plan. */
  sourceOf(plan: Plan): Source;
  /** A tick of the frame rate. */
  schedule: Schedule;
  environment: Environment;
  keeper: Keeper;
  files: OwnFiles;
  /** Looks for the interpreters of this machine; takes a moment, and is asked once, after the first frame. */
  interpreters(): Promise<Survey>;
  /** Looks at the machine before a person's work is measured. */
  lookBefore(budgetMs: number, interpreter: Interpreter | null): Promise<Question['before']>;
  /** The programs of this machine. */
  programs: Programs;
  /** Puts text on the clipboard of the terminal. */
  copy(text: string): void;
  /** Writes a file that calls one of these functions; throws a line for people. */
  exportHarness(places: readonly At[], ranBy: RanBy): Exported;
  /** What that would call; null: none of their files can be read. */
  readonly callableOf: CallableOf;
  /** Milliseconds since 1970. */
  now(): number;
  /** What the lab has chosen at first, and whether to run it at once. */
  initial: { choice: Choice & { workload?: string }; autostart: boolean };
  /** The screen to begin with; null for the lab. */
  opening: { readonly screen: ScreenId; readonly argument: ScreenArgument } | null;
  /** First painted frame. */
  onReady?(): void;
  /** Told of every choice that was run in the lab, to be remembered. */
  onChoice(choice: Choice & { workload: string }): void;
  /** Told of every session of the lab that changed, so that the caller can print the summary after leaving. */
  onSession(session: Session): void;
  /** Told on leaving, by whatever way, what is to stay on the normal screen; null where the lab's last run says it. */
  onParting(rows: readonly string[] | null): void;
};
