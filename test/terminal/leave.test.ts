import { expect, test } from 'vitest';
import { enginesOf, until, untilHeddle, untilNoneOf } from '../cli/helpers/processes.ts';
import { expectLeft, longWait, openInShell, preload, shortWait, underWay } from './helpers/lab.ts';
import { type OpenTerminal, openTerminal } from './helpers/open-terminal.ts';

/** While the lab is open the terminal is in another state: what is checked afterwards can fail. */
function expectTaken(terminal: OpenTerminal): void {
  expect(terminal.modes()).toMatchObject({ alternateScreen: true, cursorHidden: true });
}

const ways = [
  ['q', 'q'],
  ['Ctrl-C', '\u0003'],
] as const;

test.each(ways)('%s leaves the idle lab: nothing was run, nothing is told', async (_, key) => {
  await using terminal = openInShell({});
  await terminal.waitFor('Enter runs');
  expectTaken(terminal);
  terminal.type(key);
  await expectLeft(terminal, 0, null);
});

test.each(ways)('%s leaves a run under way: the run ends and is summed up', async (_, key) => {
  await using terminal = openInShell({ args: longWait });
  await terminal.waitFor(underWay);
  expectTaken(terminal);
  expect(enginesOf(terminal.sandbox.mark)).not.toEqual([]);
  terminal.type(key);
  await expectLeft(terminal, 130, 'wait under threads: 6 tasks, 2 at once: cancelled');
});

test('after a run that has ended its summary and exit code stay', async () => {
  await using terminal = openInShell({ args: shortWait });
  await terminal.waitFor('completed');
  terminal.type('q');
  await expectLeft(terminal, 0, 'wait under threads: 6 tasks, 2 at once: completed');
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s to Heddle is leaving as well: exit code %i', async (signal, code) => {
  await using terminal = openInShell({ args: longWait });
  await terminal.waitFor(underWay);
  process.kill((await untilHeddle(terminal.sandbox.mark)).pid, signal);
  await expectLeft(terminal, code, 'wait under threads: 6 tasks, 2 at once: cancelled');
});

test('SIGTERM to the idle lab is exit code 143', async () => {
  await using terminal = openInShell({});
  await terminal.waitFor('Enter runs');
  process.kill((await untilHeddle(terminal.sandbox.mark)).pid, 'SIGTERM');
  await expectLeft(terminal, 143, null);
});

test.each([
  ['an error thrown', undefined],
  ['a promise rejected', '1'],
])(
  '%s inside Heddle: the terminal is put back, the error is named, the run summed up',
  async (_, rejects) => {
    const env = { ...preload('throw-when-told.mjs'), HEDDLE_TEST_REJECTS: rejects };
    await using terminal = openInShell({ args: longWait, env });
    await terminal.waitFor(underWay);
    process.kill((await untilHeddle(terminal.sandbox.mark)).pid, 'SIGUSR2');
    await terminal.waitFor('left with 1');
    expect(terminal.normalText()).toMatch(
      /^Heddle crashed\. This is a bug in Heddle, not in your work: Error: thrown by the test\nDetails: .*crash-.*\.txt$/m,
    );
    await expectLeft(terminal, 1, 'wait under threads: 6 tasks, 2 at once: cancelled');
  },
);

const longCompare = ['compare', 'wait', '-t', '4', '--set', 'ms=600000', '--models', 'async', '--runs', '2'];

test.each([
  ['Compare', 'SIGTERM', 143, longCompare, '', /Verdict ─+ stopped ─/],
  ['Compare', 'SIGHUP', 129, longCompare, '', /Verdict ─+ stopped ─/],
  ['Compare', 'q', 0, longCompare, '', /Verdict ─+ stopped ─/],
  // From the lab, which has run nothing: nothing is told.
  ['Claims', 'SIGTERM', 143, [], 'sxa', null],
  ['Table', 'SIGTERM', 143, [], 'stm', null],
] as const)('%s with runs under way, left by %s', async (title, by, code, args, keys, stays) => {
  await using terminal = openInShell({ args });
  await terminal.waitFor(keys === '' ? `[${title}]` : 'Enter runs');
  terminal.type(keys);
  await terminal.waitFor(new RegExp(`\\[${title}\\].*▸ run \\d+ of \\d+`));
  await until('an engine', () => enginesOf(terminal.sandbox.mark).length > 0);
  expectTaken(terminal);
  if (by === 'q') terminal.type(by);
  else process.kill((await untilHeddle(terminal.sandbox.mark)).pid, by);
  await expectLeft(terminal, code, stays);
});

test('closing the terminal leaves no process and no folder', async () => {
  await using terminal = openTerminal({ args: longWait });
  await terminal.waitFor(underWay);
  expect(enginesOf(terminal.sandbox.mark)).not.toEqual([]);
  terminal.hangUp();
  expect(await terminal.exit).toEqual({ code: 129, signal: 0 });
  await untilNoneOf(terminal.sandbox.mark);
  expect(terminal.sandbox.runFolders()).toEqual([]);
});

test('SIGKILL leaves the terminal to its owner, but no process', async () => {
  await using terminal = openTerminal({ args: longWait });
  await terminal.waitFor(underWay);
  terminal.kill('SIGKILL');
  expect(await terminal.exit).toMatchObject({ signal: 9 });
  await untilNoneOf(terminal.sandbox.mark);
});
