/**
 * Where the engine's entry points are, seen from the host: beside the sources, or in the built package. The build
 * puts everything of the host into one folder (`dist`), with the engine in a folder of its own below.
 */
const fromSource = import.meta.url.endsWith('.ts');

const folders = { main: 'main', describe: 'lane' } as const;

export function engineEntry(name: keyof typeof folders): URL {
  const path = fromSource ? `../engine/${folders[name]}/${name}.ts` : `./engine/${name}.js`;
  return new URL(path, import.meta.url);
}

/** The folder of the built-in workloads. */
export function workloadsFolder(): URL {
  return new URL(fromSource ? '../../workloads/' : './workloads/', import.meta.url);
}
