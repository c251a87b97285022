import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Command, pagePaths, readPage } from '../../scripts/pages.ts';
import { chooseInterpreter } from '../../source/launch/interpreters.ts';
import { enginesOf } from '../cli/helpers/processes.ts';
import { installHeddle } from '../package/helpers/install.ts';
import { type OpenTerminal, openTerminal } from '../terminal/helpers/open-terminal.ts';
import { foldersOf } from './helpers/page-folders.ts';

/**
 * Every command of the readme and of the pages in docs/ is typed as it stands into a terminal, page by page from the
 * first to the last, by the packed Heddle. A screen is left by `q` once it has shown what it is opened for.
 */

const installed = installHeddle();
afterAll(installed.remove);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const hasJq = spawnSync('jq', ['--version']).status === 0;
const hasPython = (await chooseInterpreter({})).value !== null;

/** The tests themselves, which run this: of them only what comes before is run. */
const endsInTests = / && npm (?:run )?(test(?::all)?)(?= |$)/;
/** The longest that a page asks for runs for minutes on a machine that is busy. */
const patienceMs = 500_000;

const pages = pagePaths.map(readPage).filter(({ commands, inline }) => commands.length + inline.length > 0);

describe.each(pages)('$path', (page) => {
  const folders = foldersOf(page, installed);
  afterAll(folders.remove);

  const inBlocks = page.commands.map(({ text }) => withoutComment(text));
  const inline = page.inline.filter(({ text }) => !inBlocks.includes(text));
  const all = [...page.commands, ...inline];
  const lacks = ({ text }: Command) =>
    (!hasJq && text.includes('jq ')) || (!hasPython && /\.py\b|python/.test(text));
  const supposed = ({ text }: Command) => supposes(text, Object.keys(page.files));
  if (all.some(supposed))
    test.skip.each(all.filter(supposed))('$line: $text (of a program that the page only supposes)', () => {});
  if (all.some(lacks)) test.skip.each(all.filter(lacks))('$line: $text (no jq or no Python here)', () => {});

  test.each(all.filter((command) => !lacks(command) && !supposed(command)))(
    '$line: $text',
    async (command) => {
      const [ending, script] = endsInTests.exec(command.text) ?? [];
      if (script !== undefined) expect(scripts).toHaveProperty([script]);
      const line = ending === undefined ? command.text : command.text.split(ending)[0]!;
      await using terminal = openTerminal({
        command: ['/bin/sh', '-c', `cd ${folders.of(command.place)} && ${line}`],
        env: folders.env,
      });
      const screen = await leftScreen(terminal, line);
      const { code } = await terminal.exit;
      const shown = terminal.screen().filter((row) => row !== '');
      // On a busy machine a file may be left without an answer: that is told, too.
      const ends = measuresFile.test(line) ? [command.exit, 3] : [command.exit];
      expect({ code, shown }).toEqual({ code: expect.toBeOneOf(ends), shown: expect.anything() });
      // What a question to a document finds is there.
      if (line.includes('jq ')) expect(shown).not.toContain('null');
      if (!screen && !line.includes(' > ')) expect(shown).not.toEqual([]);
      expect(enginesOf(terminal.sandbox.mark)).toEqual([]);
    },
  );
});

/** What an editor would tell somebody who pastes them. */
const typed = pages.filter(({ files }) => Object.keys(files).some((name) => name.endsWith('.ts')));

test.each(typed)('the examples in TypeScript of $path have no errors', async (page) => {
  const folders = foldersOf(page, installed);
  onTestFinished(folders.remove);
  const folder = folders.of('folder');
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'preserve',
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [resolve('node_modules/@types')],
    paths: { 'heddle/workload': [join(installed.root, 'dist/workload.d.ts')] },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = [resolve('node_modules/typescript/bin/tsc'), '-p', folder];
  const { stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' });
  expect(stdout).toBe('');
});

/** Waits for a screen, if the command opens one, and leaves it; false when the command ended without one. */
async function leftScreen(terminal: OpenTerminal, line: string): Promise<boolean> {
  const onScreen = (sight: RegExp) => (rows: readonly string[]) =>
    terminal.modes().alternateScreen && sight.test(rows.join('\n'));
  const opened = terminal.waitFor(onScreen(/quit/), patienceMs);
  const isOpen = await opened.then(
    () => true,
    () => false,
  );
  if (!isOpen) return false;
  await terminal.waitFor(onScreen(done[commandOf(line)] ?? /\[Lab\]/), patienceMs);
  terminal.type('q');
  if (watches(line)) {
    // What would end a program is asked about.
    await terminal.waitFor(onScreen(/q again/), patienceMs);
    terminal.type('q');
  }
  return true;
}

/** Whether it starts a program of somebody's. */
const watches = (line: string) => / watch .*-- /.test(line);

/** Whether what it watches is on nobody's machine: a number, a file to write to, a program that the page does not have. */
function supposes(text: string, files: readonly string[]): boolean {
  const program = / watch .*-- \w+ (\S+\.\w+)/.exec(text)?.[1];
  return / watch --(?:pid|events) /.test(text) || (program !== undefined && !files.includes(program));
}

const measuresFile = /heddle decide \.\//;

/** What a screen shows when it has done what the command asks for. The lab may be seen for a moment before another. */
const done: Readonly<Record<string, RegExp>> = {
  run: /completed|failed/,
  compare: /─ Verdict ─+ (?!.*under way)/,
  guide: /\[Guide\]/,
  decide: /─ (?:Answer|No answer|Question) ─/,
  claims: /\[Claims\]/,
  table: /\[Table\]/,
  tour: /\[Tour\]/,
  watch: /\[Watch\]/,
};
const commandOf = (line: string) => /(?:heddle|npm start --) (\w+)/.exec(line)?.[1] ?? 'lab';

const withoutComment = (text: string) => text.replace(/\s+#.*$/, '');
