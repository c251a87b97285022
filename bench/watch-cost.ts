/** What watching a program costs it: processor time of a server under load, with the probe inside and without. */
import { type Figure, reference } from './measure.ts';
import { ratios } from './watched/pairs.ts';
import { startAlone, startWatched } from './watched/servers.ts';

const load = { connections: 20, warmUp: 20_000, requestsATurn: 1_500 };

/**
 * The most that watching may add. A bare server does nothing else, in 15 µs: of a server that does anything, the 1 to 2 µs are a
 * smaller part.
 */
const servers = { http: 1.2, express: 1.07, fastify: 1.1 } as const;

/** Processor time of a server for each request, watched and not. */
export async function watchCost(server: keyof typeof servers, count: number): Promise<Figure> {
  const command = [process.execPath, reference(`${server}-server`)];
  return {
    name: `cpu of a request to a server of ${server}, watched`,
    against: 'the same, not watched',
    values: await ratios(
      count,
      () => startWatched(command),
      () => startAlone(command),
      load,
    ),
    line: { atMost: servers[server] },
    unit: '×',
  };
}

/** Longer than all requests take: it ends with the server. */
const profileMs = 300_000;

/** Processor time of a watched server for each request, while a profile of it is taken and not. */
export async function profileCost(server: keyof typeof servers, count: number): Promise<Figure> {
  const command = [process.execPath, reference(`${server}-server`)];
  return {
    name: `cpu of a request to a server of ${server}, profiled`,
    against: 'the same, watched',
    values: await ratios(
      count,
      () => startWatched(command, profileMs),
      () => startWatched(command),
      load,
    ),
    line: { atMost: 1.25 },
    unit: '×',
  };
}
