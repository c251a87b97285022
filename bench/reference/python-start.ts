/** Starts one run of an empty workload in Python and prints when it said its first event, and when its tasks ran. */

import { fileURLToPath } from 'node:url';
import { makePlan } from '../../source/catalog/make-plan.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { EngineProcess } from '../../source/launch/engine-process.ts';
import { findWork } from '../../source/launch/find-work.ts';

const model = process.argv[2]!;
const { value: found } = await findWork(
  'noop',
  { runtime: 'python', model, tasks: 100 },
  await builtInWorkloads(),
);
const room = { effectiveCores: 2, availableMemoryBytes: 4e9 };
const { value: plan } = makePlan(found!.choice, found!.workload, room);
const began = performance.now();
let firstMs: number | null = null;
let turnMs: number | null = null;
// The engine as it is shipped.
const entry = fileURLToPath(new URL('../../dist/engine/python.js', import.meta.url));
new EngineProcess(
  { command: process.execPath, args: [entry], env: process.env },
  plan!,
  { sampleIntervalMs: 250, stacks: true },
  (event) => {
    firstMs ??= performance.now() - began;
    if (event.type === 'phase' && event.phase === 'running') turnMs = performance.now() - began;
    if (event.type === 'run-ended') process.stdout.write(JSON.stringify({ firstMs, turnMs }));
  },
);
