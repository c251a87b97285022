import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { quoted } from '../catalog/wish.ts';
import type { Around, At, Callable, Exported, RanBy } from '../harness/harness.ts';
import { harnessOf } from '../harness/index.ts';
import { interpreterId, placesOf } from '../launch/interpreter-places.ts';

/**
 * Writes a harness for what held the loop into a folder, that where Heddle was started, beside whatever has its name there. Throws a
 * line for people where that cannot be.
 */
export function exportHarness(places: readonly At[], ranBy: RanBy, folder = process.cwd()): Exported {
  const around = aroundOf(ranBy, folder);
  const harness = harnessOf(places, around);
  if (harness === null) throw new Error(`${places[0]?.file ?? 'its file'} cannot be read, or is too large`);
  const extension = extname(harness.name);
  for (let one = 1; ; one++) {
    const suffix = one === 1 ? '' : `${extension === '.py' ? '_' : '-'}${one}`;
    const name = `${harness.name.slice(0, -extension.length)}${suffix}${extension}`;
    try {
      writeFileSync(join(folder, name), harness.text.replaceAll(harness.name, name), { flag: 'wx' });
      return { ...harness, name, decide: `heddle decide ${around.words(`./${name}`)}` };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new Error(`${name} cannot be written: ${message}`);
    }
  }
}

/** A screen asks at each frame: the files of these are not read anew. */
const mostKnown = 100;
const known = new Map<string, Callable | null>();

type Of = RanBy & { readonly places: readonly At[] };

/** What would be called of these. Null: none of their files can be read. */
export function callableOf({ places, command, python }: Of, folder = process.cwd()): Callable | null {
  const key = JSON.stringify([places, command, python, folder]);
  let callable = known.get(key);
  if (callable === undefined) {
    if (known.size >= mostKnown) known.clear();
    callable = harnessOf(places, aroundOf({ command, python }, folder));
    known.set(key, callable);
  }
  return callable;
}

const aroundOf = ({ command, python }: RanBy, folder: string): Around => ({
  command,
  words: (file) =>
    /\.py(?:#|$)/.test(file) && python !== null && !isTaken(python, folder)
      ? `${quoted(file)} --python ${quoted(python)}`
      : quoted(file),
  relative: (path) => from(folder, path),
  read,
});

/** Whether `heddle decide` takes that interpreter by itself for a file of this folder. */
function isTaken(python: string, folder: string): boolean {
  const [first] = placesOf({ env: process.env, cwd: folder }, folder);
  return first !== undefined && interpreterId(first.path) === interpreterId(python);
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
