import { expect, test } from 'vitest';
import { StacksSeen } from '../../source/telemetry/stacks-seen.ts';

const frame = (name: string, line: number, file = '/home/me/auth.mjs') => ({ name, file, line, column: 1 });
const inPackage = frame('visit', 9, '/home/me/node_modules/walk/index.js');

const seenOf = () => new StacksSeen(({ file }) => file !== null && !file.includes('node_modules'));

test('the function in which most stacks were, at the line in which most of those were', () => {
  const seen = seenOf();
  const stacks = [
    [inPackage, frame('hash', 4)],
    [frame('other', 20)],
    [frame('hash', 5)],
    [inPackage, frame('hash', 5)],
    [],
  ];
  for (const frames of stacks) seen.add(frames);
  expect(seen.most()).toEqual({ stacks: 5, stacksHere: 3, frames: [frame('hash', 5)], placed: 'at' });
});

test('a line that code had gone on to is not the same line', () => {
  const seen = seenOf();
  seen.add([frame('hash', 5)]);
  seen.add([frame('hash', 5)], 'before');
  seen.add([frame('hash', 5)], 'before');
  expect(seen.most()).toMatchObject({ stacksHere: 3, placed: 'before' });
});

test('functions of the same name in two files are two', () => {
  const seen = seenOf();
  for (const file of ['/a.mjs', '/b.mjs', '/b.mjs']) seen.add([frame('hash', 4, file)]);
  expect(seen.most()).toMatchObject({ stacksHere: 2, frames: [{ file: '/b.mjs' }] });
});

test('where all of it is in packages, the innermost one is told', () => {
  const seen = seenOf();
  seen.add([inPackage]);
  expect(seen.most()).toEqual({ stacks: 1, stacksHere: 1, frames: [inPackage], placed: 'at' });
});

test('nothing seen', () => {
  expect(seenOf().most()).toEqual({ stacks: 0, stacksHere: 0, frames: [], placed: null });
});
