import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fewEnough, inputsIn, kindOf, mostInputBytes } from '../catalog/inputs.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { matchingFiles } from '../machine/matching-files.ts';
import type { Inputs } from '../protocol/plan.ts';

/** The inputs that a word names: a file that holds them, or a pattern of files such as `data/*.csv`. Read to be counted. */
export function findInputs(word: string): Result<Inputs> {
  const path = resolve(word);
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.isDirectory())
      return refuse('inputs', `names a folder`, `to take its files: --inputs '${word.replace(/\/$/, '')}/*'`);
    if (file) return inFile(word, path, file.size);
    return /[*?[{]/.test(word) ? files(word) : refuse('inputs', `names no file: there is no ${path}`);
  } catch (error) {
    return refuse('inputs', `cannot be read: ${(error as Error).message}`);
  }
}

function inFile(word: string, path: string, bytes: number): Result<Inputs> {
  if (bytes > mostInputBytes) {
    const megabytes = (value: number) => `${Math.ceil(value / 1e6)} MB`;
    const most = `it can be ${megabytes(mostInputBytes)} at most, because each thread and process holds all of it`;
    return refuse('inputs', `names ${megabytes(bytes)}`, most);
  }
  const text = readFileSync(path, 'utf8');
  const kind = kindOf(word, text);
  const items = inputsIn(kind, word, text);
  return items.refusal ? items : accept({ kind, path, pattern: null, count: items.value.length });
}

function files(pattern: string): Result<Inputs> {
  const folder = process.cwd();
  const { length } = matchingFiles(folder, pattern);
  if (length === 0) return refuse('inputs', `matches no file: ${pattern} in ${folder}`);
  return fewEnough(length) ?? accept({ kind: 'files', path: folder, pattern, count: length });
}
