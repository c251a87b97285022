import { realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runtimeOf } from '../../source/watch/runtime.ts';

test.each([
  ['/root/.nvm/versions/node/v20.20.2/bin/node', 'node', '20.20.2', null],
  ['/nowhere/bin/node', 'node', null, null],
  ['/nowhere/bin/nodejs', 'node', null, null],
  ['/usr/bin/python3.11', 'python', '3.11', 'shared'],
  ['/root/.pyenv/versions/3.13.1/bin/python3.13', 'python', '3.13.1', 'shared'],
  ['/opt/python3.14t', 'python', '3.14', 'none'],
  ['/usr/lib/jvm/java-17-openjdk-amd64/bin/java', 'java', null, null],
  ['/usr/sbin/php-fpm8.2', 'php', null, null],
  ['/usr/lib/erlang/erts-13/bin/beam.smp', 'beam', null, null],
  ['/usr/bin/nodemon', null, null, null],
  ['/usr/bin/sleep', null, null, null],
  [null, null, null, null],
])('%s', (exe, name, version, lock) => {
  expect(runtimeOf(exe)).toEqual({ name, version, lock });
});

test('of the file that Heddle runs on the version is known', () => {
  expect(runtimeOf(realpathSync(process.execPath)).version).toBe(process.versions.node);
});
