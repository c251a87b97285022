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

const report = frame('report', 60);
const inTurn = (helpers: number, looks = helpers) => {
  const seen = seenOf();
  for (let look = 0; look < looks; look++)
    seen.add([inPackage, frame(`helper ${look % helpers}`, look), report, frame('handle', 90)]);
  return seen;
};

test('of many functions that take turns the one that calls them', () => {
  expect(inTurn(4).most()).toEqual({
    stacks: 4,
    stacksHere: 4,
    frames: [report, frame('handle', 90)],
    placed: 'at',
  });
  // As often as a third is one of its own.
  expect(inTurn(3).most()).toMatchObject({
    stacksHere: 1,
    frames: [inPackage, frame('helper 0', 0), {}, {}],
  });
});

test('it calls them in more than half of the stacks', () => {
  const seen = inTurn(4);
  for (let at = 0; at < 3; at++) seen.add([frame(`other ${at}`, at)]);
  expect(seen.most()).toMatchObject({ stacks: 7, stacksHere: 4, frames: [report, {}] });
  seen.add([frame('other 3', 3)]);
  expect(seen.most()).toMatchObject({ stacks: 8, stacksHere: 1, frames: [inPackage, {}, report, {}] });
});

test('a function that calls itself is counted once', () => {
  const seen = seenOf();
  seen.add([frame('walk', 4), frame('walk', 5), frame('walk', 5)]);
  expect(seen.most()).toMatchObject({ stacks: 1, stacksHere: 1, frames: [frame('walk', 4), {}, {}] });
});

test('a stack may stand for several looks', () => {
  const seen = seenOf();
  seen.add([frame('parse', 5)], 'before', 3);
  seen.add([frame('render', 9)]);
  seen.add([frame('render', 9)]);
  expect(seen.most()).toEqual({ stacks: 5, stacksHere: 3, frames: [frame('parse', 5)], placed: 'before' });
});
