import { setTimeout as wait } from 'node:timers/promises';
import { monotonicMs } from '../../machine/clock.ts';
import type { LoadRequest } from '../../protocol/load-events.ts';
import type { Target } from '../../sender/messages.ts';
import { Pace } from '../../telemetry/pace.ts';
import { descendantsOf } from '../../telemetry/probes/children.ts';
import { socketInodes, tcpStates } from '../../telemetry/probes/tcp-sockets.ts';
import { mostProcesses } from '../outside/processes.ts';
import { Tables } from '../outside/sockets.ts';
import { environmentOf, exeOf, linkOf, readStat } from '../proc.ts';
import { hostsOf } from './address.ts';
import { firstRequest, type Speaks } from './first-request.ts';

/** A program may build itself before it listens. */
const mostWaitMs = 60_000;
const lookEveryMs = 100;
/** Looks may take this share of one core. */
const mostCostRatio = 0.02;
/** Who listens at several ports does so within that time. */
const settlesMs = 300;

type Listening = { readonly port: number; readonly hosts: readonly string[] };
type Wish = {
  /** The first process of the program; all that it has started are the program as well. */
  readonly pid: number;
  /** At which it must listen; null: any. */
  readonly port: number | null;
  readonly request: LoadRequest;
  readonly signal: AbortSignal;
};
type Found = { readonly target: Target } | { readonly refusal: string };

/** Waits until the program listens, and says where requests go; `refusal`: why they go nowhere, as a sentence without its end. */
export async function findTarget({ pid, port, request, signal }: Wish): Promise<Found> {
  if (process.platform !== 'linux') return { refusal: 'only Linux tells at which port a program listens' };
  // One that has just ended has none: its end is told in a moment.
  const network = linkOf(pid, 'ns/net');
  if (network !== null && network !== linkOf(process.pid, 'ns/net'))
    return { refusal: 'the program is in a container, or has a network of its own: run heddle in there' };
  const listening = await listens(pid, port, signal);
  if (listening.length === 0) return { refusal: `${notListening(port)} within ${mostWaitMs / 1000} s` };
  const asked: (Speaks & Target)[] = [];
  for (const { port, hosts } of listening) {
    for (const host of hosts) {
      const target = { host, port };
      const said = await firstRequest(target, request);
      if (said.what !== 'closed') {
        asked.push({ ...target, ...said });
        break;
      }
    }
  }
  return choose(asked);
}

const notListening = (port: number | null) =>
  port === null ? 'the program did not listen at any TCP port' : `the program did not listen at port ${port}`;

/** The one port that answers, of several the one that answers well. */
export function choose(asked: readonly (Speaks & Target)[]): Found {
  const answering = asked.filter(({ what }) => what === 'http');
  const well = answering.filter((one) => one.what === 'http' && one.status < 400);
  const fits = [well, answering, asked.filter(({ what }) => what === 'silent')].find(
    ({ length }) => length > 0,
  );
  const [first] = fits ?? [];
  if (first && fits!.length === 1) return { target: { host: first.host, port: first.port } };
  if (first) {
    const ports = fits!.map(({ port }) => port).join(', ');
    return {
      refusal: `the program listens at several ports: ${ports}; choose one: --load-port ${first.port}`,
    };
  }
  const [only] = asked;
  if (!only) return { refusal: 'the program does not take connections any more' };
  const ports = asked.map(({ port }) => port).join(', ');
  return asked.some(({ what }) => what === 'tls')
    ? {
        refusal: `port ${ports} is encrypted (TLS): --load sends plain HTTP/1.1. Let it listen without for this`,
      }
    : { refusal: `port ${ports} does not answer HTTP/1.1, which is what --load sends` };
}

async function listens(pid: number, port: number | null, signal: AbortSignal): Promise<Listening[]> {
  const pace = new Pace(lookEveryMs, mostCostRatio);
  const untilMs = monotonicMs() + mostWaitMs;
  const look = () => listeningIn(pid).filter((one) => port === null || one.port === port);
  while (monotonicMs() < untilMs) {
    const found = pace.take(monotonicMs(), look);
    if (found !== null && found.length > 0) {
      if (port !== null) return found;
      await wait(settlesMs, undefined, { signal });
      return look();
    }
    await wait(lookEveryMs, undefined, { signal });
  }
  return [];
}

/** Where any process of the program listens. */
function listeningIn(pid: number): Listening[] {
  try {
    const all = new Tables().of(pid).filter(({ state }) => state === tcpStates.listening);
    const program = [pid, ...primaryOf(pid), ...descendantsOf(pid, mostProcesses)];
    const own = new Set(program.flatMap((one) => [...inodesOf(one)]));
    const others = new Set(
      all.flatMap((one) => (own.has(one.inode) || one.address.length > 8 ? [] : one.port)),
    );
    const byPort = Map.groupBy(
      all.filter(({ inode }) => own.has(inode)),
      ({ port }) => port,
    );
    return [...byPort]
      .map(([port, sockets]) => ({
        port,
        hosts: [...new Set(sockets.flatMap(({ address }) => hostsOf(address, others.has(port))))],
      }))
      .sort((a, b) => a.port - b.port);
  } catch {
    return [];
  }
}

/** The primary of a worker of node:cluster, which listens for it; none for any other process, and where the primary is gone. */
function primaryOf(pid: number): number[] {
  // Node gives it to workers alone, and these take it from their environment before they start others.
  if (!environmentOf(pid)?.has('NODE_UNIQUE_ID')) return [];
  const parent = readStat(pid)?.parentPid ?? 0;
  const exe = exeOf(parent);
  // Who takes in the worker of a primary that is gone, as init does, may listen for anybody.
  return exe !== null && exe === exeOf(pid) ? [parent] : [];
}

function inodesOf(pid: number): Set<string> {
  try {
    return socketInodes(pid);
  } catch {
    // It has ended meanwhile, or belongs to another user.
    return new Set();
  }
}
