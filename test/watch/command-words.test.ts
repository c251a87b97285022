import { expect, test } from 'vitest';
import { isKeeper, programName, shortCommand } from '../../source/watch/command-words.ts';

test.each([
  [['/usr/bin/node', '/srv/shop/server.js'], 'node', 'node server.js'],
  [['node', 'dist/server.js', '--port', '80'], 'node', 'node dist/server.js --port 80'],
  [['/usr/bin/python3', '-m', 'uvicorn', 'shop:app'], 'python3', 'python3 -m uvicorn shop:app'],
  [
    ['node', '--import=file:///opt/tsx/loader.mjs', '--require=/a/b.cjs', 'x.ts'],
    'node',
    'node --import=loader.mjs --require=b.cjs x.ts',
  ],
  [['nginx: master process /usr/sbin/nginx'], 'nginx', 'nginx: master process /usr/sbin/nginx'],
  [['node', '-e', 'a\n\tb\u001b[31m'], 'node', 'node -e a b'],
  [[], '', ''],
])('%j', (command, name, text) => {
  expect(shortCommand(command)).toBe(text);
  expect(programName(command)).toBe(name);
});

test('what has no end is cut', () => {
  expect(shortCommand(['node', '-e', 'x'.repeat(1e6)])).toHaveLength(300);
});

test.each([
  [['-bash'], true],
  [['/bin/sh', '-c', 'node a.js'], true],
  [['sshd: anna [priv]'], true],
  [['/usr/bin/node', '/usr/lib/node_modules/npm/bin/npm-cli.js', 'start'], true],
  [['npm start'], true],
  [['node', 'server.js'], false],
  [['/usr/sbin/nginx'], false],
  [['./shop'], false],
])('%j only keeps others going: %s', (command, keeps) => {
  expect(isKeeper(command)).toBe(keeps);
});
