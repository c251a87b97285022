import { fileURLToPath } from 'node:url';
import { findingsOfProgram, type WatchFinding } from '../../../../source/findings/watched.ts';
import { createProgram, reduceProgram } from '../../../../source/session/program.ts';
import { watched } from '../../../watch/runs/helpers/watched.ts';

export const programFile = (name: string) => fileURLToPath(new URL(`../programs/${name}`, import.meta.url));

/** What is found in a program of the folder `programs` by its end, by rule; of what is found in the meantime the first. */
export async function findingsIn(...command: readonly string[]): Promise<Map<string, WatchFinding>> {
  await using program = await watched(command);
  const found = new Map<string, WatchFinding>();
  let state = createProgram();
  await program.told.until((said) => {
    state = reduceProgram(state, said);
    for (const finding of findingsOfProgram(state))
      if (!found.has(finding.rule)) found.set(finding.rule, finding);
    return 'ended' in said ? true : null;
  });
  return found;
}

/** In Node.js: `cause` or `mended`. */
export const inNode = (name: string, way: string, ...options: readonly string[]) =>
  findingsIn(process.execPath, ...options, programFile(name), way);
