import type { Keeper } from '../table/keeper.ts';
import type { LabServices } from './screens/lab/services.ts';
import type { ScreenArgument, ScreenId } from './screens/screen.ts';

/** All the app needs from outside: it starts no process, reads no clock and no environment itself. */
export type AppServices = LabServices & {
  keeper: Keeper;
  /** Milliseconds since 1970. */
  now(): number;
  /** Told on leaving, by whatever way, what is to stay on the normal screen; null where the lab's last run says it. */
  onParting(rows: readonly string[] | null): void;
  /** The screen to begin with; null for the lab. */
  opening: { readonly screen: ScreenId; readonly argument: ScreenArgument } | null;
};
