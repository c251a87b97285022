/**
 * Where the engine's other entry points are. From source they are TypeScript, which Node runs by stripping types;
 * built, they are JavaScript in the same folder.
 */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export function engineEntry(name: 'watcher' | 'thread' | 'child'): URL {
  return new URL(`./${name}.${extension}`, import.meta.url);
}
