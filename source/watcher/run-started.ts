import os from 'node:os';
import { monotonicMs } from '../machine/clock.ts';
import type { Cores } from '../machine/cores.ts';
import { memoryLimit } from '../machine/memory.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import { protocolVersion } from '../protocol/units.ts';
import type { Subject } from './subject.ts';

/** The first event of a run: who runs what, and where. */
export function runStarted(plan: Plan, cores: Cores, { engine, originMs }: Subject): RunEvent {
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
  };
}
