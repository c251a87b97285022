import type { Measured } from '../protocol/units.ts';
import type { VitalEventOf } from '../protocol/vital-events.ts';
import type { Requests } from './requests.ts';
import { latestMs } from './series.ts';
import type { Lane, Vitals } from './vitals.ts';
import { type Sockets, waitingOutside } from './waiting-outside.ts';

/** What stood at a moment. Of what adds up, the difference between two moments is what was between them. */
export type Moment = {
  readonly atMs: number;
  /** Of the main loop: for how long it was not idle, of how long that was measured. */
  readonly busyMs: number;
  readonly measuredMs: number;
  /** Of the main lane. */
  readonly collectorMs: Measured;
  /** Waiting for the lock that they share, of the main lane and of all others together. */
  readonly lockMs: Measured;
  readonly threadsLockMs: Measured;
  /** Of each thread of the program's own, by its lane: for how long it computed, or waited for a core. */
  readonly threadsMs: ReadonlyMap<number, number>;
  /** Core time that anybody used, of so much that the machine has. */
  readonly usedCoreMs: Measured;
  readonly coreMs: Measured;
  readonly begun: number;
  readonly ended: number;
  readonly failed: number;
  readonly rssBytes: Measured;
  /** In use in the main lane after its latest full collection; how much of it in buffers. */
  readonly keptBytes: Measured;
  readonly keptBufferBytes: Measured;
  readonly descriptors: Measured;
  readonly descriptorLimit: Measured;
  /** Connections that the other side has closed, and that wait to be read or accepted. */
  readonly closeWait: Measured;
  readonly waiting: Measured;
};

/** What moments are of. */
type Stands = Vitals & {
  readonly requests: Requests;
  readonly sockets: Sockets | null;
  readonly moments: readonly Moment[];
};

/** Ten minutes are kept in detail enough to see a slope, in 300 moments. */
const everyMs = 2000;

/** The moments with what stands at this sample, where one is due; the oldest goes. */
export function addMoment(stands: Stands, sample: VitalEventOf<'sample'>): readonly Moment[] {
  const { moments } = stands;
  const last = moments.at(-1);
  // Of the first look what lanes add up counts: nothing stands yet.
  if (stands.phase !== 'running' || sample.atMs === stands.runningSinceMs) return moments;
  if (last && sample.atMs - last.atMs < everyMs) return moments;
  return [...moments.filter(({ atMs }) => sample.atMs - atMs < latestMs), momentOf(stands, sample)];
}

function momentOf(
  { loop, lanes, cpu, requests, memory, sockets }: Stands,
  { atMs, processes }: VitalEventOf<'sample'>,
): Moment {
  const main = lanes.find(({ id }) => id === 0);
  const process = processes.find(({ role }) => role === 'engine');
  const { others } = cpu;
  return {
    atMs,
    busyMs: loop.busy.busyMs,
    measuredMs: loop.busy.ofMs,
    collectorMs: main?.collecting?.ms ?? null,
    lockMs: main?.lockMs ?? null,
    threadsLockMs: lanes.reduce<Measured>(
      (sum, { id, lockMs }) => (id === 0 || lockMs === null ? sum : (sum ?? 0) + lockMs),
      null,
    ),
    threadsMs: new Map(lanes.flatMap((lane) => busyOf(lane))),
    usedCoreMs: others && others.usedMs + others.ownMs,
    coreMs: others?.ofMs ?? null,
    begun: requests.begun,
    ended: requests.ended,
    failed: requests.failed,
    rssBytes: memory.rssBytes,
    keptBytes: main?.collecting?.kept?.bytes ?? null,
    keptBufferBytes: main?.collecting?.kept?.bufferBytes ?? null,
    descriptors: process?.descriptors ?? null,
    descriptorLimit: process?.descriptorLimit ?? null,
    closeWait: sockets?.closeWait ?? null,
    waiting: sockets && waitingOutside(sockets),
  };
}

const busyOf = ({ id, kind, state, cpuMs, waitMs }: Lane): [lane: number, ms: number][] =>
  kind === 'thread' && state === 'open' && cpuMs !== null && waitMs !== null ? [[id, cpuMs + waitMs]] : [];

/** Two moments, and how long is between them. */
export type Span = { readonly from: Moment; readonly to: Moment; readonly overMs: number };

/** What was between the latest moment and that which was at least so long before it, or the first; null before a second one. */
export function lately(moments: readonly Moment[], overMs: number): Span | null {
  const to = moments.at(-1);
  const from = to && (moments.findLast(({ atMs }) => to.atMs - atMs >= overMs) ?? moments[0]!);
  return to && from && from !== to ? { from, to, overMs: to.atMs - from.atMs } : null;
}

/** By how much a figure that adds up grew between two moments; null where it was not measured at both. */
export function grown(
  { from, to }: Pick<Span, 'from' | 'to'>,
  of: Exclude<keyof Moment, 'threadsMs'>,
): Measured {
  const [before, after] = [from[of], to[of]];
  return before === null || after === null ? null : after - before;
}

/** For what share of the time the main loop was not idle; null where nobody knows it. */
export function busyIn(span: Pick<Span, 'from' | 'to'>): Measured {
  const measuredMs = grown(span, 'measuredMs') ?? 0;
  const busyMs = grown(span, 'busyMs');
  return measuredMs > 0 && busyMs !== null ? busyMs / measuredMs : null;
}

/** How many of so many cores nobody used; null where nobody looked. */
export function freeCoresIn(span: Pick<Span, 'from' | 'to'>, cores: number): Measured {
  const [usedMs, ofMs] = [grown(span, 'usedCoreMs'), grown(span, 'coreMs')];
  return usedMs === null || ofMs === null || ofMs <= 0 ? null : cores * (1 - usedMs / ofMs);
}
