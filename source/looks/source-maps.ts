import { readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from './frames-of.ts';

/** A larger map would keep the watcher from its looks for too long: 10 MB take about 100 ms. */
const mostBytes = 10e6;

const reference = /^\/\/# sourceMappingURL=(\S+)\s*$/gm;
const inline = /^data:application\/json[^,]*;base64,/;
/** What a bundler that shortens names calls a function. */
const shortened = /^.{1,2}$/;

type Map = { readonly folder: string; readonly map: SourceMap };

/** Where frames of bundled or compiled files are in the files that a person wrote, where those have a source map. */
export class SourceMaps {
  readonly #known = new globalThis.Map<string, Map | null>();

  /** The frame as it is where there is no map, or none that is readable. */
  original(frame: Frame): Frame {
    const { file, line, column } = frame;
    if (file === null || line === null || column === null) return frame;
    const known = this.#mapOf(file);
    const entry = known?.map.findEntry(line - 1, column - 1);
    if (!known || !entry || !('originalSource' in entry)) return frame;
    return {
      name: frame.name !== null && shortened.test(frame.name) ? null : frame.name,
      file: placeOf(entry.originalSource, known.folder),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
    };
  }

  #mapOf(file: string): Map | null {
    let map = this.#known.get(file);
    if (map === undefined) {
      map = readMap(file);
      this.#known.set(file, map);
    }
    return map;
  }
}

function readMap(file: string): Map | null {
  try {
    if (statSync(file).size > mostBytes) return null;
    const url = [...readFileSync(file, 'utf8').matchAll(reference)].at(-1)?.[1];
    if (url === undefined) return null;
    const beside = resolve(dirname(file), decodeURIComponent(url));
    const isInline = inline.test(url);
    if (!isInline && statSync(beside).size > mostBytes) return null;
    const text = isInline
      ? Buffer.from(url.replace(inline, ''), 'base64').toString()
      : readFileSync(beside, 'utf8');
    return { folder: dirname(isInline ? file : beside), map: new SourceMap(JSON.parse(text)) };
  } catch {
    return null;
  }
}

const placeOf = (source: string, folder: string) =>
  source.startsWith('file:') ? fileURLToPath(source) : resolve(folder, source);
