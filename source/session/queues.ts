import { type Measured, rounded } from '../protocol/units.ts';
import { type Figures, maxOf, meanOf } from './figures.ts';

/** A line that is not the loop's: who serves it, who waits in it, and what is in it, as far as the runtime tells. */
export type Queue = {
  readonly name: QueueName;
  /** Threads or sockets: the most that served at once. */
  readonly servers: Measured;
  /** Requests or calls that waited, on average over the samples, and the most. */
  readonly waitingMean: Measured;
  readonly waitingMax: Measured;
  /** The longest time that one waited. */
  readonly waitMaxMs: Measured;
  /** By kind: the most that waited or were served at once, and how many were served during looks at it. */
  readonly contents: readonly QueueContent[];
};

export type QueueContent = {
  readonly kind: string;
  readonly most: Measured;
  readonly served: Measured;
};

const queueNames = ['libuv-pool', 'http-agent', 'fetch', 'executor'] as const;
type QueueName = (typeof queueNames)[number];

/** The figures that tell of each; null where none does. */
const told: Record<
  QueueName,
  {
    readonly servers: string;
    readonly waiting: string | null;
    readonly waitMs: string | null;
    readonly contents: readonly (readonly [kind: string, most: string | null, served: string | null])[];
  }
> = {
  'libuv-pool': {
    servers: 'libuvThreads',
    waiting: null,
    waitMs: 'libuvWaitMs',
    contents: [
      ['crypto call', null, 'libuvCryptoDone'],
      ['zlib call', null, 'libuvZlibDone'],
      ['native addon call', null, 'libuvAddonsDone'],
      ['DNS lookup', 'libuvLookupRequests', 'libuvLookupsDone'],
      ['file call', 'libuvFileRequests', 'libuvFilesDone'],
    ],
  },
  'http-agent': {
    servers: 'agentUsedSockets',
    waiting: 'agentWaitingRequests',
    waitMs: null,
    contents: [],
  },
  fetch: { servers: 'fetchSentRequests', waiting: 'fetchWaitingRequests', waitMs: null, contents: [] },
  executor: {
    servers: 'executorThreads',
    waiting: 'executorWaitingCalls',
    waitMs: null,
    contents: [['address lookup', 'executorWaitingLookups', null]],
  },
};

/** One of them; null where nothing of it was seen. */
export function queueOf(figures: Figures, name: QueueName): Queue | null {
  const { servers, waiting, waitMs, contents } = told[name];
  const most = maxOf(figures, servers);
  if (most === null || (waiting !== null && !figures.has(waiting))) return null;
  return {
    name,
    servers: most,
    waitingMean: waiting === null ? null : rounded(meanOf(figures, waiting)),
    waitingMax: waiting === null ? null : maxOf(figures, waiting),
    waitMaxMs: waitMs === null ? null : rounded(maxOf(figures, waitMs)),
    contents: contents
      .map(([kind, mostOfIt, served]) => ({
        kind,
        most: mostOfIt === null ? null : maxOf(figures, mostOfIt),
        served: served === null ? null : maxOf(figures, served),
      }))
      .filter((content) => (content.most ?? 0) > 0 || (content.served ?? 0) > 0),
  };
}

/** All that were seen. */
export function queuesOf(figures: Figures): Queue[] {
  return queueNames.flatMap((name) => queueOf(figures, name) ?? []);
}
