import { hash } from 'node:crypto';
import { types } from 'node:util';

/**
 * What results are compared by, short texts that are the same in every process. `digest`: equal for equal values of equal
 * classes. `shape`: equal for equal types, classes and keys, whatever the values.
 *
 * A Buffer is the Uint8Array that it arrives as from a thread, and an object without a prototype is a plain one: who
 * reads their content finds the same. Keys are in alphabetical order, as what ends first may be written first.
 */
export type Digest = { digest: string | null; shape: string | null };

/** Much is enough to tell two results apart, and little enough not to slow a run: some 10 µs for most results, 1 to 3 ms for the largest (measured). */
const mostNodes = 2000;
const mostCharacters = 16 * 1024;
/** Deeper than data nests, and not as deep as the stack. */
const mostDepth = 100;
/** Of longer strings and bytes half of it from the front, half from the back, and the length. */
const mostInLeaf = 8 * 1024;

/** Digests any value. Never throws: what cannot be looked at has none. */
export function digestOf(value: unknown): Digest {
  try {
    const { content, form } = new Walk().visit(value);
    return { digest: short(content), shape: short(form) };
  } catch {
    // A class or a collection that cannot be looked at.
    return { digest: null, shape: null };
  }
}

/** 96 bits: two of a million results are alike by chance once in 10^17 runs. */
const short = (text: string) => hash('sha1', text, 'base64url').slice(0, 16);

/** A value, or a part of one, as two texts. */
type Seen = { content: string; form: string };

class Walk {
  private nodes = mostNodes;
  private characters = mostCharacters;
  private depth = 0;
  private readonly places = new Map<object, number>();

  visit(value: unknown): Seen {
    if (this.nodes-- <= 0 || this.depth >= mostDepth) return { content: '…', form: '…' };
    if (typeof value === 'string') return { content: `"${this.leaf(value)}"`, form: 'string' };
    if (typeof value === 'function' || typeof value === 'symbol') return same(typeof value);
    if (typeof value !== 'object' || value === null) return primitive(value);
    const place = this.places.get(value);
    if (place !== undefined) return same(`^${place}`);
    this.places.set(value, this.places.size);
    // Whatever is done to a Proxy runs code of whoever made it.
    if (types.isProxy(value)) return same('Proxy');
    this.depth++;
    const seen = this.object(value);
    this.depth--;
    return seen;
  }

  private object(value: object): Seen {
    const name = classOf(value);
    if (Array.isArray(value)) return this.array(value, name);
    if (ArrayBuffer.isView(value)) return this.bytes(value.buffer, value.byteOffset, value.byteLength, name);
    if (types.isAnyArrayBuffer(value)) return this.bytes(value, 0, value.byteLength, name);
    const inner = name === '' ? same('') : this.inner(value);
    const members = this.members(value);
    return {
      content: `${name}${inner.content}{${members.map(([key, { content }]) => `${key}:${content}`)}}`,
      form: `${name}${inner.form}{${members.map(([key, { form }]) => `${key}:${form}`)}}`,
    };
  }

  /** What builtin objects hold beside their properties. */
  private inner(value: object): Seen {
    if (types.isDate(value)) return { content: `(${Date.prototype.getTime.call(value)})`, form: '' };
    if (types.isRegExp(value)) return { content: `(${RegExp.prototype.toString.call(value)})`, form: '' };
    if (types.isBoxedPrimitive(value)) return this.visit(Object.prototype.valueOf.call(value).valueOf());
    if (types.isNativeError(value)) return this.list([value.name, value.message, value.cause], '(', ')');
    if (types.isMap(value)) {
      const keys = this.list(Map.prototype.keys.call(value), '(', ')');
      const values = this.list(Map.prototype.values.call(value), '(', ')');
      return { content: keys.content + values.content, form: keys.form + values.form };
    }
    return types.isSet(value) ? this.list(Set.prototype.values.call(value), '(', ')') : same('');
  }

  private members(value: object): [key: string, Seen][] {
    const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
      Object.prototype.propertyIsEnumerable.call(value, key),
    );
    const members: [string, Seen][] = [];
    for (const key of [...Object.keys(value).sort(), ...symbols]) {
      if (this.nodes <= 0) break;
      members.push([this.leaf(String(key)), this.visit(read(value, key))]);
    }
    return members;
  }

  private array(value: readonly unknown[], name: string): Seen {
    const items = this.list(value, '[', ']');
    return { content: `${name}${value.length}${items.content}`, form: name + items.form };
  }

  /** All values, and each form once: how many there are is no question of form. */
  private list(values: Iterable<unknown>, open: string, close: string): Seen {
    const contents: string[] = [];
    const forms = new Set<string>();
    for (const value of values) {
      if (this.nodes <= 0) break;
      const { content, form } = this.visit(value);
      contents.push(content);
      forms.add(form);
    }
    return { content: open + contents + close, form: open + [...forms].sort() + close };
  }

  private bytes(buffer: ArrayBufferLike, from: number, length: number, name: string): Seen {
    const text = (at: number, count: number) => Buffer.from(buffer, at, count).toString('latin1');
    const front = Math.min(length, mostInLeaf / 2);
    const back = Math.min(length - front, mostInLeaf / 2);
    const content = text(from, front) + text(from + length - back, back);
    return { content: `${name}${length}<${this.leaf(content)}>`, form: name };
  }

  private leaf(text: string): string {
    const most = Math.min(mostInLeaf, this.characters);
    const kept =
      text.length <= most
        ? text
        : `${text.length}:${text.slice(0, most / 2)}${most > 1 ? text.slice(-most / 2) : ''}`;
    this.characters = Math.max(0, this.characters - kept.length);
    return kept;
  }
}

const same = (text: string): Seen => ({ content: text, form: text });

function primitive(value: unknown): Seen {
  if (value === null || value === undefined) return same(String(value));
  // −0 is not 0, and 1n is not 1.
  const text = Object.is(value, -0) ? '-0' : String(value);
  return { content: typeof value === 'bigint' ? `${text}n` : text, form: typeof value };
}

/** A property as anybody would read it, once. */
function read(value: object, key: string | symbol): unknown {
  try {
    return (value as Record<string | symbol, unknown>)[key];
  } catch {
    return '(a getter that throws)';
  }
}

/** `Money<Amount`: its class and those that it extends. Empty for a plain object. */
function classOf(value: object): string {
  const names: string[] = [];
  let prototype: object | null = Object.getPrototypeOf(value);
  while (prototype !== null && prototype !== Object.prototype) {
    const name = nameOf(prototype);
    if (prototype !== Buffer.prototype) names.push(name);
    prototype = Object.getPrototypeOf(prototype);
  }
  return names.join('<');
}

function nameOf(prototype: object): string {
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof maker !== 'function') return '';
  const name: unknown = Object.getOwnPropertyDescriptor(maker, 'name')?.value;
  return typeof name === 'string' ? name : '';
}
