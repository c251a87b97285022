import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { At, Callable, Exported } from '../harness/harness.ts';
import { harnessOf } from '../harness/index.ts';

/**
 * Writes a harness for what held the loop into a folder, that where Heddle was started, beside whatever has its name there. Throws a
 * line for people where that cannot be. `command`: what the process was started with.
 */
export function exportHarness(
  places: readonly At[],
  command: readonly string[],
  folder = process.cwd(),
): Exported {
  const harness = harnessOf(places, { command, read, relative: (path) => from(folder, path) });
  if (harness === null) throw new Error(`${places[0]?.file ?? 'its file'} cannot be read, or is too large`);
  const extension = extname(harness.name);
  for (let one = 1; ; one++) {
    const suffix = one === 1 ? '' : `${extension === '.py' ? '_' : '-'}${one}`;
    const name = `${harness.name.slice(0, -extension.length)}${suffix}${extension}`;
    try {
      writeFileSync(join(folder, name), harness.text.replaceAll(harness.name, name), { flag: 'wx' });
      return { ...harness, name };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new Error(`${name} cannot be written: ${message}`);
    }
  }
}

/** A screen asks at each frame: the files of these are not read anew. */
const mostKnown = 100;
const known = new Map<string, Callable | null>();

type Of = { readonly places: readonly At[]; readonly command: readonly string[] };

/** What would be called of these. Null: none of their files can be read. */
export function callableOf({ places, command }: Of, folder = process.cwd()): Callable | null {
  const key = JSON.stringify([places, command, folder]);
  let callable = known.get(key);
  if (callable === undefined) {
    if (known.size >= mostKnown) known.clear();
    callable = harnessOf(places, { command, read, relative: (path) => from(folder, path) });
    known.set(key, callable);
  }
  return callable;
}

/** As an import names it. */
function from(folder: string, path: string): string {
  const way = relative(folder, path);
  return way.startsWith('..') ? way : `./${way}`;
}

/** Nobody writes a larger file by hand, and reading it would keep the screen. */
const mostBytes = 2e6;

function read(path: string): string | null {
  try {
    return statSync(path).size > mostBytes ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
