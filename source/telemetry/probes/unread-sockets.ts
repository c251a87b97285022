import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Measured } from '../../protocol/units.ts';
import { threadCpuMs } from './this-thread.ts';

/** A freeze is looked into from that length on: what arrives in a shorter one is read soon enough. */
const lookAfterMs = 100;
/** And again so often, as the last look is the one that counts. */
const everyMs = 100;
/** A look may take this share of one core: with thousands of sockets it becomes less frequent instead of dearer. */
const mostCostRatio = 0.01;

/** As /proc/net/tcp names what is connected: established, and closed by the other side. */
const connected: ReadonlySet<string | undefined> = new Set(['01', '08']);

/**
 * Counts the TCP sockets of a process with data that it has not read: while its loop is frozen, answers that it does not
 * know of. Only Linux tells.
 */
export class UnreadSockets {
  readonly #pid: number;
  #unread: Measured = null;
  #nextMs: number | null = null;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** Of the last look in this freeze; null before it, and where it cannot be told. */
  get unread(): Measured {
    return this.#unread;
  }

  /** To be called again and again while a freeze lasts that began at `startedMs`: looks when it is time. */
  look(nowMs: number, startedMs: number): void {
    this.#nextMs ??= startedMs + lookAfterMs;
    if (nowMs < this.#nextMs) return;
    const began = threadCpuMs() ?? 0;
    this.#unread = countUnread(this.#pid);
    const costMs = (threadCpuMs() ?? 0) - began;
    this.#nextMs = nowMs + Math.max(everyMs, costMs / mostCostRatio);
  }

  /** The freeze is over. */
  forget(): void {
    this.#unread = null;
    this.#nextMs = null;
  }
}

/** Sockets of all processes that share the network with this one are listed; which are its own, its descriptors tell. */
function countUnread(pid: number): Measured {
  try {
    const unread = ['tcp', 'tcp6'].flatMap((kind) =>
      unreadInodes(readFileSync(`/proc/${pid}/net/${kind}`, 'latin1')),
    );
    if (unread.length === 0) return 0;
    const own = inodesOf(pid);
    return unread.filter((inode) => own.has(inode)).length;
  } catch {
    return null;
  }
}

/** The inodes of connected sockets in a table of /proc/net that have bytes in their receive queue. */
export function unreadInodes(table: string): string[] {
  const inodes: string[] = [];
  for (const line of table.split('\n').slice(1)) {
    const [, , , state, queues = '', , , , , inode] = line.trim().split(/\s+/);
    if (connected.has(state) && !queues.endsWith(':00000000') && inode) inodes.push(inode);
  }
  return inodes;
}

function inodesOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  return new Set(readdirSync(folder).flatMap((fd) => inodeOf(`${folder}/${fd}`) ?? []));
}

/** Null for what is no socket, or has just been closed. */
function inodeOf(fd: string): string | null {
  try {
    return /^socket:\[(\d+)/.exec(readlinkSync(fd))?.[1] ?? null;
  } catch {
    return null;
  }
}
