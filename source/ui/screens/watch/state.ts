import type { Exported } from '../../../harness/harness.ts';
import type { RunningProgram } from '../../../protocol/observation.ts';
import type { Program } from '../../../session/program.ts';
import type { Profile } from '../../../session/watch.ts';
import { type Filter, noFilter } from './filter.ts';
import type { Opened } from './opened.ts';

/** What the body shows. */
export type View =
  | { readonly kind: 'panes' }
  | { readonly kind: 'zoom' }
  /** A request, or a freeze. */
  | { readonly kind: 'details'; readonly of: Opened; readonly scroll: number }
  /** The profile of that process that was asked for last. */
  | { readonly kind: 'profile'; readonly pid: number; readonly scroll: number }
  /** A file that was written. */
  | { readonly kind: 'export'; readonly exported: Exported; readonly scroll: number };

/** What has the whole body, and scrolls. */
export type Detail = Extract<View, { readonly scroll: number }>;
export const isDetail = (view: View): view is Detail => 'scroll' in view;

/** What the screen remembers beside the program that it watches. */
export type WatchState = Filter & {
  readonly view: View;
  readonly focus: string;
  /** Rows each pane is scrolled by. */
  readonly scroll: Readonly<Record<string, number>>;
  /** The process in front; null: the one that does most. */
  readonly pid: number | null;
  /** The chosen request, by its number; null: none is. */
  readonly request: number | null;
  /** The program as it was when the screen was paused; null: it follows. */
  readonly held: Program | null;
  /** Whether the next `d` detaches. */
  readonly asked: boolean;
  /** The profile that was shown, or went on, when somebody last looked at it. */
  readonly readProfile: Profile | null;
  readonly picker: Picker;
};

/** The list of programs to choose from. */
export type Picker = Filter & {
  /** Null: they are looked for. */
  readonly programs: readonly RunningProgram[] | null;
  /** The chosen one, and the row that it has, or had; null: the first. */
  readonly pid: number | null;
  readonly at: number;
};

export const noPicker: Picker = { ...noFilter, programs: null, pid: null, at: 0 };

export const atFirst: WatchState = {
  view: { kind: 'panes' },
  focus: 'requests',
  scroll: {},
  pid: null,
  request: null,
  ...noFilter,
  held: null,
  asked: false,
  readProfile: null,
  picker: noPicker,
};

/** The same for another program. */
export const anew = ({ picker }: WatchState): WatchState => ({ ...atFirst, picker });
