/**
 * Where the engine's entry points are, seen from the host: beside the sources, or in the built package. The build
 * puts everything of the host into one folder (`dist`), with the engine in a folder of its own below.
 */
const fromSource = import.meta.url.endsWith('.ts');

const sources = {
  main: '../engine/main/main.ts',
  describe: '../engine/lane/describe.ts',
  python: '../python/main.ts',
} as const;

export function engineEntry(name: keyof typeof sources): URL {
  const path = fromSource ? sources[name] : `./engine/${name}.js`;
  return new URL(path, import.meta.url);
}

/** What runs inside CPython, and describes modules there. */
export function insidePython(): URL {
  return new URL(fromSource ? '../python/inside/' : './python/', import.meta.url);
}

/** The folder of the built-in workloads. */
export function workloadsFolder(): URL {
  return new URL(fromSource ? '../../workloads/' : './workloads/', import.meta.url);
}
