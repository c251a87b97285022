import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { Answer } from '../answer/answer.ts';
import { programFor, programMark, startOf } from '../answer/programs/index.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Program } from '../plain/answer-document.ts';
import type { Inputs } from '../protocol/plan.ts';

/**
 * The program that runs a person's file as the answer says. `word`: the file as it was typed; `typed`: the program's file,
 * null for a usual name. Null where there is none: nothing can be told, or the file needs what only Heddle has.
 */
export function programOf(
  { candidate }: Answer,
  { word, card }: { readonly word: string; readonly card: WorkloadCard },
  typed: string | null,
): Program | null {
  if (candidate === null || card.module === null) return null;
  const { plan, model } = candidate;
  const name = typed ?? `${basename(card.module, extname(card.module))}-${model}.mjs`;
  const wish = {
    name,
    file: importable(relative(dirname(resolve(name)), card.module)),
    inputsPath: plan.inputs && pathOf(plan.inputs),
    command: `heddle decide ${word}`,
    card,
    plan,
  };
  const source = programFor(wish);
  return source === null ? null : { name, start: startOf(wish), source };
}

/** A path as an import has it: with slashes, and not to be taken for a package. */
function importable(path: string): string {
  const slashed = path.replaceAll(sep, '/');
  return slashed.startsWith('.') ? slashed : `./${slashed}`;
}

/** Inputs as they are typed, from the folder that Heddle and the program are started in. */
const pathOf = ({ path, pattern }: Inputs) =>
  pattern === null ? relative('.', path) : join(relative('.', path), pattern);

/** Refuses what could not be written in the end, before a person waits for it. */
export function checkProgramFile(typed: string): Result<string> {
  if (extname(typed) !== '.mjs') return refuse('code', `is "${typed}"`, 'its name must end in .mjs');
  const folder = dirname(resolve(typed));
  if (!existsSync(folder)) return refuse('code', `is in a folder that does not exist: ${folder}`);
  if (!existsSync(typed)) return accept(typed);
  const isOwn = statSync(typed).isFile() && readFileSync(typed, 'utf8').startsWith(programMark);
  return isOwn ? accept(typed) : refuse('code', `would overwrite ${typed}`, 'name a file that is not there');
}

/** Writes a program to its file. Refuses where that cannot be written. */
export function writeProgram({ name, source }: Program): Result<string> {
  try {
    writeFileSync(name, source);
    return accept(name);
  } catch (error) {
    return refuse('code', `cannot be written: ${(error as Error).message}`);
  }
}
