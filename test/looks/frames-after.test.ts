import { expect, test } from 'vitest';
import { framesAfter } from '../../source/looks/frames-after.ts';
import type { Look, Site } from '../../source/looks/look.ts';

const own: Site = ['save', '/home/me/orders.mjs', 42, 10];
const caller: Site = ['order', '/home/me/orders.mjs', 60, 3];
const log: Site = ['log', '/home/me/log.mjs', 3, 20];
const node: Site = ['execSync', 'node:child_process', 1012, 13];
const nodeLater: Site = ['getStderr', 'node:internal/bootstrap/switches/is_main_thread', 173, 19];
const inPackage: Site = ['query', '/home/me/node_modules/db/index.js', 9, 2];
const map: Site = ['Array.map', null, null, null];
const entry: Site = ['order', '/home/me/orders.mjs', 58, 8];

const after = (sites: readonly Site[], part: Partial<Look> = {}) => {
  const none = { atMs: 0, tookMs: 0, beatMs: 0, begun: 1, request: null };
  const look = { ...none, entered: true, entry: null, sites, ...part };
  const { frames, placed } = framesAfter({ ...look, ran: { microtask: null, tick: null, callback: null } });
  return [placed, ...frames.map(({ name }) => name)];
};

test.each<[string, ReturnType<typeof after>, readonly string[]]>([
  ['what Node calls when its own call is over', after([nodeLater, node, own]), ['at', 'execSync', 'save']],
  ['what the code calls next', after([log, own, caller]), ['before', 'save', 'order']],
  ['what a package calls next', after([log, inPackage, own]), ['at', 'query', 'save']],
  ['a turn of a loop', after([own, caller], { entered: false }), ['before', 'save', 'order']],
  ['what the language has on the stack', after([map, own], { entered: false }), ['before', 'save']],
  ['all have returned', after([], { entered: false, entry }), ['below', 'order']],
  ['all have returned, and the next task begins', after([caller], { entry }), ['below', 'order']],
  ['nothing is known', after([log]), ['below']],
])('of a call that has returned: %s', (_, told, known) => {
  expect(told).toEqual(known);
});
