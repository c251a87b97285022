import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import * as v from 'valibot';
import { runtimes } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';

const schema = v.object({
  runtime: v.exactOptional(v.picklist(runtimes.map(({ id }) => id))),
  model: v.string(),
  workload: v.string(),
  tasks: v.exactOptional(v.number()),
  concurrency: v.exactOptional(v.number()),
  poolThreads: v.exactOptional(v.number()),
  libuvThreads: v.exactOptional(v.number()),
  parameters: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
});
export type LastChoice = Choice & { workload?: string };

const file = () => join(envPaths('heddle', { suffix: '' }).data, 'last-choice.json');

/** What was run last in the lab; nothing when there is no such thing or it cannot be read. */
export function readLastChoice(): LastChoice {
  try {
    return v.parse(schema, JSON.parse(readFileSync(file(), 'utf8')));
  } catch {
    return {};
  }
}

/** Remembers a choice. A home that cannot be written to costs the memory, not the run. */
export function rememberChoice({ timeLimitMs: _, seed: __, ...choice }: LastChoice): void {
  try {
    mkdirSync(dirname(file()), { recursive: true });
    writeFileSync(file(), JSON.stringify(choice));
  } catch {
    // Read-only home, full disk: choose again next time.
  }
}
