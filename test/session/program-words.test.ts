import { expect, test } from 'vitest';
import { commandWords, endingWords, shortCommand } from '../../source/session/program-words.ts';

test.each([
  [['/usr/bin/node', '--inspect', '/srv/shop/server.js', '--port', '80'], 'server.js'],
  [['python3.11', 'app.py'], 'app.py'],
  [['node'], 'node'],
  [['/usr/bin/redis-server', '*:6379'], 'redis-server'],
])('%j in short', (command, short) => {
  expect(shortCommand(command)).toBe(short);
});

test('a command as it was typed, and how it ended', () => {
  expect(commandWords(['/usr/bin/node', 'server.js', '-v'])).toBe('node server.js -v');
  expect(endingWords({ exitCode: 3, signal: null })).toBe('it ended with exit code 3');
  expect(endingWords({ exitCode: null, signal: 'SIGTERM' })).toBe('it was ended by SIGTERM');
  expect(endingWords({ exitCode: null, signal: null })).toBe('it has ended');
});
