import type { LaneUnit } from '../catalog/cards.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import { coreWords, count } from '../format.ts';
import type { Sizing, Verdict, Where } from './decision.ts';

/** Runtimes as people say them. */
export const whereNames: Readonly<Record<Where, string>> = {
  node: 'Node.js',
  cpython: 'CPython with the GIL',
  'free-threaded': 'free-threaded CPython',
  any: 'any runtime',
};

/** `1 process`, `2 threads`, `10,000 promises`. */
export function laneWords(lanes: number, unit: LaneUnit): string {
  return `${count(lanes)} ${lanes === 1 ? unit.replace(/(?<=ss)es$|s$/, '') : unit}`;
}

/** `for each of 4 cores`, `for 1 core`; of a fraction that it is rounded up. */
export function perCore(effectiveCores: number): string {
  if (effectiveCores === 1) return 'for 1 core';
  const rounded = Number.isInteger(effectiveCores) ? '' : ', rounded up';
  return `for each of ${coreWords(effectiveCores)}${rounded}`;
}

/** `2 threads at once`, `10,000 promises at once with a pool of 4 threads`. */
export function sizeWords({ concurrency, counts, poolThreads, poolProcesses, libuvThreads }: Sizing): string {
  if (counts === 'task') return 'one task at a time';
  const { thread, process } = usualRuntime.lanes;
  const pools = [
    ...(poolThreads === null ? [] : [laneWords(poolThreads, thread.unit)]),
    ...(poolProcesses === null ? [] : [laneWords(poolProcesses, process.unit)]),
  ];
  const behind = pools.map((pool) => ` with a pool of ${pool}`).join('');
  const libuv = libuvThreads === null ? '' : ` with UV_THREADPOOL_SIZE=${libuvThreads}`;
  return `${laneWords(concurrency, counts)} at once${behind}${libuv}`;
}

/** `Use threads: 2 threads at once, in Node.js`; with an engine, what each worker of it uses inside. */
export function verdictLine(verdict: Verdict): string {
  return `${shortVerdict(verdict)}, in ${whereNames[verdict.runtime]}`;
}

/** The same without the runtime, for where that stands beside it. */
export function shortVerdict({ model, engine, sizing }: Verdict): string {
  const inside = engine ? ` inside ${engine.name}` : '';
  return `Use ${model}${inside}: ${sizeWords(sizing)}`;
}
