import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Agent, ClientRequest } from 'node:http';
import type { Figure } from '../../protocol/vital-events.ts';
import { queuedRequests } from './global-dispatcher.ts';

/** Agents that are asked, each for as many hosts: of more the first ones tell enough. */
const mostAgents = 16;
const mostHosts = 64;
/** A pool that has more requests under way hardly has a line, and to ask it takes 0.1 µs for each socket. */
const mostUnderWay = 2000;

type Queue = { waiting: number; served: number; limit: number | null };

/**
 * Requests that wait for a socket: in agents of `node:http` and `node:https`, which are seen through their requests and asked
 * for the length of their lines, and in pools of undici (which `fetch` is), by what was asked for and not yet sent. Of a pool that is
 * not the one that everybody uses only those are known that a socket has taken.
 */
export class HttpQueues {
  /** The person's own: they live as long as the person wants. */
  #agents: WeakRef<Agent>[] = [];
  readonly #known = new WeakSet<Agent>();
  #sawAgent = false;
  #requests = 0;
  #asked = 0;
  #sent = 0;
  #ended = 0;
  readonly #unsent = new WeakSet<object>();

  constructor() {
    for (const [name, listener] of this.#listeners) subscribe(name, listener);
  }

  stop(): void {
    for (const [name, listener] of this.#listeners) unsubscribe(name, listener);
  }

  /** Now. Nothing where no request was made. */
  take(): Figure[] {
    const figures: Figure[] = [];
    this.#agents = this.#agents.filter((agent) => agent.deref());
    const queues = this.#agents.flatMap((agent) => agent.deref() ?? []).map(queueOf);
    const [longest = none] = queues.sort((a, b) => b.waiting - a.waiting || b.served - a.served);
    if (this.#sawAgent)
      figures.push(
        requests('agentWaitingRequests', 'requests that wait for a socket of an http.Agent', longest.waiting),
        {
          name: 'agentUsedSockets',
          title: 'sockets of that agent in use',
          value: longest.served,
          unit: 'sockets',
        },
        { name: 'agentMaxSockets', title: 'its maxSockets', value: longest.limit, unit: 'sockets' },
      );
    if (this.#asked > 0)
      figures.push(
        requests(
          'fetchWaitingRequests',
          'requests of fetch or undici that are not yet sent',
          this.#asked - this.#sent + (this.#asked - this.#ended > mostUnderWay ? 0 : queuedRequests()),
        ),
        requests('fetchSentRequests', 'those that wait for an answer', Math.max(0, this.#sent - this.#ended)),
      );
    if (figures.length > 0)
      figures.push(requests('httpRequests', 'HTTP requests so far', this.#requests + this.#asked));
    return figures;
  }

  readonly #onCreated = (message: unknown): void => {
    const { request } = message as { request: ClientRequest & { agent?: Agent | false } };
    this.#requests++;
    const { agent } = request;
    if (!agent || this.#known.has(agent) || this.#agents.length === mostAgents) return;
    this.#known.add(agent);
    this.#agents.push(new WeakRef(agent));
    this.#sawAgent = true;
  };

  readonly #onAsked = (message: unknown): void => {
    this.#asked++;
    this.#unsent.add((message as { request: object }).request);
  };

  readonly #onSent = (message: unknown): void => {
    if (this.#unsent.delete((message as { request: object }).request)) this.#sent++;
  };

  readonly #onEnded = (message: unknown): void => {
    // One that failed before it was sent waits no longer either.
    this.#onSent(message);
    this.#ended++;
  };

  readonly #listeners: readonly [name: string, listener: (message: unknown) => void][] = [
    ['http.client.request.created', this.#onCreated],
    ['undici:request:create', this.#onAsked],
    ['undici:client:sendHeaders', this.#onSent],
    ['undici:request:trailers', this.#onEnded],
    ['undici:request:error', this.#onEnded],
  ];
}

const none: Queue = { waiting: 0, served: 0, limit: null };

const requests = (name: string, title: string, value: number): Figure => ({
  ...{ name, title, value, unit: 'requests' },
});

function queueOf({ requests, sockets, maxSockets }: Agent): Queue {
  return {
    waiting: lengthOf(requests),
    served: lengthOf(sockets),
    limit: Number.isFinite(maxSockets) ? maxSockets : null,
  };
}

function lengthOf(lists: NodeJS.ReadOnlyDict<readonly unknown[]>): number {
  let length = 0;
  let hosts = 0;
  for (const host in lists) {
    if (hosts++ === mostHosts) break;
    length += lists[host]?.length ?? 0;
  }
  return length;
}
