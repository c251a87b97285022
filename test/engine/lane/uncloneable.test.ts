import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { whatCannotCross } from '../../../source/engine/lane/uncloneable.ts';

class Point {
  x = 1;
}
class Server {
  handlers = { open: () => {} };
}

const cyclic: { self?: unknown; list: unknown[] } = { list: [] };
cyclic.self = cyclic;
cyclic.list.push(cyclic, 'end');

describe.each(['thread', 'process'] as const)('to a %s', (to) => {
  test.each([
    ['numbers', [1, 2, 3]],
    ['an instance of a class', new Point()],
    ['a cycle', cyclic],
    ['builtin objects', [new Date(), /x/, new Error('no'), new Uint8Array(2), new ArrayBuffer(1), null]],
  ])('%s can cross', (_what, value) => {
    expect(whatCannotCross(value, 'it', to)).toBeNull();
  });

  test.each([
    ['it is a function', () => {}],
    ['it.a.b is a symbol', { a: { b: Symbol('x') } }],
    ['it[2].run is a function', [1, {}, { run() {} }]],
    ['a key of it is a function', new Map([[() => {}, 1]])],
    ['a member of it is a WeakMap', new Set([new WeakMap()])],
    ['it.get(7) is a Server', new Map([[7, new Server()]])],
    ['it["a-b"] is a Promise', { 'a-b': Promise.resolve() }],
    ['it.held is a Proxy', { held: new Proxy({}, {}) }],
    ['it.port is a MessagePort', { port: new MessageChannel().port1 }],
  ])('%s', (words, value) => {
    expect(whatCannotCross(value, 'it', to)).toBe(words);
  });
});

test('memory that is shared can be shared with threads only', () => {
  const counter = { counter: new Int32Array(new SharedArrayBuffer(4)) };
  expect(whatCannotCross(counter, 'it', 'thread')).toBeNull();
  expect(whatCannotCross(counter, 'it', 'process')).toBe(
    'it.counter is shared memory, which processes cannot have in common',
  );
});

test('what holds what holds what is copied once, however deep it goes', () => {
  class Link {
    readonly next: Link | null;
    constructor(next: Link | null) {
      this.next = next;
    }
  }
  let chain = new Link(null);
  for (let links = 0; links < 1000; links++) chain = new Link(chain);
  expect(whatCannotCross({ chain }, 'it', 'process')).toBeNull();
  expect(whatCannotCross({ chain: new Link(new Server() as never) }, 'it', 'process')).toBe(
    'it.chain is a Link',
  );
});

test('a list with holes is gone through as any other', () => {
  const list: unknown[] = [1];
  list[1e9] = () => {};
  expect(whatCannotCross(list, 'it', 'thread')).toBe('it[1000000000] is a function');
});

test('what does harm when it is looked at is left alone', () => {
  const trap = {
    get look(): never {
      throw new Error('do not look');
    },
  };
  expect(whatCannotCross(trap, 'it', 'thread')).toBeNull();
});
