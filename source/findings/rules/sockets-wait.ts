import { count, plural } from '../../format.ts';
import { latestOf } from '../../session/figures.ts';
import { queueOf } from '../../session/queues.ts';
import type { Session } from '../../session/state.ts';
import type { Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { type Advice, advice } from '../step.ts';
import { workOf } from '../work.ts';

/** As many wait as are served, on average: half of the time of a request is the queue. */
const leastWaiting = 1;
/** Of fewer at the worst moment nobody had to wait long. */
const fewestWaiting = 4;

/** Requests that wait in the client for one of its sockets: the server does not know of them, and no time-out counts it. */
export const socketsWait: Rule = {
  id: 'sockets-wait',
  looksFor: 'HTTP requests that wait in the client for a socket (http.Agent, undici)',
  underLoad: 'holds',
  find(evidence) {
    const line = workOf(evidence) && lineOf(evidence.session);
    if (!line) return null;
    const { waiting, mostWaiting, sockets, where } = line;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${plural(mostWaiting, 'request')} waited for one of ${plural(sockets, 'socket')} (${where})`,
      figures: { waitingRequests: waiting, mostWaiting, sockets },
      why: 'They wait inside your process. The server has not seen them yet.',
      ...next(line),
      source: sources.maxSockets,
    };
  },
};

type Line = {
  readonly waiting: number;
  readonly mostWaiting: number;
  readonly sockets: number;
  readonly where: string;
  readonly raise: string;
};

/** The first of them in which requests really had to wait. */
function lineOf({ figures }: Session): Line | null {
  const limit = latestOf(figures, 'agentMaxSockets');
  const lines = [
    {
      queue: queueOf(figures, 'http-agent'),
      where: limit === null ? 'http.Agent' : `http.Agent, maxSockets ${count(limit)}`,
      raise: 'maxSockets',
    },
    { queue: queueOf(figures, 'fetch'), where: 'fetch or undici', raise: 'connections' },
  ];
  for (const { queue, ...words } of lines) {
    const { servers: sockets, waitingMean: waiting, waitingMax: mostWaiting } = queue ?? nobody;
    if (!sockets || waiting === null || mostWaiting === null) continue;
    if (waiting >= leastWaiting * sockets && mostWaiting >= fewestWaiting)
      return { waiting, mostWaiting, sockets, ...words };
  }
  return null;
}

const nobody = { servers: null, waitingMean: null, waitingMax: null };

function next({ sockets, raise }: Line): Advice {
  return advice({ kind: 'at-once', to: sockets }, `, or raise ${raise} if the server can take more`);
}
