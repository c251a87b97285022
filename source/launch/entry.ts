/**
 * Where the parts that run in processes of their own are, seen from the host. The build puts everything of the host into
 * one folder (`dist`), with the engine in a folder of its own below. A host that runs from source starts that engine too:
 * it is loaded in two thirds of the time that its sources take.
 */
const fromSource = import.meta.url.endsWith('.ts');
const built = fromSource ? '../../dist/' : './';

export function engineEntry(name: 'main' | 'describe' | 'python'): URL {
  return new URL(`${built}engine/${name}.js`, import.meta.url);
}

/** What runs inside CPython, and describes modules there. */
export function insidePython(): URL {
  return new URL(fromSource ? '../python/inside/' : './python/', import.meta.url);
}

/** The folder of the built-in workloads. */
export function workloadsFolder(): URL {
  return new URL(fromSource ? '../../workloads/' : './workloads/', import.meta.url);
}
