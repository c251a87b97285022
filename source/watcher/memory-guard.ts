import { readdirSync } from 'node:fs';
import { readText } from '../machine/cgroup.ts';
import { availableMemory, memoryLimit, parseMeminfo } from '../machine/memory.ts';
import { heldReader } from '../telemetry/probes/held-file.ts';

/**
 * Of the memory there is, a run leaves this share. Below it the system starts to push out what others need, and then
 * to kill, and whom it kills is chance.
 */
const leastShare = 0.05;
/** Looked at this often; sooner where what is left above that share could be gone by then. */
const lookEveryMs = 250;
/** A thread takes one or two in a second (measured), and there are several. */
const mostTakenBytesAMs = 4e6;
/** Who holds the memory is asked for at most this share of the time: it is only of interest while little is left. */
const mostCostRatio = 0.05;

/** What is left on this machine or in this container, and what the run holds, in bytes. */
type MemoryProbe = {
  readonly totalBytes: number;
  availableBytes(): number;
  heldBytes(): number;
};

/**
 * Ends a run before it takes the memory that its host needs: when little is left, and the run itself holds more than
 * that. A machine that others have filled is none of its business.
 */
export class MemoryGuard {
  readonly #probe: MemoryProbe;
  #nextLookMs = 0;

  constructor(probe: MemoryProbe) {
    this.#probe = probe;
  }

  /** Why the run has to end now; null while it need not. `now` in milliseconds on any clock. */
  look(now: number): string | null {
    if (now < this.#nextLookMs) return null;
    const { totalBytes } = this.#probe;
    const availableBytes = this.#probe.availableBytes();
    const spareBytes = availableBytes - totalBytes * leastShare;
    this.#nextLookMs = now + Math.min(lookEveryMs, spareBytes / mostTakenBytesAMs);
    if (spareBytes >= 0) return null;
    const began = performance.now();
    const heldBytes = this.#probe.heldBytes();
    this.#nextLookMs = now + (performance.now() - began) / mostCostRatio;
    if (heldBytes <= availableBytes) return null;
    return `stopped before the memory ran out: it held ${megabytes(heldBytes)} and left ${megabytes(availableBytes)} of ${megabytes(totalBytes)}; run fewer tasks at once, or smaller ones`;
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;

/** The memory of this machine and of this process's group; null where the system does not say what is available. */
export function memoryOfGroup(group: number): MemoryProbe | null {
  const machine = parseMeminfo(readText('/proc/meminfo') ?? '');
  if (!machine) return null;
  const limitBytes = memoryLimit();
  // Held from now on: the work may leave no descriptor.
  const read = heldReader();
  const meminfo = () => parseMeminfo(read('/proc/meminfo') ?? '')?.availableBytes ?? machine.totalBytes;
  // The files of the groups above need to be read only where one of them has a limit.
  const available = limitBytes === null ? meminfo : () => availableMemory(read);
  const ownStatus = () => read('/proc/self/status') ?? '';
  available();
  ownStatus();
  return {
    totalBytes: Math.min(machine.totalBytes, limitBytes ?? Number.POSITIVE_INFINITY),
    availableBytes: available,
    heldBytes: () => {
      const pids = processNumbers();
      // Whom the others are cannot be told: what this process holds is the least of it.
      if (pids === null) return privateBytes(ownStatus());
      const ofGroup = pids.filter((pid) => groupOf(pid) === group);
      return ofGroup.reduce((sum, pid) => sum + privateBytes(readText(`/proc/${pid}/status`) ?? ''), 0);
    },
  };
}

function processNumbers(): string[] | null {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
}

function groupOf(pid: string): number | null {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

/** What would come back if the process of a status ended: without the pages of files, which it shares. */
function privateBytes(status: string): number {
  const kilobytes = [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB/gm)].map(([, text]) => Number(text));
  return kilobytes.reduce((sum, value) => sum + value, 0) * 1024;
}
