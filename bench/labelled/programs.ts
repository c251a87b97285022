import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A small program and the models that are right for it, as test/fixtures/labelled/readme.md says. */
export type Program = {
  /** What to type: the path below the folder, with `#export` and flags. Unique. */
  name: string;
  /** The file, absolute. */
  file: string;
  /** The export to call. */
  export: string;
  /** How many tasks are all there are; null where the work goes on, as in a service. */
  tasks: number | null;
  /** A file with one item per line, absolute; null where the tasks go by number. */
  inputs: string | null;
  kinds: string[];
  /** The right models; empty where there is none. */
  right: string[];
  /** The results of any other model than these differ from those of a loop, so that its speed does not count. */
  onlyRight: boolean;
  /** Uses packages from the registry. */
  packages: boolean;
  why: string;
};

const folder = new URL('../../test/fixtures/labelled/', import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, folder));
const text = readFileSync(new URL('readme.md', folder), 'utf8');

/** Kinds in which speed alone does not decide: the table does. */
const byResults = new Set(['account.mjs', 'ticket.cjs', 'money.ts', 'broken.cjs']);

function programOf(row: string): Program {
  const [what = '', flags = '', kinds = '', right = '', why = ''] = row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`|`$/g, ''));
  const [file = '', name = 'default'] = what.split('#');
  const value = (flag: string) => new RegExp(`${flag} (\\S+)`).exec(flags)?.[1] ?? null;
  const inputs = value('--inputs');
  const tasks = value('--tasks');
  return {
    name: flags === '' ? what : `${what} ${flags}`,
    file: path(file),
    export: name,
    inputs: inputs === null ? null : path(inputs),
    tasks:
      inputs !== null
        ? readFileSync(path(inputs), 'utf8').trim().split('\n').length
        : tasks === null
          ? null
          : Number(tasks),
    kinds: kinds.split(', '),
    right: right === 'none' ? [] : right.split(', '),
    onlyRight: byResults.has(file),
    packages: file.startsWith('packages/'),
    why,
  };
}

/** All of the table, in its order. */
export const programs: readonly Program[] = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map(programOf);

/** Words for `heddle decide` or `heddle compare` after the command: the file and the flags of the table. */
export function wordsOf({ file, export: name, tasks, inputs }: Program): string[] {
  return [
    name === 'default' ? file : `${file}#${name}`,
    ...(inputs !== null ? ['--inputs', inputs] : tasks !== null ? ['--tasks', String(tasks)] : []),
  ];
}
