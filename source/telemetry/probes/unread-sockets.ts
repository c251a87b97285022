import type { Measured } from '../../protocol/units.ts';
import { readTcpSockets, socketInodes, tcpStates } from './tcp-sockets.ts';
import { threadCpuMs } from './this-thread.ts';

/** A freeze is looked into from that length on: what arrives in a shorter one is read soon enough. */
const lookAfterMs = 100;
/** And again so often, as the last look is the one that counts. */
const everyMs = 100;
/** A look may take this share of one core: with thousands of sockets it becomes less frequent instead of dearer. */
const mostCostRatio = 0.01;

/** Connected: established, or closed by the other side alone. */
const connected: ReadonlySet<number> = new Set([tcpStates.established, tcpStates.closeWait]);

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
    const unread = readTcpSockets(pid).filter(({ state, waiting }) => waiting > 0 && connected.has(state));
    if (unread.length === 0) return 0;
    const own = socketInodes(pid);
    return unread.filter(({ inode }) => own.has(inode)).length;
  } catch {
    return null;
  }
}
