import { readFileSync } from 'node:fs';
import type { Site } from '../../looks/look.ts';

type Called = (...given: never) => unknown;

/**
 * Where a person's function begins in its file: all of their code runs below it. Looked for once, when it is needed; null where
 * it is not found, as for a method.
 */
export function entrySite(body: Called | undefined, file: string | null): () => Site | null {
  let site: Site | null | undefined;
  return () => {
    site ??= body === undefined || file === null ? null : siteIn(body, file);
    return site;
  };
}

function siteIn(body: Called, file: string): Site | null {
  try {
    const text = readFileSync(file, 'utf8');
    const at = placeOf(body.name, Function.prototype.toString.call(body), text);
    if (at < 0) return null;
    const before = text.slice(0, at).split('\n');
    return [body.name, file, before.length, before.at(-1)!.length + 1];
  } catch {
    return null;
  }
}

/** By its text, or, where types were stripped of that, by its name. Less than 0: it is not there. */
function placeOf(name: string, source: string, text: string): number {
  const exact = text.indexOf(source);
  if (exact >= 0 || !/^\w+$/.test(name)) return exact;
  if (name === 'default') return text.search(/\bexport\s+default\b/);
  return text.search(new RegExp(`\\b(?:async\\s+function|function|const|let|var)\\s+${name}\\b`));
}
