import os from 'node:os';
import { monotonicMs } from '../machine/clock.ts';
import type { Cores } from '../machine/cores.ts';
import { memoryLimit } from '../machine/memory.ts';
import type { StartCommand } from '../protocol/commands.ts';
import type { RunEvent } from '../protocol/events.ts';
import { protocolVersion } from '../protocol/units.ts';
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
    protocol: protocolVersion,
    atMs: 0,
    epochMs: Math.round(Date.now() - (monotonicMs() - originMs)),
    monotonicMs: originMs,
    plan,
    engine,
    machine: {
      cores: cores.cores,
      effectiveCores: cores.effectiveCores,
      affinityCores: cores.affinityCores,
      quotaCores: cores.quotaCores,
      memoryBytes: os.totalmem(),
      memoryLimitBytes: memoryLimit(),
    },
    stacks,
  };
}
