import { Socket } from 'node:net';
import { inspect } from 'node:util';

class Account {
  readonly owner = 'Ada';
  #cents = 12_300;
  get euros(): number {
    return this.#cents / 100;
  }
  deposit(cents: number): void {
    this.#cents += cents;
  }
}

class HttpError extends Error {
  override name = 'HttpError';
  readonly status = 404;
}

/** What of a value can be looked at, field by field, as text. */
type Fields = Record<string, string>;

type Kind = {
  make(): unknown;
  /** The fields of what `make` made, and of what arrived of it. */
  fields(value: unknown): Fields;
};

const gone = '(gone)';

function textOf(value: unknown): string {
  // Not its stack: that differs from thread to thread by itself.
  if (value instanceof Error) return `${value.constructor.name}: ${value.message}`;
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY });
}

/** The fields of a plain object. Those that are there and undefined are told from those that are not there. */
function entries(value: unknown): Fields {
  return Object.fromEntries(Object.entries(value as object).map(([name, field]) => [name, textOf(field)]));
}

/** Parts of an object that may no longer be there. */
function parts(value: unknown, names: readonly string[]): Fields {
  const object = value as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, name in object ? textOf(object[name]) : gone]));
}

const ofClass = (value: unknown) => ({ class: (value as object).constructor.name });

/** What structured cloning copies faithfully, and JSON does not. */
const rich = () => ({
  name: 'Ada',
  scores: [1, 2, 3],
  born: new Date(Date.UTC(1815, 11, 10)),
  langs: new Map([['en', 1]]),
  tags: new Set(['a', 'b']),
  bytes: new Uint8Array([1, 2, 3]),
  ratio: Number.NaN,
  limit: Number.POSITIVE_INFINITY,
  note: undefined,
  pattern: /a+/g,
  problem: new TypeError('no'),
});

/** What a task may return, by the name one chooses it by. */
export const kinds = {
  plain: { make: rich, fields: entries },
  'class-instance': {
    make: () => new Account(),
    fields: (value) => ({ ...ofClass(value), ...parts(value, ['owner', 'euros', 'deposit']) }),
  },
  error: {
    make: () => new HttpError('not found'),
    fields: (value) => ({ ...ofClass(value), ...parts(value, ['name', 'message', 'status']) }),
  },
  json: { make: rich, fields: entries },
  'json-bigint': { make: () => ({ id: 9_007_199_254_740_993n }), fields: entries },
  function: { make: () => ({ onDone: () => 'done' }), fields: entries },
  socket: { make: () => new Socket(), fields: ofClass },
  'weak-map': { make: () => new WeakMap(), fields: ofClass },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];

/** Whether it crosses as the text that `process.send` makes of it by default. */
export const asJson = (kind: KindName) => kind.startsWith('json');

/** How many fields a value of that kind has, and the names of those that are not what they were. */
export function compare(kind: KindName, arrived: unknown): { all: number; changed: string[] } {
  const { make, fields }: Kind = kinds[kind];
  const before = fields(make());
  const after = fields(arrived);
  const names = Object.keys(before);
  return { all: names.length, changed: names.filter((name) => before[name] !== after[name]) };
}
