import type { ProgramEvent } from './program-events.ts';
import type { Measured } from './units.ts';
import type { Target } from './watch-events.ts';

/** Anything that tells of a program while it goes on: one that is launched, or attached to, or something that only looks like one. */
export type Observation = {
  readonly how: Target['how'];
  /** What the program was started with, itself first. */
  readonly command: readonly string[];
  /** `onEvent` gets everything that is told of it; `ended` last, where the program ends before the observation does. */
  start(onEvent: (said: ProgramEvent) => void): Observed;
};

/** An observation under way. */
export type Observed = {
  /** The program goes on unobserved. */
  detach(): void;
  /** No more requests are sent to it, where any were. Resolves when all is told of them. */
  stopLoad(): Promise<void>;
  /** Asks for a profile of a process of it; events tell what becomes of that, also where there can be none. */
  profile(pid: number, forMs: number): void;
  /** Asks a program that was launched to end, as SIGTERM does; one that ran before is left alone. */
  end(): void;
};

/** The same observation with a listener that gets everything first. */
export function overheardProgram(
  observation: Observation,
  listener: (said: ProgramEvent) => void,
): Observation {
  return {
    ...observation,
    start: (onEvent) =>
      observation.start((said) => {
        listener(said);
        onEvent(said);
      }),
  };
}

/** A program that runs on this machine, as a person chooses it. */
export type RunningProgram = {
  readonly pid: number;
  /** The program here that has started it, as the primary of a cluster does its workers; null: none. */
  readonly parentPid: number | null;
  /** Whose it is, by name where there is one. */
  readonly user: string;
  /** `node`, `python`, `java`, …; null: none that is known. */
  readonly runtime: string | null;
  readonly version: string | null;
  /** `node server.js`, in `folder`. */
  readonly command: string;
  readonly folder: string | null;
  readonly ageMs: number;
  /** Cores' worth of processor time that it used as it was looked at. */
  readonly cores: Measured;
  readonly rssBytes: Measured;
  /** At which it waits for connections, lowest first. */
  readonly ports: readonly number[];
};

/** A program that is about to be observed. */
export type Attaching = {
  readonly program: RunningProgram;
  /** Resolves when it is: a loop that is frozen may keep it waiting. `tell`: a line for people on what is waited for. */
  begin(tell: (line: string) => void): Promise<Observation>;
};

/** How a program that runs already is looked into: by its inspector, or by a script that it is handed. */
export type Entry = 'node' | 'python';

/** The first CPython that takes a script from another process. */
const takesScripts = 14;

/** Null: it can only be seen from outside. */
export function entryOf({ runtime, version }: Pick<RunningProgram, 'runtime' | 'version'>): Entry | null {
  if (runtime !== 'python') return runtime === 'node' ? 'node' : null;
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major === 3 && minor >= takesScripts ? 'python' : null;
}

/** The programs of this machine. */
export type Programs = {
  /** Those that a person may want to watch, what can be told most of first. Looks after so many milliseconds; takes a moment. */
  list(afterMs: number): Promise<readonly RunningProgram[]>;
  /** Begins to observe one; rejects with a line for people where that cannot be. `tell`: a line on what is waited for. */
  observe(program: RunningProgram, tell: (line: string) => void): Promise<Observation>;
};
