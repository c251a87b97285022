import { expect, test } from 'vitest';
import { framesAtOnce } from '../../source/looks/frames-at-once.ts';
import type { Look, Site } from '../../source/looks/look.ts';

const own: Site = ['totals', '/home/me/orders.mjs', 42, 10];
const inPackage: Site = ['group', '/home/me/node_modules/group/index.js', 9, 2];
const of = (name: string): Site => [name, null, null, null];

const told = (...sites: Site[]) => {
  const { frames, placed } = framesAtOnce({ sites } as unknown as Look);
  return [placed, ...frames.map(({ name }) => name)];
};

test.each([
  'Map.set',
  'Set.add',
  'Array.push',
  'Number',
  'Object.keys',
  'Array.includes',
  'String.charCodeAt',
])('%s has not begun: what ran before it held the loop', (name) => {
  expect(told(of(name), own)).toEqual(['near', 'totals']);
  expect(told(of(name), inPackage, own)).toEqual(['at', 'group', 'totals']);
});

test.each([
  'RegExp.exec',
  'JSON.stringify',
  'Atomics.wait',
  'String.replace',
  'Array.filter',
  'Array.findLast',
])('%s answers as it runs', (name) => {
  expect(told(of(name), own)).toEqual(['at', name, 'totals']);
});

test('code that is in no file', () => {
  expect(told(['anonymous', null, 3, 1], own)).toEqual(['at', 'anonymous', 'totals']);
});

test('a line of its own', () => {
  expect(told(own, of('Array.map'), own)).toEqual(['at', 'totals', 'Array.map', 'totals']);
  expect(told(of('Map.set'))).toEqual(['at']);
});
