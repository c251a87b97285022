import os from 'node:os';
import type { Cores } from '../machine/cores.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import { protocolVersion } from '../protocol/units.ts';
import { monotonicMs } from './clock.ts';
import { unavailableFigures } from './telemetry/usage.ts';

/** The first event of a run: who runs what, and where. */
export function runStarted(plan: Plan, cores: Cores, originMs: number): RunEvent {
  return {
    type: 'run-started',
    protocol: protocolVersion,
    atMs: 0,
    epochMs: Math.round(Date.now() - (monotonicMs() - originMs)),
    monotonicMs: originMs,
    plan,
    engine: {
      runtime: 'node',
      version: process.versions.node,
      pid: process.pid,
      platform: process.platform,
      libuvThreads: libuvThreads(),
      heapLimitBytes: null,
    },
    machine: {
      cores: cores.cores,
      effectiveCores: cores.effectiveCores,
      affinityCores: cores.affinityCores,
      quotaCores: cores.quotaCores,
      memoryBytes: os.totalmem(),
      memoryLimitBytes: null,
    },
    unavailable: unavailableFigures(),
  };
}

/** libuv's own default and bounds (`uv_threadpool` in its documentation); it reads the variable at its first request. */
function libuvThreads(): number {
  const told = Number.parseInt(process.env.UV_THREADPOOL_SIZE ?? '', 10);
  return Number.isNaN(told) ? 4 : Math.min(1024, Math.max(1, told));
}
