import type { Room } from '../catalog/room.ts';
import { duration } from '../format.ts';
import type { ModelId, RuntimeId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import { shortestMs } from '../session/processor.ts';
import type { Summary } from '../session/summary.ts';
import type { Character } from '../work/character.ts';

/** What of the machine the guide computes with. */
export type Machine = Readonly<Room> & {
  /** What one more lane of Node.js takes here, in bytes, where that was measured; else what it took elsewhere counts. */
  readonly laneBytes?: Readonly<Record<LaneUnitKind, Measured>> | null;
};
type LaneUnitKind = Exclude<LaneKind, 'loop' | 'interpreter'>;

/** Answers by the key of their question, as they were given. */
export type Answers = Readonly<Record<string, string>>;

/** Answers that count: the question is asked, and "I do not know" has been replaced by what is assumed, if anything. */
export type Known = Readonly<Record<string, string | undefined>>;

/** Every question has it: the answer of a person who does not know. */
export const unknown = 'unknown';

export type Option = {
  /** What is typed: `--answer cpu=yes`. */
  readonly value: string;
  readonly label: string;
  /** What people recognise their own work by. */
  readonly example: string;
  /** What follows from this answer, one line. */
  readonly because: string;
};

/** An answer that changes the model the answers before it have led to. */
export type Turn = {
  /** Stable, for tests: `computing`. */
  readonly id: string;
  /** `model`: what the answers before it lead to; null while they lead nowhere yet. */
  when(known: Known, model: ModelId | null): boolean;
  readonly to: ModelId;
  /** Why, one line. */
  readonly because: string;
};

/** Something to mind with a verdict. */
export type Caveat = {
  readonly id: string;
  when(known: Known, model: ModelId, machine: Machine): boolean;
  readonly text: string;
};

/** What a measurement says about a question. */
export type Reading = {
  /** The answer it suggests; null when it cannot tell. */
  readonly value: string | null;
  /** One line with the figures. */
  readonly saw: string;
};

/**
 * How a question is answered by looking: at a run of the person's work, one task after another, or at the machine alone.
 * `character`: what all of its runs have shown; null where it ran once. `withoutWork`: what to do where none is chosen.
 */
export type Measure =
  | {
      readonly by: 'run';
      readonly withoutWork?: string;
      read(summary: Summary, character: Character | null): Reading;
    }
  | { readonly by: 'machine'; read(machine: Machine): Reading };

/** Parts of a decision an answer may change; nothing else may depend on it. */
export type Decides = 'model' | 'engine' | 'runtime' | 'sizing' | 'caveats';

export type Question = {
  readonly key: string;
  /** One line. */
  readonly text: string;
  /** Why it is asked, one or two lines. */
  readonly why: string;
  readonly options: readonly Option[];
  /** Why it does not matter, given the answers to questions before it, in a sentence; null: it is asked. */
  skipped(known: Known): string | null;
  /** What the guide goes on with when the answer is "I do not know", and the caveat that says so. Null: with nothing. */
  readonly assumes: { readonly value: string | null; readonly caveat: string };
  readonly decides: readonly Decides[];
  readonly turns: readonly Turn[];
  readonly caveats: readonly Caveat[];
  readonly measure?: Measure;
};

/** The option every question ends with. `because`: what is done about it. */
export function notKnown(because: string): Option {
  return { value: unknown, label: 'I do not know', example: 'Heddle goes on without it', because };
}

/** A run that ended before there was enough to measure: the answer is the person's. */
export function unmeasurable({ wallMs }: Summary): Reading {
  if (wallMs === null)
    return { value: null, saw: 'No task ran, so nothing was measured. Answer it yourself.' };
  const saw =
    wallMs < shortestMs
      ? `The run took ${duration(wallMs)}, and measuring needs ${duration(shortestMs)}. Answer it yourself.`
      : 'The system did not give the figures of this run. Answer it yourself.';
  return { value: null, saw };
}

/** Whether it runs in CPython, with its lock or without. */
export function isPython({ runtime }: Known): boolean {
  return runtime === 'cpython' || runtime === 'free-threaded';
}

/** The runtime that answers are about; null: they do not say. */
export function runtimeAsked(known: Known): RuntimeId | null {
  if (isPython(known)) return 'python';
  return known.runtime === 'node' ? 'node' : null;
}

/** Why a question about work that computes or waits is not asked; null: there is such work. */
export function noWork({ cpu, io, scale }: Known): string | null {
  if (cpu === 'yes' || scale !== undefined) return null;
  if (io === 'no') return 'Work that neither computes nor waits has nothing to refine.';
  return `Answer ${cpu === undefined ? 'cpu' : io === undefined ? 'io' : 'scale'} first.`;
}

/** The same for what only matters to several tasks, as nearly every refining question does. */
export function oneTask(known: Known): string | null {
  return noWork(known) ?? (known.jobs === 'one' ? 'A single task runs alone.' : null);
}

/** The same for what only matters to several tasks that compute. */
export function onlyComputing(known: Known): string | null {
  return oneTask(known) ?? (known.cpu === 'yes' ? null : 'It is asked only of work that computes.');
}

/** The same for what only matters to several tasks that wait. */
export function onlyWaiting(known: Known): string | null {
  return oneTask(known) ?? (known.cpu === 'no' ? null : 'It is asked only of work that mostly waits.');
}
