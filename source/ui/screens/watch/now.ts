import type { Watching } from '../../../runner/watching.ts';
import type { Theme } from '../../theme.ts';
import type { ScreenServices } from '../services.ts';
import type { Seen } from './seen.ts';
import type { WatchState } from './state.ts';

/** What the keys work on. */
export type Now = {
  readonly state: WatchState;
  readonly seen: Seen;
  readonly watching: Watching;
  readonly theme: Theme;
};

export type Effects = {
  set(next: WatchState): void;
  /** To the list of what runs here. */
  choose(): void;
  say(text: string): void;
  exportHarness: ScreenServices['exportHarness'];
};
