import { count, plural } from '../../format.ts';
import { latestOf, maxOf, meanOf } from '../../session/figures.ts';
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
    const queue = workOf(evidence) && queueOf(evidence.session);
    if (!queue) return null;
    const { waiting, mostWaiting, sockets, where } = queue;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${plural(mostWaiting, 'request')} waited for one of ${plural(sockets, 'socket')} (${where})`,
      figures: { waitingRequests: waiting, mostWaiting, sockets },
      why: 'They wait inside your process. The server has not seen them yet.',
      ...next(queue),
      source: sources.maxSockets,
    };
  },
};

type Queue = {
  readonly waiting: number;
  readonly mostWaiting: number;
  readonly sockets: number;
  readonly where: string;
  readonly raise: string;
};

function queueOf({ figures }: Session): Queue | null {
  const limit = latestOf(figures, 'agentMaxSockets');
  const agent = {
    waiting: meanOf(figures, 'agentWaitingRequests'),
    mostWaiting: maxOf(figures, 'agentWaitingRequests'),
    sockets: maxOf(figures, 'agentUsedSockets'),
    where: limit === null ? 'http.Agent' : `http.Agent, maxSockets ${count(limit)}`,
    raise: 'maxSockets',
  };
  const pool = {
    waiting: meanOf(figures, 'fetchWaitingRequests'),
    mostWaiting: maxOf(figures, 'fetchWaitingRequests'),
    sockets: maxOf(figures, 'fetchSentRequests'),
    where: 'fetch or undici',
    raise: 'connections',
  };
  for (const { waiting, mostWaiting, sockets, ...words } of [agent, pool]) {
    if (waiting === null || mostWaiting === null || sockets === null || sockets === 0) continue;
    if (waiting >= leastWaiting * sockets && mostWaiting >= fewestWaiting)
      return { waiting, mostWaiting, sockets, ...words };
  }
  return null;
}

function next({ sockets, raise }: Queue): Advice {
  return advice({ kind: 'at-once', to: sockets }, `, or raise ${raise} if the server can take more`);
}
