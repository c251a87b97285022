import { describe, expect, test } from 'vitest';
import {
  exportedAs,
  functionsOf,
  isModule,
  readJavaScript,
  statementsOf,
} from '../../source/harness/javascript-source.ts';

describe('code without its comments and texts', () => {
  test.each([
    ["a('x') // it's", "a(' ') "],
    ['a("(") /* { */ + b', "a(' ') + b"],
    ["r = /['{]/g; b", "r = '     '; b"],
    ['x = a / b / c', 'x = a / b / c'],
    [`\`a \${b + \`c \${d}\`} {\``, '`  { + `  { }` }  `'],
    ['return /}/.test(a)', "return '  '.test(a)"],
    ["'never closed\nnext", "'\nnext"],
  ])('%s', (text, wanted) => {
    const { code } = readJavaScript(text);
    expect(code).toHaveLength(text.length);
    expect(code.match(/[(){}[\]+/;=.]/g)).toEqual(wanted.match(/[(){}[\]+/;=.]/g));
  });
});

const read = (text: string) => {
  const source = readJavaScript(text);
  return { source, statements: statementsOf(source) };
};

test('statements end where they end, with and without semicolons', () => {
  const text = `import a, { b as c } from './x.js'
const { d, e: [f] } = a, g = {
  h: 1,
}
const i = c
  .map((one) => one)
export async function j() {
}
if (a) {
}
else b()
type K = string;`;
  const { statements } = read(text);
  expect(statements.map(({ names }) => names)).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f', 'g'],
    ['i'],
    ['j'],
    [],
    ['K'],
  ]);
});

test('functions are found in whatever way they are written, with their parameters', () => {
  const text = `function one(a, b = [1, 2], ...c) {}
const two = async (a, { b, c } = {}) => a;
const three = a => { return a };
const four = function (a) {};
class Five { static async six(a) { if (a) {} } }
const seven = { eight(a) {}, nine: (a) => a };
const ten = <T>(a: Map<string, T>, b?: number): T => a;`;
  const found = functionsOf(readJavaScript(text)).map(({ name, parameters, isAsync }) => [
    name,
    parameters.map((one) => `${one.name}${one.isRest ? '…' : one.hasDefault ? '?' : ''}`).join(' '),
    isAsync,
  ]);
  expect(found).toEqual([
    ['one', 'a b? c…', false],
    ['two', 'a options?', true],
    ['three', 'a', false],
    ['four', 'a', false],
    ['six', 'a', true],
    ['eight', 'a', false],
    ['nine', 'a', false],
    ['ten', 'a b?', false],
  ]);
});

test('a text of a megabyte in the middle keeps nobody waiting', () => {
  const text = `const data = '${'x'.repeat(1e6)}';\nfunction f(a) {}\n`;
  expect(functionsOf(readJavaScript(text)).map(({ name }) => name)).toEqual(['f']);
});

test.each([
  ['export function f() {}', 'f'],
  ['export const f = () => 1', 'f'],
  ['export default async function f() {}', 'default'],
  ['function f() {}\nexport default f;', 'default'],
  ['function f() {}\nexport { a, f as g };', 'g'],
  ['function f() {}\nexport { f };', 'f'],
  ['exports.f = () => 1;', 'f'],
  ['module.exports.f = function () {};', 'f'],
  ['function f() {}\nmodule.exports = f;', 'default'],
  ['function f() {}\nmodule.exports = { a, f };', 'f'],
  ['module.exports = { f(a) {} };', 'f'],
  ['function f() {}', null],
  ['export function ff() {}\nfunction f() {}', null],
  ["export { f } from './other.js';", null],
])('%s exports it as %s', (text, wanted) => {
  const { source, statements } = read(text);
  expect(exportedAs(source, statements, 'f')).toBe(wanted);
  expect(isModule(source, statements)).toBe(text.includes('export ') || text.includes('export {'));
});
