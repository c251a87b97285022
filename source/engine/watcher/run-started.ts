import { fstat, readdirSync } from 'node:fs';
import os from 'node:os';
import { readText } from '../../machine/cgroup.ts';
import type { Cores } from '../../machine/cores.ts';
import { memoryLimit } from '../../machine/memory.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Plan } from '../../protocol/plan.ts';
import { protocolVersion } from '../../protocol/units.ts';
import { monotonicMs } from '../../telemetry/clock.ts';
import { eventFd } from '../../telemetry/event-pipe.ts';
import { unavailableFigures } from '../../telemetry/probes/usage.ts';
import type { WatcherData } from '../messages.ts';

/** The first event of a run: who runs what, and where. */
export function runStarted(plan: Plan, cores: Cores, { originMs, heapLimitBytes }: WatcherData): RunEvent {
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
      heapLimitBytes,
      figures: [
        { name: 'libuvThreads', title: "size of libuv's pool", value: libuvThreads(), unit: 'threads' },
      ],
    },
    machine: {
      cores: cores.cores,
      effectiveCores: cores.effectiveCores,
      affinityCores: cores.affinityCores,
      quotaCores: cores.quotaCores,
      memoryBytes: os.totalmem(),
      memoryLimitBytes: memoryLimit(),
    },
    unavailable: unavailableFigures(),
  };
}

/**
 * Threads of libuv's pool. They are made all at once, at the first request; where they can be seen they are counted,
 * else it is what libuv reads from the variable: its own default is 4, and what is no number counts as 1.
 */
function libuvThreads(): number {
  fstat(eventFd, () => {});
  const seen = threadNames().filter((name) => name === 'libuv-worker').length;
  if (seen > 0) return seen;
  const told = process.env.UV_THREADPOOL_SIZE;
  if (told === undefined) return 4;
  const threads = Number.parseInt(told, 10) || 1;
  return threads < 0 ? 1024 : Math.min(1024, threads);
}

function threadNames(): string[] {
  try {
    return readdirSync('/proc/self/task').map((id) => readText(`/proc/self/task/${id}/comm`)?.trim() ?? '');
  } catch {
    return [];
  }
}
