import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { expect, test } from 'vitest';
import { type OpenTerminal, openTerminal } from './helpers/open-terminal.ts';

const server = readFileSync('test/watch/runs/programs/frozen.cjs', 'utf8');

/** A server on the screen, and what asks it for something. */
async function watching(flags: readonly string[] = []) {
  const terminal = openTerminal({
    args: ['watch', ...flags, '--', process.execPath, 'server.cjs'],
    files: { 'server.cjs': server },
  });
  return { terminal, ask: await askerOf(terminal) };
}

/** Asks the server that prints its port on that terminal. */
async function askerOf(terminal: OpenTerminal) {
  const printed = await terminal.waitFor(/port \d+/);
  const port = Number(/port (\d+)/.exec(printed.join('\n'))![1]);
  return (path: string) =>
    new Promise<void>((answered) => {
      get({ port, path, agent: false }, (response) => response.resume().once('close', answered)).once(
        'error',
        () => answered(),
      );
    });
}

// At once: they wait for freezes.
test.concurrent('a freeze is seen while it lasts, with its line and its request; leaving asks, and ends the program', async () => {
  const { terminal, ask } = await watching();
  await using _ = terminal;
  const answered = ask('/login?ms=4000');
  const frame = await terminal.waitFor(/❄ frozen [\d.]+ s[\s\S]*at server\.cjs:6 in hashPassword/);
  expect(frame.join('\n')).toMatch(/\[Watch\][\s\S]*node server\.cjs · pid \d+/);
  await terminal.waitFor('❄ GET /login');
  await answered;
  terminal.type('q');
  await terminal.waitFor('Press q again to leave: server.cjs is then asked to end (SIGTERM).');
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
  const left = terminal.normalText();
  expect(left).toMatch(/node server\.cjs: watched for [\d.]+ s, Heddle ended it on leaving/);
  expect(left).toMatch(/at server\.cjs:6 in\s+hashPassword/);
});

test.concurrent('a program that ends stays on the screen; its exit code is that of the command', async () => {
  const { terminal, ask } = await watching(['--output', 'printed.txt']);
  await using _ = terminal;
  await ask('/end?code=3');
  await terminal.waitFor('It ended with exit code 3. w chooses another program.');
  terminal.type('q');
  expect((await terminal.exit).code).toBe(3);
  expect(readFileSync(`${terminal.sandbox.folder}/printed.txt`, 'utf8')).toMatch(/^port \d+/);
});

test.concurrent('without a program it lists what runs here, and looks into the chosen one, which goes on afterwards', async () => {
  await using other = openTerminal({
    command: [process.execPath, 'picked.cjs'],
    files: { 'picked.cjs': server },
  });
  const ask = await askerOf(other);
  await using terminal = openTerminal({ args: ['watch'], rows: 40, columns: 120 });
  const chosen = (rows: readonly string[]) => rows.some((row) => /→ +\d+ .*node picked\.cjs/.test(row));
  await terminal.waitFor(/\d+ run here/);
  while (!chosen(terminal.screen())) {
    const before = terminal.screen().join('\n');
    terminal.type('j');
    await terminal.waitFor((rows) => rows.join('\n') !== before);
  }
  expect(terminal.screen().join(' ')).toContain('opens the port of its debugger (SIGUSR1)');
  terminal.type('\r');
  await terminal.waitFor(/node picked\.cjs · pid \d+ · node/);
  const answered = ask('/login?ms=4000');
  await terminal.waitFor(/❄ frozen [\d.]+ s[\s\S]*at picked\.cjs:6 in hashPassword/);
  await answered;
  terminal.type('q');
  expect((await terminal.exit).code).toBe(0);
  await ask('/end?code=5');
  expect((await other.exit).code).toBe(5);
});

// One after the other: what is to be seen has to come before that time is over.
test('--for leaves the screen when its time is over: what was started has ended', async () => {
  const { terminal } = await watching(['--for', '2s']);
  await using _ = terminal;
  await terminal.waitFor(/node server\.cjs · pid \d+/);
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.normalText()).toMatch(/node server\.cjs: watched for [\d.]+ s, Heddle ended it \(--for\)/);
});

test('--for leaves the screen of a program that ran already, which goes on', async () => {
  await using other = openTerminal({
    command: [process.execPath, 'server.cjs'],
    files: { 'server.cjs': server },
  });
  const ask = await askerOf(other);
  const args = ['watch', '--for', '3s', '--pid', String(other.pid)];
  await using terminal = openTerminal({ args });
  await terminal.waitFor(new RegExp(`\\[Watch\\][\\s\\S]*pid ${other.pid}`));
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.normalText()).toMatch(/node server\.cjs: watched for [\d.]+ s$/m);
  await ask('/end?code=5');
  expect((await other.exit).code).toBe(5);
});

test('the screen is there while a frozen program is attached to; who leaves it then leaves nothing behind', async () => {
  await using other = openTerminal({
    command: [process.execPath, 'held.cjs'],
    files: { 'held.cjs': held },
  });
  await other.waitFor('held');
  const goOn = (what: string) => writeFileSync(`${other.sandbox.folder}/${what}`, '');
  await using terminal = openTerminal({ args: ['watch', '--pid', String(other.pid)] });
  await terminal.waitFor(/\[Watch\][\s\S]*Attaching[\s\S]*node held\.cjs/);
  await terminal.waitFor('has not answered yet');
  terminal.type('q');
  await terminal.waitFor(/waiting to get out of process \d+ again/);
  goOn('turns');
  expect((await terminal.exit).code).toBe(0);
  await other.waitFor('Debugger ending');
  goOn('ends');
  expect((await other.exit).code).toBe(0);
});

/** Waits for a child until there is a file `turns`, then turns its loop until there is one `ends`. */
const held = `
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
console.log('held');
spawnSync('sh', ['-c', 'until [ -e turns ]; do sleep 0.05; done']);
const timer = setInterval(() => existsSync('ends') && clearInterval(timer), 50);
`;
