import { expect, test } from 'vitest';
import { commandWords, endingWords, shortCommand } from '../../source/session/program-words.ts';

test.each([
  [['/usr/bin/node', '--inspect', '/srv/shop/server.js', '--port', '80'], 'server.js'],
  [['python3.11', 'app.py'], 'app.py'],
  [['node', '--require', '/tsx/preflight.cjs', '--import', 'file:///tsx/loader.mjs', 'a.ts'], 'a.ts'],
  [['node'], 'node'],
  [['/usr/bin/redis-server', '*:6379'], 'redis-server'],
  [['node', '--inspect', '-e', 'setInterval(() => {}, 9)'], 'node -e'],
  [['node', '-pe', 'x'], 'node -pe'],
  [['python3', '-m', 'uvicorn', 'shop:app'], 'uvicorn'],
  [['python3', '-c', 'import time'], 'python3 -c'],
])('%j in short', (command, short) => {
  expect(shortCommand(command)).toBe(short);
});

test('a command is one line, and leaves room for what is said of it', () => {
  expect(commandWords(['node', '-e', 'a;\n\tb\u001b[31m'])).toBe('node -e a; b');
  const long = commandWords(['node', '-e', 'x'.repeat(1e6)]);
  expect(long).toHaveLength(100);
  expect(long.endsWith('…')).toBe(true);
});

test('a command as it was typed, and how it ended', () => {
  expect(commandWords(['/usr/bin/node', 'server.js', '-v'])).toBe('node server.js -v');
  expect(endingWords({ exitCode: 3, signal: null, asked: null })).toBe('it ended with exit code 3');
  expect(endingWords({ exitCode: null, signal: 'SIGTERM', asked: null })).toBe('it was ended by SIGTERM');
  expect(endingWords({ exitCode: null, signal: null, asked: null })).toBe('it has ended');
});

test('a program that Heddle had asked to end, and why', () => {
  const term = { exitCode: null, signal: 'SIGTERM' };
  expect(endingWords({ ...term, asked: 'time' })).toBe('Heddle ended it (--for)');
  expect(endingWords({ ...term, asked: 'left' })).toBe('Heddle ended it on leaving');
  const exits = { exitCode: 0, signal: null, asked: 'time' } as const;
  expect(endingWords(exits)).toBe('it ended with exit code 0 after Heddle had asked it to end (--for)');
  const killed = { exitCode: null, signal: 'SIGKILL', asked: 'left' } as const;
  expect(endingWords(killed)).toBe('it was ended by SIGKILL after Heddle had asked it to end on leaving');
});
