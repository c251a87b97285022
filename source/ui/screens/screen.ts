import type { Question } from '../../answer/step.ts';
import type { By } from '../../catalog/by.ts';
import type { Where } from '../../catalog/where.ts';
import type { Wish } from '../../catalog/wish.ts';
import type { Side } from '../../comparison/side-wishes.ts';
import type { Attaching, Observation } from '../../protocol/observation.ts';
import type { Size } from '../draw.ts';
import type { Term } from '../terms.ts';

/** All screens. Each is a folder here with an `index.ts` that exports `createScreen`. */
export type ScreenId = 'lab' | 'guide' | 'compare' | 'table' | 'models' | 'tour' | 'claims' | 'watch';

/** What some keys do on a screen right now. The footer, the help overlay and the keys themselves come from it. */
export type ScreenKey = {
  /** Names of keys, separated by spaces, as `keyNames` makes them: `up k`, `enter`, `p`. */
  readonly keys: string;
  /** The keys as people read them. */
  readonly shown: string;
  /** One or two words for the footer; empty: not in the footer. */
  readonly hint: string;
  /**
   * Which hints leave first where the footer is too narrow: 0 never, as `?` leads to all others; 1 what people need at once; 2
   * what they use most; absent: 3.
   */
  readonly rank?: 0 | 1 | 2;
  /** One line for the help. */
  readonly help: string;
  /** `size`: of the body. */
  press(key: string, size: Size): void;
};

/** Keys in the help, under a title where a screen has several such parts. */
export type HelpPart = {
  readonly title: string | null;
  readonly keys: readonly Pick<ScreenKey, 'shown' | 'help'>[];
};

/** What the first row tells besides where one is. */
export type Heading = {
  /** What Heddle could not keep up with: small print, as nobody has to do anything about it. */
  readonly lost: string | null;
  /** That the picture is held: in the stead of the screens' names. */
  readonly held: string | null;
  /** What ran that which is shown, in the stead of what would run now: `node 24.21`; null where nothing did. */
  readonly runtime: string | null;
  /** A figure behind those of the machine. */
  readonly figure: string | null;
};

/** A row in which text is typed: every character that is no key of the screen is a part of it. */
export type Prompt = { readonly row: string; type(character: string): void };

/**
 * A screen that is open. It keeps its own state outside of React and says through `changed` that it has another.
 * `small`: the terminal has no room for panes, and the first row of the header is missing.
 */
export type OpenScreen = {
  /** The second row of the header: what this is about, now. */
  subtitle(width: number, small?: boolean): string;
  /** The body: rows, which the frame cuts and fills to exactly that size. */
  draw(size: Size, small?: boolean): string[];
  /** What keys do now, the most useful first. `s`, `?`, `q` and `ctrl-c` belong to the frame. */
  keys(): readonly ScreenKey[];
  heading?(): Heading;
  /** A row at the bottom for what cannot wait; null where all is said. A message goes before it. */
  note?(): string | null;
  /** Null while nothing is typed. Meanwhile the frame has no keys but `ctrl-c`. */
  prompt?(): Prompt | null;
  /** The keys of all its views; absent: the help tells those that do something now. */
  help?(): readonly HelpPart[];
  /** What its figures and signs mean, for the help. */
  readonly terms?: readonly Term[];
  /** Rows that stay on the normal screen when the person quits from here; null where there is nothing to keep. */
  parting?(): readonly string[] | null;
  /** Called when the person comes back to it, with what they came for. */
  enter?(argument: ScreenArgument): void;
};

/** How long a person's work is measured, how often it may be called, and what models are judged by. */
export type Bounds = Pick<Question, 'budgetMs' | 'maxCalls'> & { readonly by: By | null };

/** What a screen can be opened with; each screen looks at what concerns it. */
export type ScreenArgument = {
  /** The work to run, to compare, or to measure for the guide. */
  readonly wish?: Wish;
  readonly models?: readonly string[];
  /** The comparison: see `CompareState`. */
  readonly beside?: readonly Omit<Side, 'name'>[];
  readonly runs?: number | 'auto';
  readonly lanes?: Readonly<Record<string, number>>;
  readonly by?: By | null;
  readonly budgetMs?: number | null;
  /** Start at once. */
  readonly start?: boolean;
  /** The runtime that claims are checked in; absent: as before. */
  readonly where?: Where;
  /** A part of the screen: a model's card, a claim, a chapter. */
  readonly at?: string;
  /** The guide: answers given already. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The guide: within which the work is measured; absent: as usual. */
  readonly bounds?: Bounds;
  /** The program to watch; absent: one is chosen on the screen. */
  readonly observation?: Observation;
  /** One that runs already, and is not observed yet. */
  readonly attaching?: Attaching;
};
