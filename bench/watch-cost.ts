/** What watching a program costs it: processor time of a server under load, with the probe inside and without. */
import { type Figure, median, reference } from './measure.ts';
import { askAll } from './watched/ask-all.ts';
import { type Server, startAlone, startWatched } from './watched/servers.ts';
import { cpuMs } from './watched/usage.ts';

/** Compiled by then is what a request runs. */
const warmUp = 20_000;
/** Both servers of a pair live at once and are asked in turns: what else the machine does then falls on either. */
const turns = 12;
const requestsATurn = 3_000;

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
    ),
    line: { atMost: 1.25 },
    unit: '×',
  };
}

async function ratios(
  count: number,
  measured: () => Promise<Server>,
  other: () => Promise<Server>,
): Promise<number[]> {
  const values: number[] = [];
  while (values.length < count) values.push(await ratio(measured, other, values.length % 2 === 0));
  return values;
}

/** Of one pair. Who is started first finds other memory free: `measuredFirst` in every other pair. */
async function ratio(
  measured: () => Promise<Server>,
  other: () => Promise<Server>,
  measuredFirst: boolean,
): Promise<number> {
  const starts = [measured, other];
  const [first, second] = measuredFirst ? starts : starts.reverse();
  const pair = [await first!(), await second!()];
  for (const { port } of pair) await askAll(port, warmUp);
  const tookMs: number[][] = [[], []];
  for (let turn = 0; turn < turns; turn++)
    for (const one of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const { pid, port } = pair[one]!;
      const before = cpuMs(pid);
      await askAll(port, requestsATurn);
      tookMs[one]!.push(cpuMs(pid) - before);
    }
  for (const { end } of pair) await end();
  const [a, b] = tookMs.map(median) as [number, number];
  return measuredFirst ? a / b : b / a;
}
