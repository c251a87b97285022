import { types } from 'node:util';
import { serialize } from 'node:v8';

/** What holds a value that is to be copied, and where the copy is to go. */
export type Crossing = 'thread' | 'process';

type Found = { path: string; what: string };

/**
 * What in a value cannot be copied to another thread or process, in words: `shared.handler is a function`. Null when
 * everything can, or when it cannot be told. Node's own message is an internal function's source text, or `#<Object>`.
 */
export function whatCannotCross(value: unknown, name: string, to: Crossing): string | null {
  try {
    const found = find(value, name, to, new Set());
    return found && `${found.path} is ${found.what}`;
  } catch {
    // A value that cannot be looked at (a getter throws), or that nests deeper than the stack.
    return null;
  }
}

/** `whole`: an instance that this is part of was copied on trial. */
function find(value: unknown, path: string, to: Crossing, seen: Set<object>, whole = false): Found | null {
  if (typeof value === 'function' || typeof value === 'symbol') return { path, what: `a ${typeof value}` };
  if (typeof value !== 'object' || value === null || seen.has(value)) return null;
  if (types.isProxy(value)) return { path, what: 'a Proxy' };
  seen.add(value);
  // Serialized for a process, a view on shared memory would become a copy without a word.
  const memory = ArrayBuffer.isView(value) ? value.buffer : value;
  if (types.isSharedArrayBuffer(memory)) {
    return to === 'thread' ? null : { path, what: 'shared memory, which processes cannot have in common' };
  }
  const insideIt = (within: boolean): Found | null => {
    for (const [at, child] of childrenOf(value, path)) {
      const found = find(child, at, to, seen, within);
      if (found) return found;
    }
    return null;
  };
  if (isPlain(value)) return insideIt(whole);
  if (isCopied(value)) return null;
  // Of an instance its class says more than what is wrong deep inside. One trial is for all that it holds.
  const fails = (!whole && !survives(value, to)) || insideIt(true) !== null;
  return fails ? { path, what: named(value.constructor?.name ?? 'object') } : null;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value) || types.isMap(value) || types.isSet(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Builtin objects that are copied with what is in them. */
function isCopied(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    types.isArrayBuffer(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isBoxedPrimitive(value)
  );
}

function* childrenOf(value: object, path: string): Generator<[string, unknown]> {
  if (types.isMap(value)) {
    for (const [key, child] of value) yield [`${path}.get(${keyText(key)})`, child];
    for (const key of value.keys()) yield [`a key of ${path}`, key];
  } else if (types.isSet(value)) {
    for (const child of value) yield [`a member of ${path}`, child];
  } else {
    // A million numbers need no million names, and no million paths.
    const dense = Array.isArray(value) && value.length <= mostByNumber;
    for (const key of dense ? value.keys() : Object.keys(value)) {
      const child: unknown = value[key as keyof typeof value];
      if (!mayFail.includes(typeof child)) continue;
      const isName = typeof key === 'string' && !Array.isArray(value);
      const step = !isName ? `[${key}]` : /^[\w$]+$/.test(key) ? `.${key}` : `[${keyText(key)}]`;
      yield [`${path}${step}`, child];
    }
  }
}

/** Of longer arrays most places are empty: going through them one by one could take seconds. */
const mostByNumber = 1e8;

const mayFail = ['object', 'function', 'symbol'];

const keyText = (key: unknown) => (typeof key === 'string' ? JSON.stringify(key) : String(key));

function survives(value: object, to: Crossing): boolean {
  try {
    if (to === 'thread') structuredClone(value);
    else serialize(value);
    return true;
  } catch {
    return false;
  }
}

const named = (name: string) => `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
