import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { type Program, programExtension, programMarks } from '../answer/programs/index.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import type { RuntimeId } from '../protocol/plan.ts';

/** Refuses what could not be written in the end, before a person waits for it. */
export function checkProgramFile(typed: string, runtime: RuntimeId): Result<string> {
  const extension = `.${programExtension[runtime]}`;
  if (extname(typed) !== extension)
    return refuse('code', `is "${typed}"`, `its name must end in ${extension}`);
  const folder = dirname(resolve(typed));
  if (!existsSync(folder)) return refuse('code', `is in a folder that does not exist: ${folder}`);
  if (!existsSync(typed)) return accept(typed);
  const isOwn = statSync(typed).isFile() && readFileSync(typed, 'utf8').startsWith(programMarks[runtime]);
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
