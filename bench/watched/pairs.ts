/**
 * Two servers that live at once and are asked in turns, each turn of one compared with the one next to it of the other: what else the
 * machine does goes on for longer, and falls on both.
 */
import { median } from '../measure.ts';
import { Clients } from './ask-all.ts';
import type { Server } from './servers.ts';
import { cpuMs } from './usage.ts';

type Start = () => Promise<Server>;
/** `warmUp`: requests after which what a request runs is compiled. */
export type Load = { readonly connections: number; readonly warmUp: number; readonly requestsATurn: number };

const turns = 24;

/** Of so many pairs: processor time of the measured server for each request, by that of the other one. */
export async function ratios(count: number, measured: Start, other: Start, load: Load): Promise<number[]> {
  const values: number[] = [];
  while (values.length < count) values.push(await ratio(measured, other, load, values.length % 2 === 0));
  return values;
}

/** Of one pair. Who is started first finds other memory free: `measuredFirst` in every other pair. */
async function ratio(measured: Start, other: Start, load: Load, measuredFirst: boolean): Promise<number> {
  const starts = [measured, other];
  const [first, second] = measuredFirst ? starts : starts.reverse();
  const pair = [await first!(), await second!()];
  const clients = await Promise.all(pair.map(({ port }) => Clients.open(port, load.connections)));
  for (const one of clients) await one.ask(load.warmUp);
  const tookMs: number[][] = [[], []];
  for (let turn = 0; turn < turns; turn++)
    for (const one of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const { pid } = pair[one]!;
      const before = cpuMs(pid);
      await clients[one]!.ask(load.requestsATurn);
      tookMs[one]!.push(cpuMs(pid) - before);
    }
  for (const one of clients) one.close();
  for (const { end } of pair) await end();
  const [measuredMs, otherMs] = measuredFirst ? tookMs : tookMs.reverse();
  return median(measuredMs!.map((ms, turn) => ms / otherMs![turn]!));
}
