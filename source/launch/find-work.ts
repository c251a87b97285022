import { dirname, resolve } from 'node:path';
import { splitWord } from '../catalog/module-word.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { runtimeTitles, usualRuntime } from '../catalog/runtimes/index.ts';
import type { Where } from '../catalog/where.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Interpreter, RuntimeId } from '../protocol/plan.ts';
import { chooseInterpreter, type Looking } from './interpreters.ts';
import { findWorkload, runtimeOfWord } from './workloads.ts';

/** Work that was found, and the choice with what runs it. */
export type Found = { readonly workload: WorkloadCard; readonly choice: Choice };

/**
 * What a word on the command line means, and where it runs: in the runtime that the choice says, or that the file is
 * written for. `looking`: where interpreters are looked for. `signal` ends the loading of a file.
 */
export async function findWork(
  word: string,
  choice: Choice,
  builtIn: readonly WorkloadCard[],
  looking: Looking = {},
  signal?: AbortSignal,
): Promise<Result<Found>> {
  const where = await findWhere(choice, word, looking);
  if (where.refusal) return where;
  const workload = await findWorkload(word, builtIn, where.value, signal);
  if (workload.refusal) return workload;
  const { runtime, interpreter } = where.value;
  return accept({
    workload: workload.value,
    choice: { ...choice, runtime, interpreter: interpreter ?? undefined },
  });
}

/** Where a choice runs: its runtime, and the interpreter that was asked for or found. `word`: null where nothing was typed. */
export async function findWhere(
  choice: Choice,
  word: string | null,
  looking: Looking = {},
): Promise<Result<Where>> {
  const runtime = runtimeFor(choice, word);
  if (runtime.refusal) return runtime;
  const interpreter = await interpreterFor(runtime.value, choice, word, looking);
  if (interpreter.refusal) return interpreter;
  return accept({ runtime: runtime.value, interpreter: interpreter.value });
}

/** The runtime of a choice, or that of the file; they must not differ. `word`: null where nothing was typed. */
function runtimeFor({ runtime, python }: Choice, word: string | null): Result<RuntimeId> {
  const byFile = word === null ? null : runtimeOfWord(word);
  const meant = runtime ?? byFile ?? (python === undefined ? usualRuntime.id : 'python');
  if (byFile !== null && byFile !== meant)
    return refuse('runtime', `is ${meant}, and ${word} is for ${runtimeTitles[byFile]}`, 'leave it out');
  if (python !== undefined && meant !== 'python')
    return refuse('python', `is for Python, and this runs in ${runtimeTitles[meant]}`, 'leave it out');
  return accept(meant);
}

/** The interpreter of a runtime: what was asked for, or the best for the folder of the file; null for Node.js. */
async function interpreterFor(
  runtime: RuntimeId,
  { python }: Choice,
  word: string | null,
  looking: Looking = {},
): Promise<Result<Interpreter | null>> {
  if (runtime === 'node') return accept(null);
  const near =
    word !== null && runtimeOfWord(word) !== null ? dirname(resolve(splitWord(word).path)) : undefined;
  const found = await chooseInterpreter({ asked: python, near }, looking);
  if (found.refusal) return found;
  const { path, version, lock } = found.value;
  return accept({ path, version, lock, asked: python ?? null });
}
