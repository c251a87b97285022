import { expect, test } from 'vitest';
import { shortestEndings } from '../../source/ui/path-endings.ts';

test('a path has as many parts as tell it from all others', () => {
  const paths = [
    '/srv/api/server.js',
    '/srv/web/server.js',
    '/srv/jobs.js',
    '/opt/web/server.js',
    '/srv/jobs.js',
  ];
  expect([...shortestEndings(paths)]).toEqual([
    ['/srv/api/server.js', 'api/server.js'],
    ['/srv/web/server.js', 'srv/web/server.js'],
    ['/srv/jobs.js', 'jobs.js'],
    ['/opt/web/server.js', 'opt/web/server.js'],
  ]);
});

test('one that is the end of another is told whole', () => {
  expect([...shortestEndings(['server.js', 'web/server.js'])]).toEqual([
    ['server.js', 'server.js'],
    ['web/server.js', 'web/server.js'],
  ]);
});
