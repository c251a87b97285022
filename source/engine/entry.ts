/**
 * Where the engine's entry points are. From source they are TypeScript, which Node runs by stripping types, in the
 * folder of the thread they begin; the build puts all of them, as JavaScript, into one.
 */
const folders = { watcher: 'watcher', thread: 'lane', child: 'lane' } as const;

export function entryOf(name: keyof typeof folders): URL {
  const path = import.meta.url.endsWith('.ts') ? `./${folders[name]}/${name}.ts` : `./${name}.js`;
  return new URL(path, import.meta.url);
}
