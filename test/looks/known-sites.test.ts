import { expect, test } from 'vitest';
import { knownSites } from '../../source/looks/known-sites.ts';
import type { Site } from '../../source/looks/look.ts';

const at = (name: string | null, line: number, file: string | null = '/home/me/shop.mjs'): Site => [
  name,
  ...([file, line, 1] as const),
];
const language = (name: string): Site => [name, null, null, null];
const inNode = (name: string) => at(name, 800, 'node:zlib');
const inPackage = (name: string | null) => at(name, 9, '/home/me/node_modules/koa/index.js');

const namesOf = (...sites: Site[]) => knownSites(sites, () => 'gzipSync').map(([name]) => name);

test('what code calls of Node has the name that it is called by', () => {
  expect(namesOf(inNode('zlibBufferSync'), inNode('syncBufferWrapper'), at('pack', 4))).toEqual([
    'zlibBufferSync',
    'gzipSync',
    'pack',
  ]);
  expect(namesOf(inNode('syncBufferWrapper'), inPackage('compress'))).toEqual(['gzipSync', 'compress']);
  expect(namesOf(inNode('emit'), language('Array.forEach'))).toEqual(['emit', 'Array.forEach']);
});

test('it has its own where the place cannot be read', () => {
  expect(knownSites([inNode('emit'), at('pack', 4)], () => null)[0]).toEqual(inNode('emit'));
});

test.each<[string, Site[], string | null]>([
  ['given to sort on the same line', [at(null, 40), language('Array.sort'), at('rank', 40)], 'rank'],
  [
    'given within one without a name',
    [at(null, 41), language('f'), at(null, 40), language('g'), at('rank', 40)],
    'rank',
  ],
  ['written before the call', [at(null, 39), language('Array.sort'), at('rank', 40)], null],
  ['of another file', [at(null, 50, '/home/me/by.mjs'), language('Array.sort'), at('rank', 40)], null],
  ['that has a name', [at('byPrice', 50), language('Array.sort'), at('rank', 40)], 'byPrice'],
  ['called without anything in between', [at(null, 50), at('retry', 10)], null],
  ['called by a package', [at(null, 50), inPackage('dispatch'), at('auth', 10)], null],
  ['called by nobody', [at(null, 50), language('Array.sort')], null],
])('a function without a name: %s', (_, sites, name) => {
  expect(namesOf(...sites)[0]).toBe(name);
});
