/** A module, and the export of it that is run; null for its default export, and for a built-in workload. */
export type ModuleExport = { readonly module: string | null; readonly export: string | null };

/** No module: the workload is a built-in one. */
export const noModule: ModuleExport = { module: null, export: null };

/** An export as it is typed: `./resize.ts#resize`, or the path alone for the default export. Null for no module. */
export function wordOf({ module, export: name }: ModuleExport): string | null {
  return module === null ? null : withExport(module, name);
}

/** A path with the export behind it. */
export function withExport(path: string, name: string | null): string {
  return name === null ? path : `${path}#${name}`;
}

/** The path and the name of the export in what was typed; null where no export is named. A `#` may be part of a path. */
export function splitWord(word: string): { readonly path: string; readonly name: string | null } {
  const at = word.lastIndexOf('#');
  const name = word.slice(at + 1);
  return at < 1 || name === '' || /[\\/.]/.test(name)
    ? { path: word, name: null }
    : { path: word.slice(0, at), name };
}
