import { type Measured, roundMs } from '../protocol/units.ts';
import { grownBy } from './figures.ts';
import type { Vitals } from './vitals.ts';

/** Processor time of the engine's process by who used it, in milliseconds, from the first task's turn to the last task's end. */
export type KindsOfThreads = {
  /** The thread of the main loop. */
  loopMs: number;
  /** libuv's pool. */
  libuvMs: number;
  /** V8's helper threads: the garbage collector, the compiler. */
  v8Ms: number;
  /** All others but the lanes and the watcher: threads of native libraries, and those that the work itself starts. */
  nativeMs: number;
};

/** Null where it was not measured: threads have no names there, or the run was too short. */
export function kindsOfThreads({ cpu, figures, lanes, started }: Vitals): KindsOfThreads | null {
  const main = lanes.find(({ id }) => id === 0);
  const all = between(cpu.first?.engineMs ?? null, cpu.last?.engineMs ?? null);
  const watcherMs = between(cpu.first?.watcherMs ?? null, cpu.last?.watcherMs ?? null);
  const libuvMs = grownBy(figures, 'libuvCpuMs');
  const v8Ms = grownBy(figures, 'v8CpuMs');
  if (!main || all === null || watcherMs === null || libuvMs === null || v8Ms === null) return null;
  const inside = lanes.filter(({ pid }) => pid === started?.engine?.pid);
  const lanesMs = inside.reduce<Measured>(
    (sum, { cpuMs }) => (sum === null || cpuMs === null ? null : sum + cpuMs),
    0,
  );
  if (main.cpuMs === null || lanesMs === null) return null;
  return {
    loopMs: roundMs(main.cpuMs),
    libuvMs: roundMs(libuvMs),
    v8Ms: roundMs(v8Ms),
    nativeMs: roundMs(Math.max(0, all - lanesMs - watcherMs - libuvMs - v8Ms)),
  };
}

/** Cores' worth that V8's helpers have used on average; null where it was not measured. */
export function helperCores(vitals: Vitals): Measured {
  const threads = kindsOfThreads(vitals);
  const overMs = between(vitals.cpu.first?.atMs ?? null, vitals.cpu.last?.atMs ?? null);
  return threads && overMs ? threads.v8Ms / overMs : null;
}

const between = (first: Measured, last: Measured): Measured =>
  first === null || last === null ? null : last - first;
