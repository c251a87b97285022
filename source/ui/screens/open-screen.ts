import type { Room } from '../../catalog/make-plan.ts';
import type { Wish } from '../../catalog/wish.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Session } from '../../session/state.ts';
import type { Summary } from '../../session/summary.ts';
import type { Size } from '../draw.ts';
import type { Term } from '../terms.ts';
import type { Theme } from '../theme.ts';
import type { Environment } from './lab/screen.ts';

/** The screens beside the lab. Each is a folder here with an `index.ts` that exports `createScreen`. */
export type ScreenId = 'guide' | 'compare' | 'table' | 'models' | 'tour' | 'claims';

/** What some keys do on a screen right now. The footer, the help overlay and the keys themselves come from it. */
export type ScreenKey = {
  /** Names of keys, separated by spaces, as `keyNames` of keys.ts makes them: `up k`, `enter`, `p`. */
  readonly keys: string;
  /** The keys as people read them. */
  readonly shown: string;
  /** One or two words for the footer; empty: not in the footer. */
  readonly hint: string;
  /** One line for the help. */
  readonly help: string;
  /** `size`: of the body. */
  press(key: string, size: Size): void;
};

/** A screen that is open. It keeps its own state outside of React and says through `changed` that it has another. */
export type OpenScreen = {
  /** The second row of the header: what this is about, now. */
  subtitle(width: number): string;
  /** The body: rows, which the frame cuts and fills to exactly that size. */
  draw(size: Size): string[];
  /** What keys do now, the most useful first. `s`, `?`, `q` and `ctrl-c` belong to the frame. */
  keys(): readonly ScreenKey[];
  /** What its figures and signs mean, for the help. */
  readonly terms?: readonly Term[];
  /** Rows that stay on the normal screen when the person quits from here; null where there is nothing to keep. */
  parting?(): readonly string[] | null;
  /** Called when the person comes back to it, with what they came for. */
  enter?(argument: ScreenArgument): void;
};

/** What a screen can be opened with; each screen looks at what concerns it. */
export type ScreenArgument = {
  /** The work to compare, or to measure for the guide. */
  readonly wish?: Wish;
  readonly models?: readonly string[];
  readonly runs?: number;
  /** Start at once. */
  readonly start?: boolean;
  /** A part of the screen: a model's card, a claim, a chapter. */
  readonly at?: string;
  /** The guide: answers given already. */
  readonly answers?: Readonly<Record<string, string>>;
};

/** Runs one after another, each in a fresh engine. One batch at a time, and none while the lab runs something. */
export type Batch = {
  readonly plans: readonly Plan[];
  /** Of the runs that ended so far, in the order of the plans. */
  readonly summaries: readonly Summary[];
  /** The run under way; null before the first, between two, and at the end. */
  readonly current: Session | null;
  /** `stopped`: by the person, before all had run. */
  readonly state: 'running' | 'done' | 'stopped';
};

export type Batches = {
  /** Starts runs; `onChange` hears of every change, at most once a frame. Returns why not in one line, or null. */
  start(plans: readonly Plan[], onChange: (batch: Batch) => void): string | null;
  /** Ends the run under way at once and starts no more. */
  stop(): void;
  readonly running: boolean;
};

/** A value that outlives the program, by name: measured cells of the table. JSON; null where there is none. */
export type Keeper = {
  /** This machine in a few words, so that a value from another can be told; absent where nobody knows. */
  readonly machine?: string;
  read(name: string): unknown;
  write(name: string, value: unknown): void;
};

/** All a screen may use from outside of itself. */
export type ScreenServices = {
  readonly theme: Theme;
  readonly environment: Environment;
  readonly room: Room;
  readonly workloads: readonly WorkloadCard[];
  readonly batches: Batches;
  readonly keeper: Keeper;
  /** Milliseconds since 1970, asked when something was measured: screens have no clock of their own. */
  now(): number;
  /** What is chosen in the lab. */
  chosen(): Wish;
  goTo(screen: ScreenId | 'lab', argument?: ScreenArgument): void;
  /** Goes to the lab with that choice, and runs it if asked to. */
  openInLab(wish: Wish, run: boolean): void;
  /** One line at the bottom, until the next key. */
  say(text: string): void;
};

export type CreateScreen = (
  services: ScreenServices,
  changed: () => void,
  argument: ScreenArgument,
) => OpenScreen;
