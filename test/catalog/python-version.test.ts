import { expect, test } from 'vitest';
import {
  compareVersions,
  shortVersion,
  usualStartMethod,
} from '../../source/catalog/runtimes/python-version.ts';

test('versions are numbers, not words', () => {
  const versions = ['3.9.18', '3.10', '3.8', '3.15.0rc1', '3.10.2', '2.7.18'];
  expect(versions.sort(compareVersions)).toEqual(['2.7.18', '3.8', '3.9.18', '3.10', '3.10.2', '3.15.0rc1']);
  expect(compareVersions('3.10', '3.10.0')).toBe(0);
  expect(shortVersion('3.10.13')).toBe('3.10');
});

test.each([
  ['3.13.9', 'linux', 'fork'],
  ['3.14.0', 'linux', 'forkserver'],
  ['3.14.0', 'darwin', 'spawn'],
  ['3.8.0', 'darwin', 'spawn'],
  ['3.8.0', 'win32', 'spawn'],
] as const)('how %s starts processes on %s', (version, platform, method) =>
  expect(usualStartMethod(version, platform)).toBe(method),
);
