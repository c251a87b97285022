import { expect, test } from 'vitest';
import { jsonSchemas } from '../../scripts/json-schemas.ts';
import { decide } from '../../source/guide/decide.ts';
import { nothingMeasured } from '../../source/guide/measured.ts';
import { decisionDocument } from '../../source/plain/verdict-document.ts';
import { answersOf, roomy } from '../guide/helpers/machine.ts';
import { everyEvent } from '../helpers/events.ts';
import { faultsOf } from '../helpers/schemas.ts';

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every property that a schema describes, with its path. */
function* properties(node: unknown, path: string): Generator<[path: string, property: Node]> {
  if (!isNode(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'properties' || !isNode(value)) {
      yield* properties(value, path);
      continue;
    }
    for (const [name, property] of Object.entries(value)) {
      yield [`${path}.${name}`, property as Node];
      yield* properties(property, `${path}.${name}`);
    }
  }
}

const all = Object.entries(jsonSchemas());
const described = all.flatMap(([name, schema]) => [...properties(schema, name)]);
const mayBeNull = ({ anyOf }: Node) =>
  Array.isArray(anyOf) && anyOf.some((one) => isNode(one) && one.type === 'null');

test('each schema has a name, a title and a description of its own', () => {
  for (const [name, schema] of all) {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:heddle:schema:1:${name}`,
      title: expect.stringMatching(/^[A-Z]/),
      description: expect.stringMatching(/^What .*`heddle|^What any command/),
    });
  }
});

test('every property says what it is, in its unit, and when it is null', () => {
  expect(described.length).toBeGreaterThan(300);
  const byName = /whyNot\.|refuses\.|unchecked\./;
  const without = described.filter(
    ([path, { description }]) =>
      !byName.test(path) && (typeof description !== 'string' || description === ''),
  );
  expect(without.map(([path]) => path)).toEqual([]);
  const silent = described.filter(
    ([, property]) => mayBeNull(property) && !/\bNull|or null:/.test(String(property.description)),
  );
  expect(silent.map(([path]) => path)).toEqual([]);
});

test.each([
  ['Ms', /millisecond|^The (?:shortest|longest)|of the tasks took|^When/i],
  ['Bytes', /bytes/i],
  ['Ratio', /0 to 1|share/i],
])('a property whose name ends in %s says so in words', (unit, says) => {
  const named = described.filter(([path]) => path.endsWith(unit));
  expect(named.length).toBeGreaterThan(2);
  expect(
    named.filter(([, { description }]) => !says.test(String(description))).map(([path]) => path),
  ).toEqual([]);
});

/** Copies of a value with one field each gone, renamed, of another type, or one too many, and what was done. */
function* broken(value: unknown, path = ''): Generator<[what: string, copy: unknown]> {
  if (Array.isArray(value)) {
    for (const [what, copy] of broken(value[0], `${path}[0]`)) yield [what, [copy, ...value.slice(1)]];
    return;
  }
  if (!isNode(value)) return;
  yield [`${path}.surplus`, { ...value, surplus: 1 }];
  for (const [name, field] of Object.entries(value)) {
    const { [name]: _, ...rest } = value;
    yield [`${path}.${name} gone`, rest];
    yield [`${path}.${name} renamed`, { ...rest, [`${name}s`]: field }];
    yield [`${path}.${name} a list`, { ...value, [name]: [[]] }];
    for (const [what, copy] of broken(field, `${path}.${name}`)) yield [what, { ...value, [name]: copy }];
  }
}

const asked = { heddle: '1.2.3', startedAt: '2026-11-26T22:33:22.123Z' };
const decision = decisionDocument(
  decide(answersOf('cpu=yes runtime=node durable=jobs'), roomy),
  nothingMeasured,
  asked,
);

const whole: [name: string, document: object][] = [
  ['decide', decision],
  ...Object.values(everyEvent).map((event): [string, object] => ['event', event]),
];

test.each(whole)(
  '%s: what is gone, renamed, of another type or one too many is noticed',
  (name, document) => {
    // Names of parameters, and reasons by model, are whatever they are.
    const free = /^\.(?:plan\.parameters|whyNot|sketch)\./;
    const variants = [...broken(JSON.parse(JSON.stringify(document)))].filter(([what]) => !free.test(what));
    expect(variants.length).toBeGreaterThan(5);
    const unnoticed = variants.filter(([, copy]) => faultsOf(name, copy).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
  },
);
