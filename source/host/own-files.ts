import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Completion, OwnFiles } from '../catalog/own-files.ts';
import { accept } from '../catalog/refusal.ts';
import { allExtensions } from '../launch/workloads.ts';
import { findWork } from './find-work.ts';
import { recentFiles, rememberFile } from './recent-files.ts';

/** A person's own modules, by paths as they are typed: from the folder Heddle was started in, or from home with `~/`. */
export const ownFiles: OwnFiles = {
  recent: () => recentFiles().map(typeable),
  typeable,
  complete,
  async open(typed, signal) {
    const found = await findWork(wordOf(typed), {}, [], signal);
    if (found.refusal) return found;
    rememberFile(found.value.workload);
    return accept(found.value.workload);
  },
};

/** The path as a word that cannot be taken for anything else. */
function wordOf(typed: string): string {
  const path = expanded(typed);
  return isAbsolute(path) || /^\.{1,2}\//.test(path) ? path : `./${path}`;
}

const expanded = (typed: string) => (typed.startsWith('~/') ? join(homedir(), typed.slice(2)) : typed);

/** The shortest way to type an absolute path. */
function typeable(path: string): string {
  const here = relative(process.cwd(), path);
  if (!here.startsWith('..') && !isAbsolute(here)) return `./${here}`;
  const home = relative(homedir(), path);
  return home.startsWith('..') || isAbsolute(home) ? path : `~/${home}`;
}

/** What Tab makes of a path: as much as all that fits has in common, and all that fits; folders end in a slash. */
async function complete(typed: string): Promise<Completion> {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const begun = typed.slice(folder.length);
  const path = resolve(expanded(folder));
  let entries: Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return { text: typed, matches: [], problem: ['ENOENT', 'ENOTDIR'].includes(code) ? null : message };
  }
  const fitting = entries.filter(
    ({ name }) => name.startsWith(begun) && (begun.startsWith('.') || !name.startsWith('.')),
  );
  const named = await Promise.all(fitting.map((entry) => nameOf(path, entry)));
  const matches = named
    .filter((name) => name !== null)
    .sort()
    .map((name) => folder + name);
  return { text: matches.length === 0 ? typed : matches.reduce(common), matches, problem: null };
}

/** The name of a folder or a module; null of anything else. */
async function nameOf(folder: string, entry: Dirent): Promise<string | null> {
  const { name } = entry;
  const target = entry.isSymbolicLink() ? await stat(join(folder, name)).catch(() => entry) : entry;
  if (target.isDirectory()) return `${name}/`;
  return target.isFile() && allExtensions.includes(extname(name)) ? name : null;
}

/** What two texts begin with alike. */
function common(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}
