import { entryOf, type Observation, type Observed, type RunningProgram } from '../protocol/observation.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import { Attached } from './attach/attached.ts';
import { CannotAttach } from './attach/cannot-attach.ts';
import type { TerminalSize } from './child.ts';
import { Launched } from './launch.ts';
import { type Load, Loading } from './load/load.ts';
import { Outside } from './outside/outside.ts';
import { readStat } from './proc.ts';

type Listen = (said: ProgramEvent) => void;

type Launch = {
  readonly command: readonly string[];
  /** See `Launched`. */
  readonly profileMs?: number | null;
  /** Of the terminal that the program is given: Heddle's own is taken. */
  readonly terminal: TerminalSize;
  /** What it prints, as it comes. */
  onOutput(chunk: Buffer): void;
  /** One line for people on what could not be understood. */
  onBroken(why: string): void;
  readonly load: Load | null;
};

/** Starts a program to be watched; rejects where it cannot be started. */
export async function launched({
  command,
  terminal,
  load,
  profileMs = null,
  onOutput,
  onBroken,
}: Launch): Promise<{
  readonly observation: Observation;
  readonly program: Launched;
}> {
  const told = patient();
  const program = await Launched.start({
    ...{ command, load, profileMs, onBroken, onEvent: told.push, output: terminal },
    onOutput: (_stream, chunk) => onOutput(chunk),
  });
  const observation: Observation = {
    ...{ how: 'launched', command },
    start(onEvent) {
      told.listen(onEvent);
      return {
        detach: () => program.detach(),
        stopLoad: () => program.stopLoad(false),
        profile: (pid, forMs) => program.profile(pid, forMs),
        end: () => program.end('left'),
      };
    },
  };
  return { observation, program };
}

type Attach = {
  /** Also to a process of another user. */
  readonly yes?: boolean;
  readonly load?: Load | null;
  /** See `Launched`. */
  readonly profileMs?: number | null;
  /** One line for people: what is waited for, or was not understood. */
  tell(line: string): void;
  /** Told, as it is let go of, when nothing of Heddle's is in it any more. */
  onLeaving(left: Promise<void>): void;
};

/** Begins to observe a program that runs already: from inside where that can be, else from outside, with the reason. */
export async function running(
  { pid, command, runtime, version }: Pick<RunningProgram, 'pid' | 'command' | 'runtime' | 'version'>,
  { tell, onLeaving, yes = false, load = null, profileMs = null }: Attach,
): Promise<Observation> {
  const told = patient();
  const of = (
    how: Observation['how'],
    { detach, profile }: Pick<Observed, 'detach' | 'profile'>,
  ): Observation => ({
    ...{ how, command: command.split(' ') },
    start(onEvent) {
      const loading = load && new Loading({ ...load, pid, onEvent: (event) => onEvent({ load: event }) });
      const stopLoad = async (isGone = false) => loading?.stop(isGone);
      told.listen((said) => {
        // That the program has ended is said last.
        if ('ended' in said && loading) stopLoad(true).then(() => onEvent(said));
        else onEvent(said);
      });
      const leave = () => {
        void stopLoad();
        detach();
      };
      return { detach: leave, profile, stopLoad: () => stopLoad(), end: () => {} };
    },
  });
  const outside = (why: string | null) => {
    const seen = Outside.observe({ pid, onEvent: told.push, why });
    if (profileMs !== null) setImmediate(() => seen.refuseProfile(pid, profileMs));
    return of('outside', {
      detach: () => seen.detach(),
      profile: (one, forMs) => seen.refuseProfile(one, forMs),
    });
  };
  const entry = entryOf({ runtime, version });
  if (!entry) return outside(null);
  try {
    const options = {
      pid,
      runtime: entry,
      profileMs,
      onEvent: told.push,
      onBroken: tell,
      onWaiting: tell,
      yes,
    };
    const attached = await Attached.attach(options);
    return of('attached', {
      detach: () => onLeaving(attached.detach()),
      profile: (one, forMs) => attached.profile(one, forMs),
    });
  } catch (error) {
    if (!(error instanceof CannotAttach) || readStat(pid) === null) throw error;
    tell(error.message);
    return outside(error.message);
  }
}

/** What is told before anybody listens waits for that. */
function patient(): { push: Listen; listen(to: Listen): void } {
  const early: ProgramEvent[] = [];
  let push: Listen = (said) => void early.push(said);
  return {
    push: (said) => push(said),
    listen(to) {
      push = to;
      for (const said of early.splice(0)) to(said);
    },
  };
}
