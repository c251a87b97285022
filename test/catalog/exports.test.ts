import { describe, expect, test } from 'vitest';
import { chooseExport, exportNamed } from '../../source/catalog/exports.ts';

const go = () => {};
const stop = async () => {};
class Money {}
const word = './work.js';
const esm = { commonJs: false, word };
const cjs = { commonJs: true, word };

test.each<
  [
    what: string,
    exports: object,
    asked: string | null,
    commonJs: boolean,
    name: string | null,
    exported: unknown,
  ]
>([
  ['the default export', { default: go, stop }, null, false, null, go],
  ['module.exports', { default: go }, null, true, null, go],
  ['a default export that others must judge', { default: 1, go }, null, false, null, 1],
  ['what compilers make of a default export', { default: { default: go, stop } }, null, true, null, go],
  ['the only function', { go, Money, most: 5 }, null, false, 'go', go],
  ['the only function of CommonJS', { default: { go, Money } }, null, true, 'go', go],
  ['the one that was asked for', { default: go, stop }, 'stop', false, 'stop', stop],
  ['the one of CommonJS', { default: { go, stop } }, 'stop', true, 'stop', stop],
  [
    'one that a function of CommonJS has',
    { default: Object.assign(() => {}, { stop }) },
    'stop',
    true,
    'stop',
    stop,
  ],
  ['the default export by its name', { default: go, stop }, 'default', false, null, go],
])('%s is chosen, and every lane finds it again', (_what, exports, asked, commonJs, name, exported) => {
  expect(chooseExport({ ...exports }, asked, { commonJs, word })).toEqual({ exported, name });
  expect(exportNamed({ ...exports }, name)).toBe(exported);
});

test('an object of CommonJS with a body is a definition, one with functions of its own is not', () => {
  const definition = { run: go, helper: stop };
  expect(chooseExport({ default: definition }, null, cjs)).toEqual({ exported: definition, name: null });
  expect(chooseExport({ default: definition }, 'helper', cjs)).toEqual({ exported: stop, name: 'helper' });
  expect(chooseExport({ default: { tasks: 5 } }, null, cjs)).toMatchObject({ name: null });
  expect(() => chooseExport({ default: { check: go, parse: stop } }, null, cjs)).toThrow(
    'exports 2 functions',
  );
});

describe('what cannot be meant is told with what to type', () => {
  test.each<[what: string, exports: object, asked: string | null, commonJs: boolean, says: string]>([
    [
      'nothing',
      {},
      null,
      false,
      'exports nothing (loading it ran its code once); write `export default async (index) => …`',
    ],
    [
      'nothing',
      { default: {} },
      null,
      true,
      'exports nothing (loading it ran its code once); write `module.exports = async (index) => …`',
    ],
    [
      'no function',
      { k: 1, Money },
      null,
      false,
      'exports no function, only k, Money; write `export default async (index) => …`',
    ],
    [
      'functions',
      { k: 1, go, stop },
      null,
      false,
      'exports 2 functions, none of them by default; name one: ./work.js#go, ./work.js#stop',
    ],
    [
      'many',
      { a: go, b: go, c: go, d: go, e: go, f: go },
      null,
      false,
      'exports 6 functions, none of them by default; name one: ./work.js#a, ./work.js#b, ./work.js#c, ./work.js#d, ./work.js#e, …',
    ],
    [
      'a slip',
      { resize: go, crop: go },
      'rezise',
      false,
      'does not export rezise; did you mean ./work.js#resize?',
    ],
    ['another name', { go, stop }, 'fly', false, 'does not export fly; it exports go, stop'],
    ['a name where nothing is', {}, 'fly', false, 'does not export fly'],
    ['no default', { go, stop }, 'default', false, 'has no default export; it exports go, stop'],
  ])('%s: %j #%s, CommonJS %s', (_what, exports, asked, commonJs, says) => {
    const choose = () => chooseExport({ ...exports }, asked, commonJs ? cjs : esm);
    expect(choose).toThrow(`the module ${says}`);
  });
});
