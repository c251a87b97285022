import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Site } from './look.ts';

/** Reading 1 MB takes the watcher's thread about a millisecond. */
const mostBytes = 2e6;
/** More places than a freeze has; what is forgotten is read again. */
const mostKnown = 500;

/** A name, and what calls it: `gzipSync(`, `gzipSync)(` as bundlers write it, `new Pool(`. */
const call = /^(?:new\s+)?([A-Za-z_$][\w$]*)\s*\)?\s*(?:\?\.)?\(/;
/** What a bundler that shortens names calls a function says nothing. */
const shortened = 2;

/** What code calls, by the name that is written there: Node has functions under names that nobody but itself knows. */
export class CallNames {
  readonly #known = new Map<string, string | null>();

  /** What is called at that place of a file; null where that cannot be read. */
  at([, file, line, column]: Site): string | null {
    if (file === null || line === null || column === null) return null;
    const key = `${file}:${line}:${column}`;
    let name = this.#known.get(key);
    if (name === undefined) {
      if (this.#known.size >= mostKnown) this.#known.clear();
      name = nameAt(file, line, column);
      this.#known.set(key, name);
    }
    return name;
  }
}

function nameAt(file: string, line: number, column: number): string | null {
  try {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const found = statSync(path);
    if (!found.isFile() || found.size > mostBytes) return null;
    const text = readFileSync(path, 'utf8').split('\n', line)[line - 1];
    const name = text && call.exec(text.slice(column - 1))?.[1];
    return name && name.length > shortened ? name : null;
  } catch {
    return null;
  }
}
