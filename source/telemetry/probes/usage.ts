import { readdirSync, readFileSync, statSync } from 'node:fs';
import { parseDescriptorLimit } from '../../machine/descriptors.ts';
import type { Measured } from '../../protocol/units.ts';
import type { ProcessSample } from '../../protocol/vital-events.ts';
import { HeldFile } from './held-file.ts';

const linux = process.platform === 'linux';
/** Reading smaps_rollup walks all mappings (about 1 ms): so each process at most this often. */
const pssEveryMs = 2000;

/** Processor time and run-queue wait of one thread, in milliseconds, from its `schedstat` (nanoseconds). */
export function parseSchedstat(text: string): { cpuMs: number; waitMs: number } | null {
  const [cpu, wait] = text.split(' ').map(Number);
  if (cpu === undefined || wait === undefined || Number.isNaN(cpu) || Number.isNaN(wait)) return null;
  return { cpuMs: cpu / 1e6, waitMs: wait / 1e6 };
}

/** The number before the size of a page in the vector that the kernel hands to a program. */
const pageSizeWord = 6n;

/** How many bytes a page has: 4 KB on most machines, 16 or 64 on some. `auxv`: pairs of 8 bytes, each a character. */
export function parsePageBytes(auxv: string): number {
  const bytes = Uint8Array.from(auxv, (byte) => byte.charCodeAt(0));
  const words = new BigUint64Array(bytes.buffer, 0, Math.floor(bytes.length / 8));
  const at = words.findIndex((word, index) => index % 2 === 0 && word === pageSizeWord);
  return at < 0 ? 4096 : Number(words[at + 1] ?? 4096);
}

let known: number | undefined;

/** Read when it is first needed: each lane loads this file, and most never ask. */
export function pageBytes(): number {
  if (known === undefined) {
    const vector = new HeldFile('/proc/self/auxv');
    known = parsePageBytes(vector.read() ?? '');
    vector.close();
  }
  return known;
}

/** How long a thread has had a core since then; null: not measured. */
export const usedSince = (before: { cpuMs: Measured }, now: { cpuMs: Measured }): Measured =>
  before.cpuMs === null || now.cpuMs === null ? null : now.cpuMs - before.cpuMs;

/** Watches one thread of any process by its ids. */
export class ThreadProbe {
  readonly #schedstat: HeldFile;

  constructor(pid: number, tid: number) {
    this.#schedstat = new HeldFile(`/proc/${pid}/task/${tid}/schedstat`);
  }

  sample(): { cpuMs: Measured; waitMs: Measured } {
    const text = this.#schedstat.read();
    return (text === null ? null : parseSchedstat(text)) ?? { cpuMs: null, waitMs: null };
  }

  close(): void {
    this.#schedstat.close();
  }
}

/** Watches memory and processor time of one process. */
export class ProcessProbe {
  readonly pid: number;
  readonly role: ProcessSample['role'];
  readonly #own: boolean;
  readonly #statm: HeldFile;
  readonly #stat: HeldFile;
  readonly #smaps: HeldFile;
  readonly #limits: HeldFile;
  #pssAtMs = Number.NEGATIVE_INFINITY;
  #endedMs: Measured = null;

  constructor(pid: number, role: ProcessSample['role']) {
    this.pid = pid;
    this.role = role;
    this.#own = pid === process.pid;
    this.#statm = new HeldFile(`/proc/${pid}/statm`);
    this.#stat = new HeldFile(`/proc/${pid}/stat`);
    this.#smaps = new HeldFile(`/proc/${pid}/smaps_rollup`);
    // Held like the rest: where it matters there is no descriptor left to open it with.
    this.#limits = new HeldFile(`/proc/${pid}/limits`);
  }

  /** One sample. PSS is left out (null, for "as before") unless it is its `turn` and two seconds have passed, or `now`. */
  sample(atMs: number, heapUsedBytes: Measured, pss: 'now' | 'turn' | 'no'): ProcessSample {
    const statm = this.#statm.read()?.split(' ').map(Number);
    const rss = statm?.[1];
    return {
      pid: this.pid,
      role: this.role,
      cpuMs: this.#cpuMs(),
      rssBytes: rss === undefined ? this.#askedRss() : rss * pageBytes(),
      pssBytes:
        pss === 'now' || (pss === 'turn' && atMs - this.#pssAtMs >= pssEveryMs) ? this.#pss(atMs) : null,
      heapUsedBytes,
      virtualBytes: statm?.[0] === undefined ? null : statm[0] * pageBytes(),
      childrenCpuMs: null,
      descriptors: countDescriptors(this.pid),
      descriptorLimit: parseDescriptorLimit(this.#limits.read() ?? ''),
      threads: parseThreads(this.#stat.read()),
      otherThreads: null,
    };
  }

  /** Processor time that threads had used, as the latest sample was taken, that have ended since; null: not known. */
  get endedThreadsMs(): Measured {
    return this.#endedMs;
  }

  close(): void {
    this.#statm.close();
    this.#stat.close();
    this.#smaps.close();
    this.#limits.close();
  }

  /** Where there is no /proc: Node asks the system, which on some takes a descriptor. */
  #askedRss(): Measured {
    try {
      return this.#own ? process.memoryUsage.rss() : null;
    } catch {
      return null;
    }
  }

  #cpuMs(): Measured {
    if (this.#own) {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e3;
    }
    const all = parseStatCpuMs(this.#stat.read());
    const running = this.#sumOfThreads();
    if (running === null || all === null) return running ?? all;
    this.#endedMs = Math.max(0, all - running);
    return Math.max(running, all);
  }

  /**
   * The sum over the threads' `schedstat` is exact, less threads that ended: `stat` counts these, too, in steps of 10 ms.
   * Null where not all can be read: there may be no descriptor left.
   */
  #sumOfThreads(): Measured {
    if (!linux) return null;
    let cpuMs = 0;
    try {
      for (const tid of readdirSync(`/proc/${this.pid}/task`)) {
        cpuMs += parseSchedstat(schedstatOf(this.pid, tid))?.cpuMs ?? 0;
      }
    } catch {
      return null;
    }
    return cpuMs;
  }

  #pss(atMs: number): Measured {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(this.#smaps.read() ?? '')?.[1];
    this.#pssAtMs = atMs;
    return kilobytes ? Number(kilobytes) * 1024 : null;
  }
}

/**
 * Open descriptors of a process. Since Linux 6.2 the size of the folder is their number; else they are counted, which takes
 * 0.3 µs each. Null where the system does not tell, and where there is no descriptor left to ask with.
 */
function countDescriptors(pid: number): Measured {
  if (!linux) return null;
  const folder = `/proc/${pid}/fd`;
  try {
    return statSync(folder).size || readdirSync(folder).length;
  } catch {
    return null;
  }
}

/** Reading as `utf8` takes a third of the time that `latin1` takes. Empty when the thread has just ended. Throws when it cannot be read for another reason. */
function schedstatOf(pid: number, tid: string): string {
  try {
    return readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}

/** How many threads a process has, from /proc/PID/stat. */
export function parseThreads(text: string | null): Measured {
  const threads = Number(fieldsOf(text)?.[17] ?? Number.NaN);
  return Number.isNaN(threads) ? null : threads;
}

/** From the third on. The second is the name, in parentheses, and may itself contain blanks and parentheses. */
const fieldsOf = (text: string | null) => text?.slice(text.lastIndexOf(')') + 2).split(' ');

/**
 * User and system time of a process from /proc/PID/stat, in milliseconds; ticks are hundredths of a second. `ended`: of its
 * children that it has waited for.
 */
export function parseStatCpuMs(text: string | null, of: 'itself' | 'ended' = 'itself'): Measured {
  const fields = fieldsOf(text);
  const at = of === 'itself' ? 11 : 13;
  const user = Number(fields?.[at] ?? Number.NaN);
  const system = Number(fields?.[at + 1] ?? Number.NaN);
  return Number.isNaN(user + system) ? null : (user + system) * 10;
}
