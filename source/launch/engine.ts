import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuntimeVersion } from '../catalog/runtimes/index.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Source } from '../protocol/source.ts';
import { defaultSampleIntervalMs } from '../protocol/units.ts';
import { EngineProcess, type EngineProgram } from './engine-process.ts';
import { engineEntry } from './entry.ts';
import { sweepRunFolders } from './run-folder.ts';

/** The runtime of engines that are started here, which is this process's own. */
export const engineHere: RuntimeVersion = { runtime: 'node', version: process.versions.node };

/** An engine for a plan, in a process of its own. `sampleIntervalMs`: null for no telemetry. */
export function engineFor(plan: Plan, sampleIntervalMs: number | null = defaultSampleIntervalMs): Source {
  return {
    plan,
    start(onEvent) {
      sweepOnce();
      return new EngineProcess(nodeEngine(plan), plan, sampleIntervalMs, onEvent);
    },
  };
}

let swept = false;

/** When there is time: what earlier runs left whose host and engine were killed together. */
function sweepOnce(): void {
  if (!swept) setImmediate(sweepRunFolders);
  swept = true;
}

function nodeEngine({ libuvThreads }: Plan): EngineProgram {
  // libuv reads the size of its pool once, at its first request: it has to be there from the start.
  const entry = fileURLToPath(engineEntry('main'));
  // Node would say so on standard error, which is taken for the work's.
  if (!existsSync(entry))
    throw new Error(`the engine is missing: there is no ${entry}; install heddle again`);
  const size = libuvThreads === null ? {} : { UV_THREADPOOL_SIZE: String(libuvThreads) };
  return {
    command: process.execPath,
    // A debugger's port can be had only once.
    args: [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), entry],
    env: { ...process.env, ...size },
  };
}
