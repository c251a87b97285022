import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The files of code in those folders, by their paths in the project. */
export const listed = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
/** Every file of the program. */
export const files = listed('source', 'workloads');

export type Edge = { from: string; to: string; typeOnly: boolean };

/** The code of a file, without comments. */
export const codeOf = (file: string) =>
  readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Imports of a file, static and dynamic. */
export function importsIn(file: string, code: string): Edge[] {
  const found = code.matchAll(
    /(?:\b(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?|\bimport\()\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, type, to = '']) => ({
    from: file,
    to: to.startsWith('.') ? relative(root, join(root, dirname(file), to)) : to,
    typeOnly: type !== undefined,
  }));
}

/** `source/ui/panes/x.ts` is of `ui`, `source/cli.ts` of `cli`, `workloads/x.ts` of `workloads`. */
export function partOf(path: string): string {
  const [top = '', part = ''] = path.split('/');
  return top === 'source' ? part.replace(/\.tsx?$/, '') : top;
}

/** All imports of those files. */
export const edges = files.flatMap((file) => importsIn(file, codeOf(file)));
/** Those of files of ours. */
export const own = edges.filter(({ to }) => /^(source|workloads)\//.test(to));
export const show = ({ from, to }: Edge) => `${from} → ${to}`;
