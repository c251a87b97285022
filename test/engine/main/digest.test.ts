import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../source/engine/main/digest.ts';

class Amount {
  cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
}
class Money extends Amount {}
const circular = () => {
  const value: Record<string, unknown> = { name: 'a' };
  value.self = value;
  return value;
};
const named = (name: string) => Object.assign(new Error('no'), { name });
const getter = (value: number) => ({
  get a() {
    return value;
  },
});
const throwing = {
  get a() {
    throw new Error('no');
  },
};
const long = (middle: string) => 'x'.repeat(3000) + middle + 'y'.repeat(3000);

describe('what is the same has the same digest', () => {
  test.each<[what: string, a: unknown, b: unknown]>([
    ['data', { a: 1, b: [1, { c: 'x' }] }, { a: 1, b: [1, { c: 'x' }] }],
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['NaN', Number.NaN, 0 / 0],
    ['an instance', new Money(3), new Money(3)],
    ['a Buffer and the bytes that it is', Buffer.from('ab'), new Uint8Array([97, 98])],
    ['no prototype and a plain object', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['what holds itself', circular(), structuredClone(circular())],
    ['a property and what a getter gives', getter(1), { a: 1 }],
    ['a Map', new Map([[{ a: 1 }, 1n]]), structuredClone(new Map([[{ a: 1 }, 1n]]))],
    ['an error', new TypeError('no'), structuredClone(new TypeError('no'))],
    ['a match of an expression', /(?<a>b)/.exec('b'), structuredClone(/(?<a>b)/.exec('b'))],
  ])('%s', (_, a, b) => {
    expect(digestOf(a)).toEqual(digestOf(b));
  });
});

describe('what is another', () => {
  test.each<[what: string, a: unknown, b: unknown, shape: 'same shape' | 'another shape']>([
    ['value', { a: 1 }, { a: 2 }, 'same shape'],
    ['zero', 0, -0, 'same shape'],
    ['number of items', [1], [1, 1], 'same shape'],
    ['order', [1, 2], [2, 1], 'same shape'],
    [
      'order in a Map',
      new Map([
        [1, 1],
        [2, 1],
      ]),
      new Map([
        [2, 1],
        [1, 1],
      ]),
      'same shape',
    ],
    ['byte', Buffer.from('ab'), Buffer.from('ac'), 'same shape'],
    ['middle of a long text', long('a'), long('b'), 'same shape'],
    ['moment', new Date(0), new Date(1), 'same shape'],
    ['message', new Error('a'), new Error('b'), 'same shape'],
    ['bit of a double', new Float64Array([1]), new Float64Array([1 + Number.EPSILON]), 'same shape'],
    ['class', new Money(3), { cents: 3 }, 'another shape'],
    ['class of two with one base', new Money(3), new Amount(3), 'another shape'],
    ['type: a Date and its text', new Date(0), new Date(0).toJSON(), 'another shape'],
    ['type: 1 and 1n', 1, 1n, 'another shape'],
    ['type: null and undefined', null, undefined, 'another shape'],
    ['key that is undefined', { a: undefined }, {}, 'another shape'],
    ['symbol', { [Symbol('a')]: 1 }, {}, 'another shape'],
    ['error', new TypeError('a'), new RangeError('a'), 'another shape'],
    ['type of bytes', new Uint8Array(4), new Uint16Array(2), 'another shape'],
    ['type: a function', () => 1, {}, 'another shape'],
    ['Set of others', new Set([1]), new Set(['1']), 'another shape'],
  ])('%s', (_, a, b, shape) => {
    expect(digestOf(a).digest).not.toBe(digestOf(b).digest);
    expect(digestOf(a).shape === digestOf(b).shape).toBe(shape === 'same shape');
  });

  test('name of an error', () => {
    expect(digestOf(named('A')).digest).not.toBe(digestOf(named('B')).digest);
  });
});

describe('never throws, and runs no code of a Proxy', () => {
  const proxy = new Proxy({}, { get: () => expect.unreachable(), ownKeys: () => expect.unreachable() });
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  test.each<[string, unknown]>([
    ['a Proxy', proxy],
    ['one inside', { a: [proxy] }],
    ['a getter that throws', throwing],
    ['a revoked one', revoked()],
    ['nested deeply', deep],
    ['a class without a name', new (class {})()],
    ['a generator', (function* () {})()],
  ])('%s', (_, value) => {
    expect(digestOf(value).digest).toMatch(/^[\w-]{16}$/);
  });
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

test('what is very large is looked at in part', () => {
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `row ${id}` }));
  let reads = 0;
  const watched = rows.map((row) => ({
    get id() {
      reads++;
      return row.id;
    },
  }));
  expect(digestOf(watched).digest).toMatch(/^[\w-]{16}$/);
  expect(reads).toBeLessThan(2000);
});
