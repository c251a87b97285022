import type { Site } from './look.ts';

const isOfNode = (file: string | null) => file?.startsWith('node:') ?? false;

/**
 * The sites of a stack by the names that a person knows. What code calls of Node has the name that it is called by:
 * `gzipSync`, where Node's function is `syncBufferWrapper`. A function without a name that the language itself calls back, as
 * `sort` does, belongs to the function that gave it to it. `nameAt`: what is called at a place.
 */
export function knownSites(sites: readonly Site[], nameAt: (site: Site) => string | null): Site[] {
  return sites.map((site, at) => {
    const [name, file, line, column] = site;
    const caller = sites[at + 1];
    if (caller === undefined) return site;
    if (isOfNode(file)) {
      const isCalledByNode = caller[1] === null || isOfNode(caller[1]);
      return isCalledByNode ? site : [nameAt(caller) ?? name, file, line, column];
    }
    return name === null && file !== null ? [giver(sites, at), file, line, column] : site;
  });
}

/**
 * Null: it is not known. What is given is written behind the call; what is called without the language in between, or in another
 * file, may have been given by anybody.
 */
function giver(sites: readonly Site[], at: number): string | null {
  const [, file, line] = sites[at]!;
  const by = sites.findIndex(([, caller], below) => below > at && caller !== null);
  const [name, caller, called] = sites[by] ?? [null, null, null];
  if (by === at + 1 || caller !== file || (called ?? 0) > (line ?? 0)) return null;
  return name ?? giver(sites, by);
}
