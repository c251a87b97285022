import { setTimeout as wait } from 'node:timers/promises';
import {
  readTcpSockets,
  socketInodes,
  type TcpSocket,
  tcpStates,
} from '../../telemetry/probes/tcp-sockets.ts';
import { commandOf, environmentOf, readStat } from '../proc.ts';
import { CannotAttach, startItObserved } from './cannot-attach.ts';
import { inspectorAt } from './inspector.ts';
import type { MainLoop } from './main-loop.ts';

/** Where Node.js opens its inspector unless it is told otherwise. Port 0: any that is free. */
const usually = { host: '127.0.0.1', port: 9229 };
/** A look at the sockets takes up to 10 ms. */
const lookEveryMs = 5;
/** Somebody who attaches to another process has that port for a fraction of a second. */
const takenMs = 2000;
/** A loop that turns opens it in less than 0.1 s, on a crowded machine in less than 1 s. */
const opensMs = 2000;

/** Its address, and whether it was open before. */
export type Opened = { readonly address: string; readonly wasOpen: boolean };

type Asked = {
  readonly pid: number;
  /** How it was until now. */
  readonly loop: MainLoop;
  /** When to give up. */
  readonly signal: AbortSignal;
  /** From now on it is the process that is waited for. */
  onAsked(): void;
};

/**
 * Opens the inspector of a process by SIGUSR1, if it is not open. Resolves once it listens: while the main thread is in a call
 * of native code, that is when the call returns.
 */
export async function openInspector({ pid, loop, signal, onAsked }: Asked): Promise<Opened> {
  const expected = expectedAt(pid);
  const before = listeningOf(pid, expected.port);
  for (const { port } of before) {
    if (expected.port !== 0 && port !== expected.port) continue;
    const address = await inspectorAt(expected.host, port);
    if (address === null) continue;
    onAsked();
    return { address, wasOpen: true };
  }
  await untilFree(pid, expected.port, isOpen);
  process.kill(pid, 'SIGUSR1');
  onAsked();
  return { address: await newInspector({ pid, expected, before, loop, signal }), wasOpen: false };
}

type Sought = {
  readonly pid: number;
  readonly expected: typeof usually;
  readonly before: readonly TcpSocket[];
  readonly loop: MainLoop;
  readonly signal: AbortSignal;
};

/** The one that listens on a socket which was not there before. */
async function newInspector({ pid, expected, before, loop, signal }: Sought): Promise<string> {
  const known = new Set(before.map(({ inode }) => inode));
  let turnedMs: number | null = null;
  for (;;) {
    signal.throwIfAborted();
    if (readStat(pid) === null) throw new CannotAttach(pid, 'has ended');
    for (const { inode, port } of listeningOf(pid, expected.port)) {
      if (known.has(inode)) continue;
      const address = await inspectorAt(expected.host, port);
      if (address !== null) return address;
      // Another server of the program's is asked no more than once.
      if (port !== expected.port) known.add(inode);
    }
    if (expected.port !== 0 && isTaken(pid, expected.port)) {
      // Somebody was faster: it has not opened its own.
      await untilFree(pid, expected.port, isTaken);
      process.kill(pid, 'SIGUSR1');
      turnedMs = null;
    }
    if (turnedMs === null && loop.hasTurned) turnedMs = performance.now();
    if (turnedMs !== null && performance.now() - turnedMs > opensMs)
      throw new CannotAttach(
        pid,
        'opens no inspector: it takes SIGUSR1 itself, or its port was taken at that moment',
        startItObserved,
      );
    await wait(lookEveryMs);
  }
}

/** What a process listens on, oldest first. Where its sockets may not be known, whoever listens on the expected port. */
function listeningOf(pid: number, expected: number): TcpSocket[] {
  const all = listeningNear(pid);
  try {
    return [...socketInodes(pid)].flatMap((own) => all.find(({ inode }) => inode === own) ?? []);
  } catch {
    return all.filter(({ port }) => port === expected);
  }
}

const listeningNear = (pid: number) =>
  readTcpSockets(pid).filter(({ state }) => state === tcpStates.listening);

type InTheWay = (pid: number, port: number) => boolean;

/** Whether anybody listens there. */
const isOpen: InTheWay = (pid, port) => listeningNear(pid).some((one) => one.port === port);

/**
 * Whether another process listens there; where it may not be known whose a socket is, it is taken for that of the process. Its own
 * are read last: one that it opens meanwhile would be another's.
 */
const isTaken: InTheWay = (pid, port) => {
  const there = listeningNear(pid).filter((one) => one.port === port);
  if (there.length === 0) return false;
  try {
    const own = socketInodes(pid);
    return there.some(({ inode }) => !own.has(inode));
  } catch {
    return false;
  }
};

/** Where another process listens on that port, the signal would only have this one print that it cannot. Any is free as port 0. */
async function untilFree(pid: number, port: number, inTheWay: InTheWay): Promise<void> {
  const untilMs = performance.now() + takenMs;
  while (port !== 0 && inTheWay(pid, port)) {
    if (performance.now() > untilMs)
      throw new CannotAttach(
        pid,
        `cannot open its inspector: port ${port} is taken`,
        'ss -ltnp shows by which program',
      );
    await wait(lookEveryMs);
  }
}

const option = /^--(?:inspect(?:-brk|-wait|-port)?|debug-port)=(?:(.+):)?(\d+)$/;

/** Where it was told to open its inspector, last. */
function expectedAt(pid: number): typeof usually {
  const words = [...(environmentOf(pid)?.get('NODE_OPTIONS')?.split(/\s+/) ?? []), ...commandOf(pid)];
  const [, host, port] = words.map((word) => option.exec(word)).findLast((found) => found !== null) ?? [];
  if (port === undefined) return usually;
  return { host: host?.replaceAll(/[[\]]/g, '') ?? usually.host, port: Number(port) };
}
