import { expect, test } from 'vitest';
import { openTerminal } from './helpers/open-terminal.ts';

test('the tour: read, run, walk on, and open in the lab', async () => {
  await using terminal = openTerminal({ args: ['tour', 'races'] });
  await terminal.waitFor(/Races and locks {2}chapter 4 of 9[\s\S]*Enter run the example/);
  terminal.type('\r');
  // The real figures of real runs: with an await in between, half of the updates of two tasks are lost.
  const told = await terminal.waitFor(
    /does not hold: 20,000 of 40,000 updates were counted, 50 % were lost[\s\S]*Enter run again/,
  );
  expect(told.join('\n')).toContain('between reading and writing');
  terminal.type('\u001b[C');
  await terminal.waitFor(/Computing and cores {2}chapter 5 of 9/);
  terminal.type('\u001b[D');
  await terminal.waitFor('does not hold: 20,000 of 40,000');
  terminal.type('o');
  await terminal.waitFor(/Enter runs race under threads: 2 tasks, 2 at once/);
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
});

test('claims are checked and the table is filled by them; a card leads to a run', async () => {
  await using terminal = openTerminal({ args: ['tour'], rows: 40 });
  await terminal.waitFor('chapter 1 of 9');
  terminal.type('s');
  await terminal.waitFor('Go to which screen?');
  terminal.type('t');
  await terminal.waitFor('Nothing is measured yet');
  // The memory of an async task: third feature, second cell.
  terminal.type('lljj');
  terminal.type('k\r');
  await terminal.waitFor(/async +very low +\d[\d.]* KB/);
  terminal.type('x');
  await terminal.waitFor(/─ async-task-is-small ─[\s\S]*A task takes \d[\d.]* KB, a thread/);
  terminal.type('s');
  await terminal.waitFor('Go to which screen?');
  terminal.type('m');
  await terminal.waitFor('The run that shows it');
  terminal.type('1');
  await terminal.waitFor('heddle run wait --model sequential --tasks 6');
  terminal.type('\r');
  await terminal.waitFor(/wait under sequential.*completed/);
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
});

test('heddle claims and heddle table open their screens, and start what was asked for', async () => {
  {
    await using terminal = openTerminal({ args: ['claims', 'async-needs-no-locks', '--check'] });
    await terminal.waitFor(/─ async-needs-no-locks ─[\s\S]*does not hold: 20,000 of 40,000/);
    terminal.type('q');
    expect((await terminal.exit).code).toBe(0);
  }
  await using terminal = openTerminal({ args: ['table', '--fps', '10'] });
  await terminal.waitFor('the Python guide');
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
});
