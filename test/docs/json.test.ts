import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonSchemas } from '../../scripts/json-schemas.ts';
import { excerptFaultsOf } from '../helpers/schemas.ts';

const page = readFileSync('docs/json.md', 'utf8');
const examples = [...page.matchAll(/<!-- schema: ([\w-]+) -->\n```json\n([\s\S]*?)^```$/gm)].map(
  ([, name = '', code = '']): [string, unknown] => [name, JSON.parse(code)],
);

test('every document has an example, and a row in the table', () => {
  const names = Object.keys(jsonSchemas()).sort();
  expect(examples.map(([name]) => name).sort()).toEqual(names);
  expect([...page.matchAll(/^\|[^|]+\| `([\w-]+)\.json` \|/gm)].map(([, name]) => name).sort()).toEqual(
    names,
  );
});

describe('an example has only fields that its schema has, with such values', () => {
  test.each(examples)('%s', (name, example) => expect(excerptFaultsOf(name, example)).toEqual([]));

  test('another field would be told', () => {
    expect(excerptFaultsOf('run', { wallMS: 1 })).not.toEqual([]);
    expect(excerptFaultsOf('run', { tasks: { total: 'many' } })).not.toEqual([]);
  });
});
