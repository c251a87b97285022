import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseLoad, requestsIn } from '../catalog/load.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import type { LoadPlan } from '../protocol/load-events.ts';

/** All of it is kept in memory. */
const mostBytes = 10_000_000;

/** What is sent to a watched program, as it was typed: `50/s GET /path`, or `50/s requests.txt` with the requests of that file. */
export function findLoad(word: string): Result<LoadPlan> {
  const wish = parseLoad(word);
  if (wish.refusal) return wish;
  const { what, ...plan } = wish.value;
  if ('request' in what) return accept({ ...plan, requests: [what.request] });
  const requests = inFile(what.file);
  return requests.refusal ? requests : accept({ ...plan, requests: requests.value });
}

function inFile(name: string): ReturnType<typeof requestsIn> {
  const path = resolve(name);
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    if (!file?.isFile())
      return refuse(
        'load',
        file ? `names a folder or a device: ${path}` : `names no file: there is no ${path}`,
        'a path of the program begins with /, as in 50/s /users',
      );
    if (file.size > mostBytes)
      return refuse('load', `names ${Math.ceil(file.size / 1e6)} MB`, 'it can be 10 MB at most');
    return requestsIn(name, readFileSync(path, 'utf8'));
  } catch (error) {
    return refuse('load', `cannot be read: ${(error as Error).message}`);
  }
}
