import { describe, expect, test } from 'vitest';
import { fewEnough, inputsIn, kindOf } from '../../source/catalog/inputs.ts';

test.each([
  ['urls.txt', '["a"]', 'lines'],
  ['rows.csv', '{"a":1}', 'lines'],
  ['rows.jsonl', '[1]\n[2]', 'json-lines'],
  ['rows.ndjson', '1\n2', 'json-lines'],
  ['rows.json', '[1,\n2]', 'json'],
  ['rows.json', '{"a":1}\n{"a":2}', 'json-lines'],
  ['rows.json', '{\n"a":1\n}', 'json'],
  ['rows', '[1]', 'json'],
  ['rows', '{"a":1}\n{"a":2}', 'json-lines'],
  ['rows', '{braces}\n{"a":2}', 'lines'],
  ['rows', '/a\n/b', 'lines'],
  ['rows', '', 'lines'],
])('%s with %j holds %s', (name, text, kind) => {
  expect(kindOf(name, text)).toBe(kind);
});

test.each([
  ['lines', '\uFEFFa\r\n\n b \n', ['a', ' b ']],
  ['json-lines', '{"a":1}\n\n"b"\n', [{ a: 1 }, 'b']],
  ['json', '[1, {"a": 2}]', [1, { a: 2 }]],
] as const)('%s: blank lines are none', (kind, text, items) => {
  expect(inputsIn(kind, 'rows', text).value).toEqual(items);
});

describe('what cannot be read is told with its line', () => {
  test.each([
    ['lines', '\n \n', 'names a file without inputs: rows'],
    ['json', '[]', 'names a file without inputs: rows'],
    ['json-lines', '1\n\n{a}', 'cannot be read: line 3 of rows is not JSON'],
    ['json', '[1,\n2,\nx]', 'cannot be read: rows is not JSON at line 3'],
    ['json', '[1,\n2 2,\n3]', 'cannot be read: rows is not JSON at line 2'],
    ['json', '[1,\n2,\n', 'cannot be read: rows is not JSON at its end'],
    ['json', '{"a": 1}', 'cannot be read: rows holds one JSON value'],
  ] as const)('%s: %j', (kind, text, problem) => {
    expect(inputsIn(kind, 'rows', text).refusal?.problem).toBe(problem);
  });

  test('more inputs than a run can have tasks', () => {
    expect(fewEnough(1_000_000)).toBeNull();
    expect(fewEnough(1_000_001)?.refusal?.problem).toBe('names 1,000,001 inputs');
  });
});
