import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { enginesOf, until } from '../cli/helpers/processes.ts';
import { inFolder } from './helpers/lab.ts';
import { type OpenTerminal, openTerminal } from './helpers/open-terminal.ts';

const files = {
  'resize.mjs': 'export default async (index) => index;',
  'resample.mjs': 'export default (index) => index;',
  'broken.mjs': 'export const nothing = 1;',
  'notes.txt': 'no module',
  'odd\u001b[31m.mjs': 'export default (index) => index;',
};
const seen = (rows: readonly string[]) => rows.join('\n');

/** The prompt, where the lab begins. */
async function openPrompt(terminal: OpenTerminal): Promise<void> {
  await terminal.waitFor('f your own file');
  terminal.type('f');
  await terminal.waitFor('[Open your own file]');
}

test('a file is found with Tab, opened, run, and remembered', async () => {
  await using terminal = openTerminal({ files });
  mkdirSync(inFolder(terminal, 'work'));
  writeFileSync(inFolder(terminal, 'work/deep.ts'), 'export default async (index: number) => index;');
  await openPrompt(terminal);
  terminal.type('res\t');
  // As much as both have in common; what is no module is not among them.
  const matches = seen(await terminal.waitFor('Matches'));
  expect(matches).toMatch(/^ res_$/m);
  expect(matches).toMatch(/resample\.mjs\n +resize\.mjs/);
  terminal.type('i\t');
  await terminal.waitFor(/^ resize\.mjs_$/m);
  terminal.type('\r');
  // First in the list, and chosen.
  await terminal.waitFor(/f your own file.*\n +→ resize .*\n +compute/);
  terminal.type('\r');
  await terminal.waitFor(/resize under async .*completed/);

  terminal.type('f');
  await terminal.waitFor(/Recent files[^\n]*\n +\.\/resize\.mjs/);
  terminal.type('wo\t');
  await terminal.waitFor(/^ work\/_$/m);
  terminal.type('\t');
  await terminal.waitFor(/^ work\/deep\.ts_$/m);
  terminal.type('\r');
  await terminal.waitFor(/→ deep .*\n +resize /);
  terminal.type('f\u001b[B');
  await terminal.waitFor(/→ \.\/work\/deep\.ts\n +\.\/resize\.mjs/);
});

test('a refusal is told in the prompt, and nothing typed is lost', async () => {
  await using terminal = openTerminal({ files, columns: 60, args: ['--ascii'] });
  await openPrompt(terminal);
  terminal.type('broken.mjs\r');
  await terminal.waitFor(/^ broken\.mjs_\n x \S/m);
  terminal.type('\u007f');
  await terminal.waitFor(/^ broken\.mj_ *$/m);
  terminal.type('zz\t');
  await terminal.waitFor('No folder or module begins with broken.mjzz');
  terminal.type('\u001b');
  await terminal.waitFor('Enter runs compute');
});

test('a name with control characters is shown without them, and opened with them', async () => {
  await using terminal = openTerminal({ files });
  await openPrompt(terminal);
  terminal.type('odd\t');
  await terminal.waitFor(/^ odd.*\.mjs_$/m);
  terminal.type('\r');
  await terminal.waitFor(/→ odd/);
});

test.each([
  ['Esc gives up loading', '\u001b'],
  ['Ctrl-C leaves at once while a file is loaded', '\u0003'],
])('%s: its process ends', async (_, key) => {
  await using terminal = openTerminal({ files: { 'endless.mjs': 'for (;;);' } });
  await openPrompt(terminal);
  terminal.type('endless.mjs\r');
  await terminal.waitFor('Loading. Esc gives up.');
  await until('the process that loads it', () => enginesOf(terminal.sandbox.mark).length > 0);
  const pressedMs = performance.now();
  terminal.type(key);
  await until('its end', () => enginesOf(terminal.sandbox.mark).length === 0);
  // Otherwise it is given up after 15 s.
  expect(performance.now() - pressedMs).toBeLessThan(10_000);
  if (key === '\u001b') {
    await terminal.waitFor('Enter runs compute');
    terminal.type('q');
  }
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
});

test('heddle run remembers its file, too', async () => {
  await using terminal = openTerminal({ files, args: ['run', './resize.mjs'] });
  await terminal.waitFor(/resize under async .*completed/);
  terminal.type('f');
  await terminal.waitFor(/Recent files[^\n]*\n +\.\/resize\.mjs/);
});
