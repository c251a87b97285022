/** What many folders have a file of: alone it says nothing. */
const ofManyFolders = /^(?:index|mod|__init__|__main__)\.\w+(?::|$)/;

/** `auth.js`, but `users/index.js`. With `root`, a folder: from there on what is below it, `routes/auth.js`; what is not, whole. */
export function fileWords(path: string, root: string | null = null): string {
  if (root !== null) return path.startsWith(root) ? path.slice(root.length) : path;
  const parts = path.split(/[\\/]/);
  return parts.slice(ofManyFolders.test(parts.at(-1)!) ? -2 : -1).join('/');
}

/** The folder that all these files are below, with its last `/`; empty where they have none in common. */
export function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const ends = Array.from(first.matchAll(/[\\/]/g), ({ index }) => first.slice(0, index + 1));
  return ends.findLast((folder) => others.every((path) => path.startsWith(folder))) ?? '';
}
