import type { Observation, RunningProgram } from '../protocol/observation.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import type { TerminalSize } from './child.ts';
import { Launched } from './launch.ts';
import { Outside } from './outside/outside.ts';

type Listen = (said: ProgramEvent) => void;

type Launch = {
  readonly command: readonly string[];
  /** Of the terminal that the program is given: Heddle's own is taken. */
  readonly terminal: TerminalSize;
  /** What it prints, as it comes. */
  onOutput(chunk: Buffer): void;
  /** One line for people on what could not be understood. */
  onBroken(why: string): void;
};

/** Starts a program to be watched; rejects where it cannot be started. */
export async function launched({ command, terminal, onOutput, onBroken }: Launch): Promise<{
  readonly observation: Observation;
  readonly program: Launched;
}> {
  const told = patient();
  const program = await Launched.start({
    ...{ command, onBroken, onEvent: told.push, output: terminal },
    onOutput: (_stream, chunk) => onOutput(chunk),
  });
  const observation: Observation = {
    ...{ how: 'launched', command },
    start(onEvent) {
      told.listen(onEvent);
      return { detach: () => program.detach(), end: () => program.signal('SIGTERM') };
    },
  };
  return { observation, program };
}

/** Begins to observe a program that runs already, from outside. */
export async function running({
  pid,
  command,
}: Pick<RunningProgram, 'pid' | 'command'>): Promise<Observation> {
  const told = patient();
  const outside = Outside.observe({ pid, onEvent: told.push });
  return {
    ...{ how: 'outside', command: [command] },
    start(onEvent) {
      told.listen(onEvent);
      return { detach: () => outside.detach(), end: () => {} };
    },
  };
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
