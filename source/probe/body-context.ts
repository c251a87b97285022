import type { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import type { Begun } from './request-table.ts';

/** `set`: that request is this one. `stop`: Node.js is as it was. */
type InContext = { readonly set: (request: IncomingMessage, one: Begun) => void; readonly stop: () => void };

/**
 * Has the body of a request come in the request's context: whoever reads it by events would otherwise go on outside of any, as its
 * packets come in the context of their connection.
 */
export function inContext(store: AsyncLocalStorage<Begun>): InContext {
  const begun = new WeakMap<IncomingMessage, Begun>();
  const { prototype } = IncomingMessage;
  const own = Object.getOwnPropertyDescriptor(prototype, 'push');
  const { push } = prototype;
  const pushed = function (this: IncomingMessage, ...given: Parameters<typeof push>): boolean {
    const one = begun.get(this);
    if (!one) return push.apply(this, given);
    return store.run(one, () => push.apply(this, given));
  };
  Object.defineProperty(prototype, 'push', {
    ...{ value: pushed, configurable: true, writable: true, enumerable: false },
  });
  return {
    set: (request, one) => begun.set(request, one),
    stop: () => {
      // Another one's may call this one by now: without a request it only passes on.
      if (prototype.push !== pushed) return;
      if (own) Object.defineProperty(prototype, 'push', own);
      else Reflect.deleteProperty(prototype, 'push');
    },
  };
}
