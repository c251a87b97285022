import type { Stats } from 'node:fs';
import { expect, test } from 'vitest';
import { closedTo } from '../../source/watch/attach/way.ts';

/** Folders of user 7 and group 8. */
const stat = (modes: Record<string, number>) => (path: string) =>
  ({ uid: 7, gid: 8, mode: modes[path] ?? 0o755 }) as Stats;

test.each([
  ['open to all', { '/a': 0o755 }, 1, [1], null],
  ['closed to others', { '/a': 0o750 }, 1, [1], '/a'],
  ['closed to others, one of its group', { '/a': 0o750 }, 1, [1, 8], null],
  ['closed to its group alone', { '/a': 0o705 }, 1, [8], '/a'],
  ['closed to its owner alone', { '/a': 0o677 }, 7, [8], '/a'],
  ["its owner's", { '/a/b': 0o700 }, 7, [1], null],
  ['below one that is closed', { '/a': 0o700 }, 1, [1], '/a'],
  ['closed, and the last', { '/a/b': 0o744 }, 1, [1], '/a/b'],
  ['closed to all but root', { '/a': 0o000 }, 0, [0], null],
] as const)('a folder %s', (_, modes, uid, groups, closed) => {
  expect(closedTo({ uid, groups }, '/a/b', stat(modes))).toBe(closed);
});
