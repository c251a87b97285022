import { readlinkSync } from 'node:fs';
import type { Measured } from '../../protocol/units.ts';
import type { Clock } from '../clock.ts';
import { ThreadProbe } from './usage.ts';

/** The kernel's id of the calling thread, for its processor time; 0 where it cannot be had. */
export function threadId(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return 0;
  }
}

/** Absent before Node 22.19 and 23.9. */
const threadCpuUsage: (() => NodeJS.CpuUsage) | undefined = process.threadCpuUsage;

let probe: ThreadProbe | undefined;

/** Processor time of the calling thread so far, in milliseconds; null where neither the kernel nor Node can tell. */
export function threadCpuMs(): Measured {
  if (threadCpuUsage) {
    const { user, system } = threadCpuUsage.call(process);
    return (user + system) / 1e3;
  }
  probe ??= new ThreadProbe(process.pid, threadId());
  return probe.sample().cpuMs;
}

/**
 * A clock for what the calling thread does itself, in milliseconds: on a busy machine a message that wakes another thread
 * may cost its sender the core, and that is not the message's price. The wall clock where nothing better is cheap.
 * Kernels that count by ticks (4 ms is usual) make it a sample: right over many intervals, nothing for a single one.
 */
export function ownTimeMs(clock: Clock): number {
  return threadCpuUsage ? (threadCpuMs() ?? clock()) : clock();
}
