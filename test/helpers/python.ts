import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Interpreter } from '../../source/catalog/interpreters.ts';
import { findInterpreters } from '../../source/launch/interpreters.ts';
import type { ModelId, Plan, StartMethod } from '../../source/protocol/plan.ts';
import { fixture } from './plan.ts';

/** CPython as this machine has it; empty: none, and tests that need one are skipped and say so. */
export const interpreters: readonly Interpreter[] = await findInterpreters({});
export const noPython = 'no CPython on this machine';

/** How tasks may be run: each model, and each way to start processes. */
export const combinations: readonly { model: ModelId; startMethod: StartMethod | null }[] = [
  { model: 'sequential', startMethod: null },
  { model: 'async', startMethod: null },
  { model: 'threads', startMethod: null },
  { model: 'hybrid', startMethod: null },
  { model: 'processes', startMethod: 'fork' },
  { model: 'processes', startMethod: 'spawn' },
  { model: 'processes', startMethod: 'forkserver' },
];

/** Those that an interpreter has. */
export function combinationsOf({ version }: Interpreter): typeof combinations {
  const [, minor = 0] = version.split('.').map(Number);
  return minor >= 14 ? [...combinations, { model: 'interpreters', startMethod: null }] : combinations;
}

/** A plan for an interpreter that runs a program of `test/fixtures/python`. */
export function pythonPlan(
  { path, version, lock }: Interpreter,
  name: string,
  part: Partial<Plan> = {},
): Partial<Plan> {
  return {
    runtime: 'python',
    interpreter: { path, version, lock, asked: null },
    module: pythonFixture(name),
    ...part,
  };
}

export const pythonFixture = (name: string) => fixture(`python/${name}.py`);

/** The place of the line of a fixture that holds a text, as events tell places. */
export function placeIn(name: string, text: string): string {
  const file = pythonFixture(name);
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((row) => row.includes(text));
  if (line < 0) throw new Error(`${name} has no line with ${text}`);
  return `${file}:${line + 1}`;
}

const inside = fileURLToPath(new URL('../../source/python/inside', import.meta.url));

/** What a program prints that imports parts of the engine inside of Python, as JSON. */
export function insidePython<T>({ path }: Interpreter, program: string): T {
  return JSON.parse(execFileSync(path, ['-c', program], { cwd: inside, encoding: 'utf8' })) as T;
}
