import type { Question } from '../../answer/step.ts';
import type { Survey } from '../../catalog/interpreters.ts';
import type { OwnFiles } from '../../catalog/own-files.ts';
import type { Room } from '../../catalog/room.ts';
import type { Wish } from '../../catalog/wish.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { CallableOf } from '../../findings/measure-words.ts';
import type { At, Exported, RanBy } from '../../harness/harness.ts';
import type { Observation, Programs } from '../../protocol/observation.ts';
import type { Interpreter } from '../../protocol/plan.ts';
import type { Watching } from '../../runner/watching.ts';
import type { Keeper } from '../../table/keeper.ts';
import type { Batches } from '../batches.ts';
import type { Environment } from '../environment.ts';
import type { Theme } from '../theme.ts';
import type { OpenScreen, ScreenArgument, ScreenId } from './screen.ts';

/** All a screen may use from outside of itself. */
export type ScreenServices = {
  readonly theme: Theme;
  readonly environment: Environment;
  readonly room: Room;
  /** The person's own first. One list for all screens: a file that is opened joins it. */
  readonly workloads: readonly WorkloadCard[];
  readonly batches: Batches;
  /** Looks at the machine before a person's work is measured, and waits for it to be quiet for a part of that budget. */
  lookBefore(budgetMs: number, interpreter: Interpreter | null): Promise<Question['before']>;
  readonly keeper: Keeper;
  /** The person's files. */
  readonly files: OwnFiles;
  /** The interpreters of this machine; null while they are looked for. */
  survey(): Survey | null;
  /** Puts a module that was opened in the list of workloads; its id there. */
  join(card: WorkloadCard): string;
  /** The programs of this machine. */
  readonly programs: Programs;
  /** Watches a program from now on; `changed` hears of every change, at most once a frame. */
  watch(observation: Observation, changed: () => void): Watching;
  /** Writes a file that calls one of these functions, the innermost that can be called; throws a line for people. */
  exportHarness(places: readonly At[], ranBy: RanBy): Exported;
  /** What that would call; null: none of their files can be read. */
  readonly callableOf: CallableOf;
  /** Milliseconds since 1970, asked when something was measured: screens have no clock of their own. */
  now(): number;
  /** What is chosen in the lab. */
  chosen(): Wish;
  goTo(screen: ScreenId, argument?: ScreenArgument): void;
  /** Goes to the lab with that choice, and runs it if asked to. */
  openInLab(wish: Wish, run: boolean): void;
  /** Puts text on the clipboard of the terminal, where that allows it; nobody is told whether it did. */
  copy(text: string): void;
  /** One line at the bottom, until the next key; with `holds`, no longer than that is true. */
  say(text: string, holds?: () => boolean): void;
};

/** Opens a screen; it calls `changed` whenever it has another picture. */
export type CreateScreen = (
  services: ScreenServices,
  changed: () => void,
  argument: ScreenArgument,
) => OpenScreen;
