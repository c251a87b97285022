import { expect, test } from 'vitest';
import { openInShell, shortWait } from './helpers/lab.ts';
import { untouched } from './helpers/modes.ts';
import { openTerminal } from './helpers/open-terminal.ts';

test.each([
  [80, 24],
  [120, 40],
  [60, 24],
])('at %i×%i the lab starts with models, workloads and options to choose', async (columns, rows) => {
  await using terminal = openTerminal({ columns, rows });
  const screen = await terminal.waitFor('Enter runs');
  expect(screen).toHaveLength(rows);
  expect(screen[0]).toMatch(/^ heddle .* [\d.]+ cores/);
  for (const part of ['sequential', 'async', 'threads', 'processes', 'hybrid', 'compute', 'Options']) {
    expect(screen.join('\n')).toContain(part);
  }
  expect(screen.at(-1)).toMatch(/Enter run .*\? help {2}q quit$/);
  terminal.type('q');
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
});

/** Shows a short run from start to end, and leaves. Returns every byte the terminal was sent. */
async function bytesOfRun(env: Record<string, string>, ...flags: string[]): Promise<string> {
  await using terminal = openTerminal({ args: [...shortWait, ...flags], env });
  await terminal.waitFor('completed');
  for (const key of ['?', 'q']) {
    terminal.type(key);
    if (key === '?') await terminal.waitFor('Help');
  }
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
  return terminal.bytes();
}

// 30-49 and 90-107 choose colours; 38 and 48 take theirs from what follows.
const colour = /\u001b\[(?:\d+[;:])*(?:3\d|4\d|9[0-7]|10[0-7])(?:[;:]\d+)*m/;
const notAscii = /[^\u0000-\u007f]/;

test('there is colour and Unicode where nobody objects', async () => {
  const bytes = await bytesOfRun({});
  expect(bytes).toMatch(colour);
  expect(bytes).toMatch(notAscii);
});

test('NO_COLOR takes every colour away', async () => {
  expect(await bytesOfRun({ NO_COLOR: '1' })).not.toMatch(colour);
});

test('--ascii sends ASCII alone, the summary included', async () => {
  expect(await bytesOfRun({}, '--ascii')).not.toMatch(notAscii);
});

test('a locale without Unicode gets ASCII alone', async () => {
  expect(await bytesOfRun({ LANG: 'C' })).not.toMatch(notAscii);
});

test('a terminal that cannot move its cursor gets text', async () => {
  await using terminal = openInShell({ args: shortWait, env: { TERM: 'dumb' } });
  await terminal.waitFor('left with 0');
  expect(terminal.bytes()).not.toContain('\u001b');
  expect(terminal.modes()).toEqual(untouched);
  expect(terminal.normalText()).toMatch(/^wait under threads: 6 tasks, 2 at once: completed/m);
});

test.each([
  [...shortWait, '--plain'],
  ['guide', '--answer', 'cpu=yes', '--plain'],
  ['guide', '--answer', 'cpu=yes', '--json'],
])('%s %s … on a terminal is text where that is asked for', async (...args) => {
  await using terminal = openTerminal({ args });
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
  expect(terminal.bytes()).not.toContain('\u001b');
});
