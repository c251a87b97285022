import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuntimeVersion } from '../catalog/runtimes/index.ts';
import type { Watching } from '../protocol/commands.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Source } from '../protocol/source.ts';
import { defaultSampleIntervalMs } from '../protocol/units.ts';
import { EngineProcess, type EngineProgram } from './engine-process.ts';
import { engineEntry } from './entry.ts';
import { sweepFolders } from './run-folder.ts';

/** The runtime of engines that are started here, which is this process's own. */
export const engineHere: RuntimeVersion = { runtime: 'node', version: process.versions.node };

/** As commands have it: what is undefined is as usual. */
export type Watched = { readonly [Name in keyof Watching]?: Watching[Name] | undefined };

/** An engine for a plan, in a process of its own. `sampleIntervalMs`: null for no telemetry. */
export function engineFor(
  plan: Plan,
  { sampleIntervalMs = defaultSampleIntervalMs, stacks = true }: Watched = {},
): Source {
  return {
    plan,
    start(onEvent) {
      sweepOnce();
      return new EngineProcess(programOf(plan), plan, { sampleIntervalMs, stacks }, onEvent);
    },
  };
}

let swept = false;

/** When there is time: what earlier runs left whose host and engine were killed together. */
function sweepOnce(): void {
  if (!swept) setImmediate(sweepFolders);
  swept = true;
}

const entries = { node: 'main', python: 'python' } as const;

/** Both are Node.js programs: what runs Python starts it, and watches it from beside. */
function programOf({ runtime, libuvThreads }: Plan): EngineProgram {
  const entry = fileURLToPath(engineEntry(entries[runtime]));
  // Node would say so on standard error, which is taken for the work's.
  if (!existsSync(entry))
    throw new Error(`the engine is missing: there is no ${entry}; install heddle again`);
  // libuv reads the size of its pool once, at its first request: it has to be there from the start.
  const size = libuvThreads === null ? {} : { UV_THREADPOOL_SIZE: String(libuvThreads) };
  return {
    command: process.execPath,
    // A debugger's port can be had only once.
    args: [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), entry],
    env: { ...process.env, ...size },
  };
}
