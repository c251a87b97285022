import type { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import { Noted } from './noted.ts';
import type { Begun } from './request-table.ts';

/**
 * Has the body of a request that is noted come in its context: whoever reads it by events would otherwise go on outside of any, as its
 * packets come in the context of their connection. Returns a function that leaves Node.js as it was.
 */
export function keepContext(store: AsyncLocalStorage<Begun>): () => void {
  const { prototype } = IncomingMessage;
  const own = Object.getOwnPropertyDescriptor(prototype, 'push');
  const { push } = prototype;
  const pushed = function (this: IncomingMessage, ...given: Parameters<typeof push>): boolean {
    const one = Noted.on(this);
    if (!one) return push.apply(this, given);
    return store.run(one, () => push.apply(this, given));
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
