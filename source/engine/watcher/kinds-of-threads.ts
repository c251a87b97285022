import { readdirSync } from 'node:fs';
import { readText } from '../../machine/cgroup.ts';
import { type Measured, rounded } from '../../protocol/units.ts';
import type { Figure } from '../../protocol/vital-events.ts';
import { HeldFile } from '../../telemetry/probes/held-file.ts';
import { parseSchedstat } from '../../telemetry/probes/usage.ts';

/** What Node.js calls its threads, on Linux and in recent versions. */
const names = { libuv: 'libuv-worker', v8: 'V8Worker' } as const;

/** Each is a descriptor; of a larger pool the time is not measured. */
const mostHeld = 64;

/**
 * Processor time of the threads that are neither the work's own nor a lane: libuv's pool, and V8's helpers, which collect
 * garbage and compile. All of them are there before any of the work's code runs, and stay; what later threads are called
 * says nothing, for a thread inherits the name of whoever starts it.
 */
export class KindsOfThreads {
  readonly #libuv: HeldFile[];
  readonly #v8: HeldFile[];

  /** To be made when libuv's pool has started, and before the work. */
  constructor() {
    this.#libuv = schedstatsOf(names.libuv);
    this.#v8 = schedstatsOf(names.v8);
  }

  /** Since the engine's start; null where threads have no names. */
  take(): Figure[] {
    return [
      figure('libuvCpuMs', "processor time of libuv's pool", sum(this.#libuv)),
      figure('v8CpuMs', "processor time of V8's helper threads", sum(this.#v8)),
    ];
  }
}

const figure = (name: string, title: string, ms: Measured): Figure => ({
  name,
  title,
  value: rounded(ms),
  unit: 'ms',
});

/** Threads of this process that have a name, by their numbers. */
export function threadsCalled(name: string): string[] {
  try {
    return readdirSync('/proc/self/task').filter(
      (id) => readText(`/proc/self/task/${id}/comm`)?.trim() === name,
    );
  } catch {
    return [];
  }
}

function schedstatsOf(name: string): HeldFile[] {
  const threads = threadsCalled(name);
  return threads.length > mostHeld
    ? []
    : threads.map((id) => new HeldFile(`/proc/self/task/${id}/schedstat`));
}

function sum(files: readonly HeldFile[]): Measured {
  if (files.length === 0) return null;
  let cpuMs = 0;
  for (const file of files) {
    const text = file.read();
    const usage = text === null ? null : parseSchedstat(text);
    if (usage === null) return null;
    cpuMs += usage.cpuMs;
  }
  return cpuMs;
}
