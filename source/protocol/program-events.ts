import type { LoadEvent } from './load-events.ts';
import type { Measured } from './units.ts';
import type { VitalEventOf } from './vital-events.ts';
import type { WatchEvent } from './watch-events.ts';

/** What is told of a program: of one of its processes, of what it prints, of what Heddle sends it, and of its end. */
export type ProgramEvent =
  | { readonly pid: number; readonly event: WatchEvent }
  | { readonly output: VitalEventOf<'output'> }
  | { readonly load: LoadEvent }
  | { readonly ended: Ending }
  | { readonly unobserved: Unobserved }
  /** So many events are missing here: whoever was to read them did not. */
  | { readonly leftOut: number };

/** How the program itself ended, as its parent knows it: `exitCode` or `signal` is null; both, where its parent is not Heddle. */
export type Ending = {
  readonly exitCode: Measured;
  readonly signal: string | null;
  /** Why Heddle had asked it to end: its time was over (`--for`), all of `--load` was sent, or the person has left the screen. Null: it had not. */
  readonly asked: Asked | null;
};

export const askings = ['time', 'load', 'left'] as const;
export type Asked = (typeof askings)[number];

/** A process of the program that says nothing, and why. */
export type Unobserved = { readonly pid: number; readonly command: string; readonly why: string };
