import { expect, test } from 'vitest';
import { enginesOf, until } from '../cli/helpers/processes.ts';
import { longWait, shortWait, underWay } from './helpers/lab.ts';
import { openTerminal } from './helpers/open-terminal.ts';

const both =
  (...parts: (string | RegExp)[]) =>
  (rows: readonly string[]) => {
    const text = rows.join('\n');
    return parts.every((part) => (typeof part === 'string' ? text.includes(part) : part.test(text)));
  };

test('choose by a digit, run, watch, and run again under another model beside the last figures', async () => {
  await using terminal = openTerminal({ args: ['--tasks', '40', '--set', 'numbers=50000000'] });
  await terminal.waitFor(both('→ 2 async', '→ compute', 'A good first run.'));
  terminal.type('3');
  await terminal.waitFor(/→ 3 threads.*Enter runs compute under threads: 40 tasks, \d+ at once/s);
  terminal.type('\r');
  // Live: the counts of the header move while the clock runs.
  const doneOf = (rows: readonly string[]) => Number(/▸ +\d+\.\d s +✓ +(\d+)/.exec(rows.join('\n'))?.[1]);
  const before = doneOf(await terminal.waitFor((rows) => doneOf(rows) >= 0));
  const live = await terminal.waitFor((rows) => doneOf(rows) > before);
  for (const pane of ['Tasks', 'Timeline', 'Event loop', 'CPU', 'Memory']) {
    expect(live.join('\n')).toContain(pane);
  }
  expect(live.join('\n')).not.toContain('Summary');
  const first = await terminal.waitFor(both('compute under threads', 'completed', 'Summary'));
  expect(first.join('\n')).toMatch(/this: compute threads/);
  expect(first.join('\n')).not.toMatch(/last:/);

  terminal.type('2');
  await terminal.waitFor('r runs compute under async');
  terminal.type('r');
  const second = await terminal.waitFor(both(/^ compute under async .*completed/m, 'Summary'));
  const [mine, other] = [/this: compute async.*/, /last: compute threads.*/].map(
    (pattern) => pattern.exec(second.join('\n'))?.[0],
  );
  expect(mine).toMatch(/ ms|s /);
  expect(other).toMatch(/ ms|s /);
});

test('a frozen loop is on the screen while it lasts', async () => {
  await using terminal = openTerminal({
    args: ['run', 'wait', '-m', 'sequential', '-t', '1', '--set', 'ms=600000'],
  });
  // The only task takes ten minutes: whatever is seen, is seen during it.
  const screen = await terminal.waitFor(/❄.*frozen \d+\.\d s by task 0/);
  expect(screen.join('\n')).toMatch(/▸ +\d+\.\d s/);
  const frozenFor = (rows: readonly string[]) => Number(/frozen (\d+\.\d) s/.exec(rows.join('\n'))?.[1]);
  const before = frozenFor(screen);
  await terminal.waitFor((rows) => frozenFor(rows) > before);
});

test('cancel ends the run on the screen and its engine; what was measured stays', async () => {
  await using terminal = openTerminal({ args: longWait });
  await terminal.waitFor(underWay);
  terminal.type('c');
  const screen = await terminal.waitFor(both(/wait under threads .*cancelled/, 'Summary'));
  expect(screen.join('\n')).toMatch(/⊘ 6/);
  await until('the end of its engine', () => enginesOf(terminal.sandbox.mark).length === 0);
  terminal.type('q');
  expect(await terminal.exit).toEqual({ code: 130, signal: 0 });
});

test('a second c kills what does not listen', async () => {
  await using terminal = openTerminal({
    columns: 120,
    args: ['run', './deaf.mjs', '-m', 'threads', '-t', '2', '-c', '2'],
    files: { 'deaf.mjs': 'export default () => { for (;;); }' },
  });
  await terminal.waitFor(underWay);
  terminal.type('c');
  await terminal.waitFor('c again kills');
  terminal.type('c');
  await terminal.waitFor(/deaf under threads .*cancelled/);
  await until('the end of its engine', () => enginesOf(terminal.sandbox.mark).length === 0);
  // The engine itself would have said something else after its grace period.
  terminal.type('q');
  await terminal.waitFor('(killed before its tasks had ended)');
});

test('help opens over a run and closes again', async () => {
  await using terminal = openTerminal({ args: longWait });
  await terminal.waitFor(underWay);
  terminal.type('?');
  const help = await terminal.waitFor('Help');
  expect(help.join('\n')).toMatch(/r +run what is chosen, or run it again/);
  // The run goes on behind it.
  expect(help.join('\n')).toMatch(underWay);
  terminal.type('?');
  await terminal.waitFor(both('Event loop', 'Timeline', underWay));
});

test('pause holds the picture while the run goes on, and lets it go again', async () => {
  await using terminal = openTerminal({ args: longWait });
  await terminal.waitFor(underWay);
  terminal.type(' ');
  const held = await terminal.waitFor(/paused, \d/);
  const clock = underWay.exec(held.join('\n'))![0];
  const later = await terminal.waitFor(/paused, (?:[1-9]|\d\d)\.\d s behind/);
  expect(later.join('\n')).toContain(clock);
  terminal.type(' ');
  await terminal.waitFor((rows) => !/paused/.test(rows.join('\n')) && !rows.join('\n').includes(clock));
});

test('zoom gives a pane the whole body, Enter tells of a task, Esc goes back', async () => {
  await using terminal = openTerminal({ args: shortWait });
  await terminal.waitFor('Summary');
  terminal.type('\r');
  await terminal.waitFor((rows) => /Tasks/.test(rows.join('\n')) && !/Event loop/.test(rows.join('\n')));
  terminal.type('g');
  terminal.type('\r');
  const task = await terminal.waitFor(/\[Task 0\].*Esc back/);
  expect(task.join('\n')).toMatch(/state +✓ done/);
  expect(task.join('\n')).toMatch(/lane +thread-[12]/);
  terminal.type('\u001b');
  await terminal.waitFor((rows) => !/Task 0/.test(rows.join('\n')));
  terminal.type('\u001b');
  await terminal.waitFor(both('Event loop', 'Summary'));
});

test('a wrong number stays as it was typed, says what would be right, and is not run', async () => {
  await using terminal = openTerminal();
  await terminal.waitFor('Enter runs');
  terminal.type('n');
  await terminal.waitFor('[Options]');
  for (const key of '2000000') terminal.type(key);
  const right = /tasks is 2000000; it must be a whole number from 1 to 1,000,000/;
  await terminal.waitFor(both(right, /→ tasks +2000000_/));
  terminal.type('\r');
  const refused = await terminal.waitFor(both(/✗ tasks is 2000000/, /→ tasks +2000000_/));
  expect(refused.join('\n')).toContain('[Options]');
  expect(enginesOf(terminal.sandbox.mark)).toEqual([]);
  terminal.type('\u007f\u007f\u007f\u007f\u007f\u007f');
  terminal.type('\u001b[B');
  await terminal.waitFor(/Enter runs compute under async: 2 tasks/);
});

test.each([
  [1, 'sequential'],
  [2, 'threads'],
])('%i tasks fit, under %s', async (tasks, model) => {
  await using terminal = openTerminal({
    args: ['run', 'wait', '-m', model, '-t', String(tasks), '--set', 'ms=50'],
  });
  await terminal.waitFor(both('Summary', new RegExp(`✓ ${tasks} ▸ 0 · 0 ✗ 0`)));
});

test.each([10_000, 100_000])('%i tasks run and end on the screen', async (tasks) => {
  const args = ['run', 'wait', '-m', 'async', '-t', String(tasks), '--set', 'ms=1500'];
  await using terminal = openTerminal({ args });
  await terminal.waitFor(underWay);
  await terminal.waitFor(both('Summary', new RegExp(`✓ *${tasks / 1000},?000 `)));
  terminal.type('q');
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
  // On a busy machine the summary has more rows than the terminal.
  await terminal.waitFor(/main +\d+,000 tasks/);
});
