import { expect, test } from 'vitest';
import { enginesOf, processesOf, until, untilNoneOf } from '../cli/helpers/processes.ts';
import { expectLeft, openInShell } from './helpers/lab.ts';
import { type OpenTerminal, openTerminal } from './helpers/open-terminal.ts';

const short = ['compare', 'wait', '-t', '4', '--set', 'ms=60', '--models', 'sequential,async', '--runs', '2'];
/** Each run takes ten minutes: one that is started stays until it is ended. */
const long = ['compare', 'wait', '-t', '4', '--set', 'ms=600000', '--models', 'async,threads', '--runs', '2'];

/** Both models with a time. */
const bothTimes = /1 sequential .* \d+ ms.*\n *.?2 async .* \d+ ms/;

const underWay = async (terminal: OpenTerminal) => {
  await terminal.waitFor(/▸ run 1 of 4: async +\d/);
  expect(enginesOf(terminal.sandbox.mark)).not.toEqual([]);
};

test('rounds and verdict come on the screen; after leaving, both stay on the normal one', async () => {
  await using terminal = openInShell({ args: short });
  await terminal.waitFor(/▸ run 1 of 4: sequential/);
  expect(terminal.modes()).toMatchObject({ alternateScreen: true, cursorHidden: true });
  // Models in turn: after two runs each has one, a round is over.
  const round = await terminal.waitFor(/▸ run 3 of 4/);
  expect(round.join('\n')).toMatch(bothTimes);
  const done = (await terminal.waitFor((rows) => !/under way/.test(rows.join('\n')))).join('\n');
  const verdict = /─ Verdict ─+[^\n]*\n ([^\n]{20})/.exec(done)![1]!;
  terminal.type('q');
  await terminal.waitFor('left with 0');
  expect(terminal.screen().join('\n')).toMatch(bothTimes);
  await expectLeft(terminal, 0, verdict);
});

test('closing the terminal leaves nothing', async () => {
  await using terminal = openTerminal({ args: long });
  await underWay(terminal);
  terminal.hangUp();
  await terminal.exit;
  await untilNoneOf(terminal.sandbox.mark);
  expect(terminal.sandbox.runFolders()).toEqual([]);
});

test('c stops all of it, and the screen stays', async () => {
  await using terminal = openTerminal({ args: long });
  await underWay(terminal);
  terminal.type('c');
  await terminal.waitFor(/Enter run/);
  await until('the end of its engine', () => enginesOf(terminal.sandbox.mark).length === 0);
  expect(processesOf(terminal.sandbox.mark)).toHaveLength(1);
  terminal.type('q');
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
});
