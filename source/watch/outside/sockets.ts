import { readlinkSync } from 'node:fs';
import { monotonicMs } from '../../machine/clock.ts';
import type { ProgramEvent } from '../../protocol/program-events.ts';
import { roundMs } from '../../protocol/units.ts';
import type { WatchEventOf } from '../../protocol/watch-events.ts';
import { Pace } from '../../telemetry/pace.ts';
import {
  readTcpSockets,
  socketInodes,
  type TcpSocket,
  tcpStates,
} from '../../telemetry/probes/tcp-sockets.ts';

/** Sockets of a program whose loop turns are soon read: how many are open is all there is to see. */
const calmEveryMs = 2000;
/** While a loop is held what waits grows. */
const heldEveryMs = 250;
/** Looks may take this share of one core: a look of 20 ms then comes once in a second. */
const mostCostRatio = 0.02;

export type Sockets = Omit<WatchEventOf<'sockets'>, 'type' | 'atMs'>;

/** `all`: of the network that the process is in. `own`: the inodes of its own. */
export function countSockets(all: readonly TcpSocket[], own: ReadonlySet<string>): Sockets {
  // A process may serve connections to a port at which only its parent listens.
  const served = new Set(all.flatMap(({ state, port }) => (state === tcpStates.listening ? port : [])));
  const counts = { open: 0, unread: 0, backlog: 0, closeWait: 0 };
  for (const { state, port, waiting, inode } of all) {
    if (!own.has(inode)) continue;
    if (state === tcpStates.listening) counts.backlog += waiting;
    else if (state === tcpStates.closeWait) counts.closeWait++;
    else if (state === tcpStates.established && served.has(port)) {
      counts.open++;
      if (waiting > 0) counts.unread++;
    }
  }
  return counts;
}

/** The ports at which a process waits for connections, lowest first; empty where it may not be known. */
export function listeningPorts(pid: number, tables = new Tables()): number[] {
  try {
    const listening = tables.of(pid).filter(({ state }) => state === tcpStates.listening);
    const own = listening.length === 0 ? new Set<string>() : socketInodes(pid);
    const ports = listening.flatMap(({ inode, port }) => (own.has(inode) ? port : []));
    return [...new Set(ports)].sort((a, b) => a - b);
  } catch {
    return [];
  }
}

/** The sockets of each network, read once for all processes in it that are looked at in the same turn. */
export class Tables {
  readonly #read = new Map<string, TcpSocket[]>();

  /** Throws where they may not be known. */
  of(pid: number): readonly TcpSocket[] {
    const network = readlinkSync(`/proc/${pid}/ns/net`);
    const sockets = this.#read.get(network) ?? readTcpSockets(pid);
    this.#read.set(network, sockets);
    return sockets;
  }
}

type Watched = { readonly originMs: number; isHeld: boolean };

/** Looks at the sockets of all processes of a program; what they tell goes through it, on its way to whoever listens. */
export class SocketWatch {
  readonly #onEvent: (said: ProgramEvent) => void;
  readonly #watched = new Map<number, Watched>();
  readonly #held = new Pace(heldEveryMs, mostCostRatio);
  readonly #calm = new Pace(calmEveryMs, mostCostRatio);
  readonly #timer: NodeJS.Timeout | null;

  constructor(onEvent: (said: ProgramEvent) => void) {
    this.#onEvent = onEvent;
    // Only Linux tells.
    this.#timer = process.platform === 'linux' ? setInterval(() => this.#look(), heldEveryMs).unref() : null;
  }

  /** To be told everything that the program's processes tell: passes it on. */
  readonly onEvent = (said: ProgramEvent): void => {
    if ('event' in said) this.#note(said.pid, said.event);
    this.#onEvent(said);
  };

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  #note(pid: number, event: Extract<ProgramEvent, { pid: number }>['event']): void {
    const watched = this.#watched.get(pid);
    if (event.type === 'watch-started')
      this.#watched.set(pid, { originMs: event.monotonicMs, isHeld: false });
    else if (event.type === 'watch-ended') this.#watched.delete(pid);
    else if (event.type === 'held' && watched) watched.isHeld = !event.over;
  }

  #look(): void {
    const nowMs = monotonicMs();
    if (this.#calm.take(nowMs, () => this.#tell([...this.#watched.keys()])) !== null) return;
    const held = [...this.#watched].flatMap(([pid, { isHeld }]) => (isHeld ? pid : []));
    if (held.length > 0) this.#held.take(nowMs, () => this.#tell(held));
  }

  #tell(pids: readonly number[]): number {
    const tables = new Tables();
    for (const pid of pids) {
      const sockets = socketsOf(pid, tables);
      const watched = this.#watched.get(pid);
      if (!sockets || !watched) continue;
      const atMs = roundMs(Math.max(0, monotonicMs() - watched.originMs));
      this.#onEvent({ pid, event: { type: 'sockets', atMs, ...sockets } });
    }
    return pids.length;
  }
}

function socketsOf(pid: number, tables: Tables): Sockets | null {
  try {
    return countSockets(tables.of(pid), socketInodes(pid));
  } catch {
    return null;
  }
}
