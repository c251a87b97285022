import { describe } from 'vitest';
import { interpreters } from '../helpers/python.ts';
import { forksUnseen, freezesOf } from '../watch/runs/helpers/python.ts';

/** The first of each version: one that comes as a script of pyenv's is the same as one of them. */
const versions = new Map([...interpreters].reverse().map((one) => [one.version, one.path]));

describe.each([...versions])('CPython %s', (_, path) => {
  freezesOf(path);
  forksUnseen(path);
});
