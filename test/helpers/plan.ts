import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../../source/protocol/plan.ts';

/** The absolute path of a fixture program. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** A plan with small numbers, and what is said otherwise. A module also names the workload. */
export function planOf(part: Partial<Plan> = {}): Plan {
  const workload = part.module ? basename(part.module, extname(part.module)) : 'noop';
  return {
    runtime: 'node',
    interpreter: null,
    model: 'async',
    workload,
    module: null,
    export: null,
    inputs: null,
    parameters: {},
    tasks: 4,
    concurrency: 2,
    poolThreads: null,
    poolProcesses: null,
    startMethod: null,
    libuvThreads: null,
    timeLimitMs: null,
    stopAfterMs: null,
    digests: 0,
    ratePerSecond: null,
    profile: false,
    seed: 1,
    ...part,
  };
}
