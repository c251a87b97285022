import { readFile } from 'node:fs/promises';
import { matchingFiles } from '../../machine/matching-files.ts';
import type { Inputs } from '../../protocol/plan.ts';

/**
 * All inputs of a run, read anew by each lane: nothing has to cross to it. Rejects where they are no longer what they were
 * when the run was planned. Null where tasks have no inputs.
 */
export async function readInputs(inputs: Inputs | null): Promise<readonly unknown[] | null> {
  if (inputs === null) return null;
  const { kind, path, pattern, count } = inputs;
  const items = kind === 'files' ? matchingFiles(path, pattern ?? '') : await itemsIn(kind, path);
  if (items.length !== count)
    throw new Error(`the inputs changed: ${pattern ?? path} had ${count}, and now has ${items.length}`);
  return items;
}

async function itemsIn(kind: Exclude<Inputs['kind'], 'files'>, path: string): Promise<unknown[]> {
  // Not in every lane that starts.
  const { inputsIn } = await import('../../catalog/inputs.ts');
  const { value, refusal } = inputsIn(kind, path, await readFile(path, 'utf8'));
  if (refusal) throw new Error(`--inputs ${refusal.problem}`);
  return value;
}
