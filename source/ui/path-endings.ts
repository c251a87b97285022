/**
 * The shortest ending of each path, in whole parts, that no other of them has: `server.js`, or `api/server.js` beside
 * `web/server.js`.
 */
export function shortestEndings(paths: Iterable<string>): ReadonlyMap<string, string> {
  const all = [...new Set(paths)].map((path) => ({ path, parts: path.split(/[\\/]/) }));
  const endingOf = (parts: readonly string[], count: number) => parts.slice(-count).join('/');
  return new Map(
    all.map(({ path, parts }) => {
      const others = all.filter((one) => one.path !== path);
      let count = 1;
      while (
        count < parts.length &&
        others.some((other) => endingOf(other.parts, count) === endingOf(parts, count))
      )
        count++;
      return [path, endingOf(parts, count)];
    }),
  );
}
