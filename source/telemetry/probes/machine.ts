import os from 'node:os';
import { usedBytes } from '../../machine/memory.ts';
import type { Measured } from '../../protocol/units.ts';
import { HeldFile } from './held-file.ts';

type MachineSample = { coreBusyRatio: number[] | null; memoryUsedBytes: Measured };

/** Asking starts a program on macOS and Windows. */
const askEveryMs = 5000;

type CoreTimes = { busy: number; total: number };

/** Samples processors and memory of the whole machine: from /proc where there is one, else from `os`. */
export class MachineProbe {
  readonly #stat = new HeldFile('/proc/stat');
  readonly #meminfo = new HeldFile('/proc/meminfo');
  #before: CoreTimes[];
  #askedBytes: Measured = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor() {
    this.#before = this.#times();
  }

  sample(): MachineSample {
    return { coreBusyRatio: this.#busyRatio(), memoryUsedBytes: this.#memoryUsed() };
  }

  close(): void {
    this.#stat.close();
    this.#meminfo.close();
  }

  #busyRatio(): number[] | null {
    const now = this.#times();
    const before = this.#before;
    if (now.length !== before.length || now.length === 0) {
      this.#before = now;
      return null;
    }
    const ratios: number[] = [];
    for (let core = 0; core < now.length; core++) {
      const total = now[core]!.total - before[core]!.total;
      // The kernel counts in steps of 10 ms: until a step has passed there is nothing new to say.
      if (total <= 0) return null;
      ratios.push(
        Math.round(Math.min(1, Math.max(0, (now[core]!.busy - before[core]!.busy) / total)) * 1000) / 1000,
      );
    }
    this.#before = now;
    return ratios;
  }

  #times(): CoreTimes[] {
    const text = this.#stat.read();
    return text === null ? os.cpus().map(({ times }) => portable(times)) : parseStat(text);
  }

  #memoryUsed(): Measured {
    const text = this.#meminfo.read();
    if (text !== null) return usedBytes(text);
    void this.#askForMemory();
    return this.#askedBytes;
  }

  /**
   * Without /proc there is no cheap and true figure (`os.freemem` counts reclaimable caches as used): it is asked for
   * now and then, and the answer stands until the next.
   */
  async #askForMemory(): Promise<void> {
    if (performance.now() - this.#askedAtMs < askEveryMs) return;
    this.#askedAtMs = performance.now();
    try {
      const { default: systeminformation } = await import('systeminformation');
      const { total, available } = await systeminformation.mem();
      this.#askedBytes = total - available;
    } catch {
      // It starts a program, for which there may be no room.
      this.#askedBytes = null;
    }
  }
}

function portable(times: os.CpuInfo['times']): CoreTimes {
  const busy = times.user + times.nice + times.sys + times.irq;
  return { busy, total: busy + times.idle };
}

/** Times of each core from /proc/stat, in ticks. Guest time is part of user time; waiting for I/O is idle. */
export function parseStat(text: string): CoreTimes[] {
  const cores: CoreTimes[] = [];
  for (const line of text.split('\n')) {
    if (!/^cpu\d/.test(line)) continue;
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
      .split(/\s+/)
      .slice(1)
      .map(Number);
    const busy = user + nice + system + irq + softirq;
    cores.push({ busy, total: busy + idle + iowait + steal });
  }
  return cores;
}
