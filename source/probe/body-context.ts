import type { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import type { Connections } from './connection.ts';
import type { Logged } from './logged.ts';

/**
 * Has the body of a request come in its context: whoever reads it by events would otherwise go on outside of any, as its packets come
 * in the context of their connection. Returns a function that leaves Node.js as it was.
 */
export function keepContext(store: AsyncLocalStorage<Logged>, connections: Connections): () => void {
  const { prototype } = IncomingMessage;
  const own = Object.getOwnPropertyDescriptor(prototype, 'push');
  const { push } = prototype;
  // Most requests have no body, and nobody waits for its end: of those nothing is looked up, as all of them pass here.
  const pushed = function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding): boolean {
    const isHeard = chunk !== null || this.listenerCount('end') > 0 || this.listenerCount('readable') > 0;
    const one = isHeard ? connections.latest(this.socket) : null;
    if (!one) return push.call(this, chunk, encoding);
    return store.run(one, () => push.call(this, chunk, encoding));
  };
  Object.defineProperty(prototype, 'push', {
    ...{ value: pushed, configurable: true, writable: true, enumerable: false },
  });
  return () => {
    // Another one's may call this one by now: without a request it only passes on.
    if (prototype.push !== pushed) return;
    if (own) Object.defineProperty(prototype, 'push', own);
    else Reflect.deleteProperty(prototype, 'push');
  };
}
