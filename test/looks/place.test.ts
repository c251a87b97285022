import { expect, test } from 'vitest';
import { framesOf, placeOf } from '../../source/looks/place.ts';

const here = new URL('../../source/engine/lane/lane-reporter.ts', import.meta.url);
const stack = (...frames: string[]) =>
  ['TypeError: no\n  of two lines', ...frames.map((one) => `    at ${one}`)].join('\n');

test.each<[what: string, stack: unknown, place: string | null]>([
  [
    'a function of a module',
    stack('run (file:///my/work.mjs:3:9)', 'a (file:///b.js:1:1)'),
    '/my/work.mjs:3',
  ],
  ['one without a name', stack('async /my/work.cjs:12:9'), '/my/work.cjs:12'],
  ['a name with blanks', stack('file:///my%20work/a.js:2:1'), '/my work/a.js:2'],
  [
    'what Node does for it',
    stack('new URL (node:internal/url:816:29)', 'f (/my/work.js:4:1)'),
    '/my/work.js:4',
  ],
  [
    'what a package does for it',
    stack('g (/my/node_modules/p/i.js:1:1)', 'f (/my/work.js:4:1)'),
    '/my/work.js:4',
  ],
  ['what Heddle does around it', stack(`run (${here.href}:1:1)`, 'f (/my/work.js:4:1)'), '/my/work.js:4'],
  [
    'the heading of a syntax error',
    '/my/work.js:7\nconst a = ;\n\nSyntaxError: no\n    at wrapSafe (node:internal/x:1:1)',
    '/my/work.js:7',
  ],
  ['an address of another system', stack('f (file://host/my/work.js:4:1)'), null],
  ['nothing but Node', stack('new URL (node:internal/url:816:29)', 'async Promise.all (index 0)'), null],
  ['no stack', 'TypeError: no', null],
  ['a stack that is no text', 7, null],
  ['a path that is none', stack(`f (/${'a'.repeat(5000)}:1:1)`), null],
])('%s', (_, text, place) => {
  expect(placeOf(text)).toBe(place);
});

test('the frames of a stack in one’s own files, nearest first, at most four', () => {
  const frames = ['parse (file:///my/a.js:3:9)', 'g (/my/node_modules/p/i.js:1:1)', `run (${here.href}:1:1)`];
  expect(
    framesOf(
      stack(
        ...frames,
        'async Work.run (/my/b.js:7:1)',
        'Object.default [as run] (/my/b.js:9:1)',
        '/my/c.js:2:1',
      ),
    ),
  ).toEqual(['parse (/my/a.js:3)', 'Work.run (/my/b.js:7)', 'default (/my/b.js:9)', '/my/c.js:2']);
  expect(framesOf(stack(...Array.from({ length: 9 }, (_, at) => `f (/my/a.js:${at}:1)`)))).toHaveLength(4);
  expect(framesOf(undefined)).toEqual([]);
});
