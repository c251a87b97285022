import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { crashLines, noteEvent } from '../../source/host/crash.ts';
import { temporaryFolder } from '../helpers/folder.ts';

/** The build puts it in; these are the sources. */
vi.hoisted(() => Object.assign(globalThis, { HEDDLE_VERSION: '0.1.0' }));

const fileIn = (lines: readonly string[]) => /^Details: (.*)$/.exec(lines[1]!)![1]!;

test('a crash is told in one line, and what helps to find the bug is in a file for this user alone', () => {
  vi.stubEnv('HEDDLE_TEST_SECRET', 'kept-for-myself');
  onTestFinished(() => void vi.unstubAllEnvs());
  const printed = { stream: 'stdout', text: 'x'.repeat(9000), bytes: 9000, droppedBytes: 0 } as const;
  for (let at = 0; at < 60; at++) noteEvent({ type: 'output', atMs: at, ...printed });
  const lines = crashLines(new TypeError('not\n\u001b[2Jtoday'), join(temporaryFolder(), 'log'));
  expect(lines[0]).toBe('Heddle crashed. This is a bug in Heddle, not in your work: TypeError: not today');
  expect(lines[2]).toMatch(/^Please attach this file .* It holds your command line/);
  const file = fileIn(lines);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^heddle \d.*, Node\.js \d+\.\d+\.\d+, \w+ \w+\n/);
  expect(text).toContain(`arguments: ${JSON.stringify(process.argv.slice(2))}`);
  expect(text).toContain('crash.test.ts');
  // The environment may hold secrets.
  expect(text).not.toContain('kept-for-myself');
  const events = text.split('\n').filter((line) => line.startsWith('{'));
  expect(events).toHaveLength(50);
  expect(events.at(-1)).toContain('"atMs":59');
  expect(Math.max(...events.map(({ length }) => length))).toBe(2000);
});

test('the newest five reports are kept, and nothing else is touched', () => {
  const folder = temporaryFolder();
  for (const day of ['01', '02', '03', '04', '05', '06'])
    writeFileSync(join(folder, `crash-2020-01-${day}.txt`), '');
  writeFileSync(join(folder, 'mine.txt'), '');
  const file = fileIn(crashLines(new Error('x'), folder));
  const left = readdirSync(folder).map((name) => join(folder, name));
  expect(left.sort()).toEqual(
    [
      file,
      ...['03', '04', '05', '06'].map((day) => join(folder, `crash-2020-01-${day}.txt`)),
      join(folder, 'mine.txt'),
    ].sort(),
  );
});

test('where no file can be written the stack is told instead', () => {
  const folder = join(temporaryFolder(), 'file');
  writeFileSync(folder, '');
  const lines = crashLines(new Error('x\u001b[2J'), folder);
  expect(lines[1]).toMatch(/^Error: x\n +at .*crash\.test\.ts/);
  expect(lines[2]).toMatch(/^No report could be written: Error: E/);
});

test('whatever is thrown can be told', () => {
  const folder = join(temporaryFolder(), 'log');
  mkdirSync(folder);
  expect(crashLines('only text', folder)[0]).toMatch(/in your work: Error: only text$/);
});
