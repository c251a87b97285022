import { expect, test } from 'vitest';
import { untouched } from './helpers/modes.ts';
import { openTerminal } from './helpers/open-terminal.ts';

/** Each would do something to a terminal: set its clipboard or title, clear it, leave its screen, ring, repaint. */
const sequences = [
  '\u001b]52;c;c3RvbGVu\u0007',
  '\u001b]0;mine now\u001b\\',
  '\u001b[2J',
  '\u001b[?1049l',
  '\u001b[13;37H',
  '\u001bc',
  '\u001b[31;5m',
  '\u0007',
  '\u009b2J',
  '\u009d52;c;c3RvbGVu\u009c',
  '\u0090q\u009c',
  '\u000e',
  '\r\b',
];

/** A module that says all of it wherever a workload has a say. */
const hostile = `
const evil = ${JSON.stringify(sequences.join(''))};
export default {
  id: 'hostile', kind: 'mixed', tasks: 2,
  title: 'a title' + evil, shows: 'shows this' + evil,
  parameters: { size: { type: 'number', title: 'a size' + evil, unit: 'kg' + evil, default: 1, min: 1, max: 2 } },
  refuses: { sequential: 'refused' + evil },
  run(index) {
    console.log('on stdout' + evil);
    console.error('on stderr' + evil);
    if (index === 1) throw Object.assign(new Error('an error' + evil), { code: 'E' + evil, name: 'Bad' + evil });
    return 'a result' + evil;
  },
  check: () => ({ ok: false, expected: 'expected' + evil, got: 'got' + evil }),
};`;

/** Nothing of the sequences, however much of Heddle's own there is. */
function expectHarmless(bytes: string): void {
  expect(bytes).not.toMatch(/[\u0080-\u009f]/);
  expect(bytes).not.toMatch(/\u001b\]|\u001bc|\u001bP|\u0007|\u000e|\u0008/);
  expect(bytes).not.toContain('\u001b[13;37H');
  expect(bytes).not.toMatch(/\u001b\[(?:\d+;)*5(?:;\d+)*m/);
}

test('no control sequence of a workload reaches the screen alive', async () => {
  await using terminal = openTerminal({
    columns: 120,
    rows: 40,
    args: ['run', './hostile.mjs', '-m', 'threads', '-c', '1'],
    files: { 'hostile.mjs': hostile },
  });
  const ended = (await terminal.waitFor('Summary')).join('\n');
  for (const part of ['on stdout', 'on stderr', 'a result', 'an error']) expect(ended).toContain(part);
  const screenful = terminal.bytes().length;

  // Every task in full, and the choice with what the module says of itself.
  terminal.type('\rg\r');
  await terminal.waitFor(/returned/);
  terminal.type('\u001b');
  await terminal.waitFor((rows) => !rows.join('\n').includes('returned'));
  terminal.type('G\r');
  const task = (await terminal.waitFor(/error +Bad/)).join('\n');
  expect(task).toContain('an error');
  terminal.type('n');
  const choice = (await terminal.waitFor('[Options]')).join('\n');
  for (const part of ['shows this', 'a size', 'kg', 'refused']) expect(choice).toContain(part);

  expect(terminal.modes().alternateScreen).toBe(true);
  const inside = terminal.bytes();
  expect(inside).not.toContain('\u001b[?1049l');
  // Heddle clears the screen itself when it starts; not afterwards.
  expect(inside.slice(screenful)).not.toContain('\u001b[2J');
  terminal.type('q');
  expect((await terminal.exit).code).toBe(1);
  expect(terminal.modes()).toEqual(untouched);
  const left = terminal.screen().join('\n');
  for (const part of ['hostile under threads', 'an error', 'expected', 'got']) expect(left).toContain(part);
  expectHarmless(terminal.bytes());
});

test('nor does one reach a pipe in the summary or the progress', async () => {
  await using terminal = openTerminal({
    args: ['run', './hostile.mjs', '-m', 'threads', '-c', '1', '--plain'],
    files: { 'hostile.mjs': hostile },
  });
  expect((await terminal.exit).code).toBe(1);
  expect(terminal.bytes()).toContain('an error');
  expect(terminal.bytes()).not.toMatch(/[^\r\n\P{Cc}]/u);
});
