import type { Cores } from '../machine/cores.ts';
import { countsFrom, machineOf } from '../machine/started.ts';
import type { StartCommand } from '../protocol/commands.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Engine } from '../protocol/vital-events.ts';

/** The first event of a run: who runs what, and where. */
export function runStarted(
  { plan, stacks }: Pick<StartCommand, 'plan' | 'stacks'>,
  cores: Cores,
  engine: Engine,
  originMs: number,
): RunEvent {
  return {
    type: 'run-started',
    ...countsFrom(originMs),
    plan,
    engine,
    machine: machineOf(cores),
    stacks,
  };
}
