/** What a process uses, as the system counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Processor time of all threads of a process that live, in milliseconds. */
export function cpuMs(pid: number): number {
  let sum = 0;
  for (const tid of readdirSync(`/proc/${pid}/task`))
    sum += Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]);
  return sum / 1e6;
}

/** Its memory in MB: all of it that is in memory, and with what it shares with others counted in part. */
export function memoryMb(pid: number): { readonly rss: number; readonly pss: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1024e-6;
  return { rss: of('Rss'), pss: of('Pss') };
}
