/** How long the answers of a server take before, while and after Heddle attaches to it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Attached } from '../source/watch/attach/attached.ts';
import { type Figure, reference } from './measure.ts';
import { startAlone } from './watched/servers.ts';

const perSecond = 500;
const connections = 20;
/** Compiled by then is what a request runs. */
const warmUpMs = 2000;
const phaseMs = 2000;
/** To attach takes 0.2 s; what that leaves to be done comes right after it. */
const attachingMs = 500;

const phases = ['before', 'while attaching', 'attached', 'after detaching'] as const;

/** Of each phase what 99 % of the answers took at most, and the longest. */
export async function watchAttach(count: number): Promise<Figure[]> {
  const taken: number[][][] = [];
  while (taken.length < count) taken.push(await latencies());
  const figures = (name: string, of: (tookMs: readonly number[]) => number): Figure[] =>
    phases.map((phase, at) => ({
      ...{ name: `${name} ${phase}, at 500/s`, against: 'a client of its own', line: null, unit: 'ms' },
      values: taken.map((all) => of(all[at]!)),
    }));
  const sorted = (tookMs: readonly number[]) => tookMs.toSorted((a, b) => a - b);
  return [
    ...figures('p99', (tookMs) => sorted(tookMs)[Math.ceil(tookMs.length * 0.99) - 1]!),
    ...figures('longest', (tookMs) => sorted(tookMs).at(-1)!),
  ];
}

/** In milliseconds, of each phase. */
async function latencies(): Promise<number[][]> {
  const { pid, port, end } = await startAlone([process.execPath, reference('express-server')]);
  const client = fork(reference('asks-at-a-rate'), [port, perSecond, connections].map(String));
  const during = async (work: Promise<unknown>) => {
    await work;
    return taken(client);
  };
  await during(wait(warmUpMs));
  const before = await during(wait(phaseMs));
  const attaching = Attached.attach({
    ...{ pid, yes: false, onEvent: () => {}, onWaiting: () => {} },
    onBroken: (why) => {
      throw new Error(why);
    },
  });
  const meanwhile = await during(Promise.all([attaching, wait(attachingMs)]));
  const attached = await during(wait(phaseMs));
  const after = await during(Promise.all([(await attaching).detach(), wait(phaseMs)]));
  client.kill();
  await end();
  return [before, meanwhile, attached, after];
}

async function taken(client: ChildProcess): Promise<number[]> {
  client.send('tell');
  const [tookMs] = (await once(client, 'message')) as [number[]];
  return tookMs;
}
