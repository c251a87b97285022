import type { Wish } from '../../catalog/wish.ts';
import type { Size } from '../draw.ts';
import type { Term } from '../terms.ts';
import type { ScreenServices } from './services.ts';

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

/** Opens a screen; it calls `changed` whenever it has another picture. */
export type CreateScreen = (
  services: ScreenServices,
  changed: () => void,
  argument: ScreenArgument,
) => OpenScreen;
