import os from 'node:os';
import { protocolVersion } from '../protocol/units.ts';
import type { Machine } from '../protocol/vital-events.ts';
import type { ReadText } from './cgroup.ts';
import { monotonicMs } from './clock.ts';
import type { Cores } from './cores.ts';
import { memoryLimit } from './memory.ts';

/** Since when times count, as the first event of a run or of a watched process says it. */
export const countsFrom = (originMs: number) => ({
  protocol: protocolVersion as typeof protocolVersion,
  atMs: 0,
  epochMs: Math.round(Date.now() - (monotonicMs() - originMs)),
  monotonicMs: originMs,
});

/** What it may use, as that event says it. `read`: of another process. */
export const machineOf = ({ cpuStatPath: _, ...cores }: Cores, read?: ReadText): Machine => ({
  ...cores,
  memoryBytes: os.totalmem(),
  memoryLimitBytes: memoryLimit(read),
});
