import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { runtimes } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';
import { interpreterSchema, startMethods } from '../protocol/plan.ts';
import { dataFile } from './data-file.ts';

const schema = v.object({
  runtime: v.exactOptional(v.picklist(runtimes.map(({ id }) => id))),
  model: v.string(),
  workload: v.string(),
  tasks: v.exactOptional(v.number()),
  concurrency: v.exactOptional(v.number()),
  poolThreads: v.exactOptional(v.number()),
  poolProcesses: v.exactOptional(v.number()),
  startMethod: v.exactOptional(v.picklist(startMethods)),
  interpreter: v.exactOptional(interpreterSchema),
  libuvThreads: v.exactOptional(v.number()),
  parameters: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
});
export type LastChoice = Choice & { workload?: string };

const file = dataFile('last-choice.json', schema);

/**
 * What was run last in the lab; nothing when there is no such thing or it cannot be read. An interpreter that is gone is
 * no choice any more.
 */
export function readLastChoice(): LastChoice {
  const { interpreter, ...choice } = file.read() ?? {};
  return interpreter && existsSync(interpreter.path) ? { ...choice, interpreter } : choice;
}

/** Remembers a choice. */
export function rememberChoice({
  timeLimitMs: _,
  seed: __,
  inputs: ____,
  ratePerSecond: ___,
  ...choice
}: LastChoice): void {
  file.write(choice);
}
