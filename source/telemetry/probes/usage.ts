import { readdirSync, readFileSync } from 'node:fs';
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
function pageBytes(): number {
  if (known === undefined) {
    const vector = new HeldFile('/proc/self/auxv');
    known = parsePageBytes(vector.read() ?? '');
    vector.close();
  }
  return known;
}

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
  #pssAtMs = Number.NEGATIVE_INFINITY;

  constructor(pid: number, role: ProcessSample['role']) {
    this.pid = pid;
    this.role = role;
    this.#own = pid === process.pid;
    this.#statm = new HeldFile(`/proc/${pid}/statm`);
    this.#stat = new HeldFile(`/proc/${pid}/stat`);
    this.#smaps = new HeldFile(`/proc/${pid}/smaps_rollup`);
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
    };
  }

  close(): void {
    this.#statm.close();
    this.#stat.close();
    this.#smaps.close();
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
    return this.#sumOfThreads() ?? parseStatCpuMs(this.#stat.read());
  }

  /**
   * `stat` counts in steps of 10 ms; the sum over the threads' `schedstat` is exact, less threads that ended. Null where
   * not all can be read: there may be no descriptor left.
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

/** Empty when the thread has just ended. Throws when it cannot be read for another reason. */
function schedstatOf(pid: number, tid: string): string {
  try {
    return readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}

/** User and system time of a process from /proc/PID/stat, in milliseconds; ticks are hundredths of a second. */
export function parseStatCpuMs(text: string | null): Measured {
  // The name, in parentheses, may itself contain blanks and parentheses.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const user = Number(fields?.[11] ?? Number.NaN);
  const system = Number(fields?.[12] ?? Number.NaN);
  return Number.isNaN(user + system) ? null : (user + system) * 10;
}
