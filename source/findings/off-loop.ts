import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';

/** Processor time of a run beside its loop, in cores' worth: under `async` that is libuv's threads. */
export function offLoopCores({ cpu, lanes, wallMs }: Pick<Summary, 'cpu' | 'lanes' | 'wallMs'>): Measured {
  const loopMs = lanes.find(({ kind }) => kind === 'loop')?.cpuMs ?? null;
  if (cpu.busyCores === null || loopMs === null || !wallMs) return null;
  return Math.max(0, cpu.busyCores - loopMs / wallMs);
}

/** Its share of all the processor time. */
export function offLoopRatio(summary: Pick<Summary, 'cpu' | 'lanes' | 'wallMs'>): Measured {
  const beside = offLoopCores(summary);
  return beside === null || !summary.cpu.busyCores ? null : beside / summary.cpu.busyCores;
}
