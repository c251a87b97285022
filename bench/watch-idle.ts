/** What watching costs a server that has nothing to do, and its start: the watched one less the same one alone. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Figure, reference, takePairs } from './measure.ts';
import { askAll } from './watched/ask-all.ts';
import { type Server, startAlone, startWatched } from './watched/servers.ts';
import { cpuMs, memoryMb } from './watched/usage.ts';

const command = [process.execPath, reference('http-server')];

/** By then what a start leaves to be done is done. */
const settlesMs = 1500;
const idleMs = 4000;
/** After them the heap of a server is as large as it is at work. */
const requests = 20_000;

type Taken = {
  /** Of one core, while nothing comes. */
  readonly corePercent: number;
  readonly rss: number;
  readonly pss: number;
  readonly rssAfter: number;
  readonly pssAfter: number;
};

/** Processor time while nothing comes, and memory before and after requests. */
export async function watchIdle(count: number): Promise<Figure[]> {
  const taken = await takePairs(
    count,
    () => taking(() => startWatched(command)),
    () => taking(() => startAlone(command)),
  );
  const figure = (name: string, field: keyof Taken, atMost: number, unit: string): Figure => ({
    ...{ name, against: 'the same, not watched', line: { atMost }, unit },
    values: taken.map(([watched, alone]) => watched[field] - alone[field]),
  });
  return [
    figure('more of a core for an idle server, watched', 'corePercent', 2, '%'),
    figure('more RSS of a server that has just started, watched', 'rss', 25, 'MB'),
    figure('more PSS of it', 'pss', 25, 'MB'),
    figure('more RSS of it after 20,000 requests', 'rssAfter', 25, 'MB'),
    figure('more PSS of it after them', 'pssAfter', 25, 'MB'),
  ];
}

async function taking(start: () => Promise<Server>): Promise<Taken> {
  const { pid, port, end } = await start();
  await wait(settlesMs);
  const first = memoryMb(pid);
  const beforeMs = cpuMs(pid);
  const began = performance.now();
  await wait(idleMs);
  const corePercent = (100 * (cpuMs(pid) - beforeMs)) / (performance.now() - began);
  await askAll(port, requests);
  const after = memoryMb(pid);
  await end();
  return { corePercent, ...first, rssAfter: after.rss, pssAfter: after.pss };
}

/** How much later a server listens. */
export async function watchStart(count: number): Promise<Figure> {
  const startMs = async (start: () => Promise<Server>) => {
    const server = await start();
    await server.end();
    return server.startMs;
  };
  const taken = await takePairs(
    count,
    () => startMs(() => startWatched(command)),
    () => startMs(() => startAlone(command)),
  );
  return {
    ...{ name: 'more time until a server listens, watched', against: 'the same, not watched' },
    ...{ line: { atMost: 30 }, unit: 'ms' },
    values: taken.map(([watched, alone]) => watched - alone),
  };
}
