/** What many folders have a file of: alone it says nothing. */
const ofManyFolders = /^(?:index|mod|__init__|__main__)\.\w+(?::|$)/;

/** `auth.js`, but `users/index.js`. Below `root`, a folder, the path from there on: `routes/auth.js`. */
export function fileWords(path: string, root: string | null = null): string {
  if (root !== null && path.startsWith(root)) return path.slice(root.length);
  const parts = path.split(/[\\/]/);
  return parts.slice(ofManyFolders.test(parts.at(-1)!) ? -2 : -1).join('/');
}

/** The folder that all these files are below, with its last `/`; empty where they have none in common. */
export function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const ends = Array.from(first.matchAll(/[\\/]/g), ({ index }) => first.slice(0, index + 1));
  return ends.findLast((folder) => others.every((path) => path.startsWith(folder))) ?? '';
}
