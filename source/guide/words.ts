import { plural } from '../format.ts';
import type { Sizing, Verdict, Where } from './decision.ts';

/** Runtimes as people say them. */
export const whereNames: Readonly<Record<Where, string>> = {
  node: 'Node.js',
  cpython: 'CPython with its lock',
  'free-threaded': 'free-threaded CPython',
  any: 'any runtime',
};

/** `2 threads`, `10,000 promises and 4 threads behind them`. */
export function sizeWords({ concurrency, counts, poolThreads, poolProcesses, libuvThreads }: Sizing): string {
  if (counts === 'task') return 'one at a time';
  const unit = { promises: 'promise', threads: 'thread', processes: 'process' }[counts];
  const pool =
    poolThreads === null ? ([poolProcesses, 'process'] as const) : ([poolThreads, 'thread'] as const);
  const behind = pool[0] === null ? '' : `, ${many(pool[0], pool[1])} behind`;
  const libuv = libuvThreads === null ? '' : `, UV_THREADPOOL_SIZE=${libuvThreads}`;
  return `${many(concurrency, unit)} at once${behind}${libuv}`;
}

const many = (value: number, unit: string) =>
  unit === 'process' && value !== 1 ? plural(value, 'processe') : plural(value, unit);

/** `threads: 2 threads at once · Node.js`; with an engine, what each worker of it uses inside. */
export function verdictLine({ model, engine, sizing, runtime }: Verdict): string {
  const inside = engine ? ` inside ${engine.name}` : '';
  return `${model}${inside}: ${sizeWords(sizing)} · ${whereNames[runtime]}`;
}
