/** Under which undici, the one in Node.js and any other, keeps what `fetch` sends its requests with: newer versions under both. */
const symbols = [Symbol.for('undici.globalDispatcher.2'), Symbol.for('undici.globalDispatcher.1')];

/** Figures of a pool of sockets, or of an agent's pools by their origin: `stats` in the manual of undici. */
type Stats = { readonly queued?: number } | Readonly<Record<string, { readonly queued?: number }>>;

/**
 * Requests that wait in the pools of the dispatcher that everybody uses, before one of their sockets takes them: undici tells of a
 * request only then. 0 where there are none, or where it does not count them.
 */
export function queuedRequests(): number {
  const dispatchers = new Set(symbols.map((symbol) => Reflect.get(globalThis, symbol) as unknown));
  return [...dispatchers].reduce<number>((sum, dispatcher) => sum + queuedIn(dispatcher), 0);
}

function queuedIn(dispatcher: unknown): number {
  if (typeof dispatcher !== 'object' || dispatcher === null || !('stats' in dispatcher)) return 0;
  try {
    const stats = dispatcher.stats as Stats;
    const pools = typeof stats.queued === 'number' ? [stats] : Object.values(stats);
    return pools.reduce((sum, { queued }) => sum + (typeof queued === 'number' ? queued : 0), 0);
  } catch {
    // Somebody's own, with a `stats` that means something else.
    return 0;
  }
}
