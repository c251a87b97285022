import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { enginesOf, untilNoneOf } from '../../cli/helpers/processes.ts';
import { bin } from '../../cli/helpers/sandbox.ts';
import { untouched } from './modes.ts';
import { type OpenTerminal, openTerminal, type TerminalOptions } from './open-terminal.ts';

/** A run that ends by itself soon, and one that does not. */
export const shortWait = ['run', 'wait', '-t', '6', '-c', '2', '-m', 'threads', '--set', 'ms=150'];
export const longWait = ['run', 'wait', '-t', '6', '-c', '2', '-m', 'threads', '--set', 'ms=600000'];

/** The clock of the header runs: tasks have had their turn. */
export const underWay = /▸ +\d+\.\d s/;

/**
 * `heddle` as a shell starts it: the line's settings are taken down before and after, and afterwards somebody types
 * a word and a line. Nothing but Heddle itself restores the line: this shell does not edit it.
 */
export function openInShell({ args = [], ...options }: TerminalOptions): OpenTerminal {
  const script = `stty -g >before; "$@"; code=$?; stty -g >after; echo "left with $code"; read -r word; echo "heard $word"; read -r end`;
  return openTerminal({
    ...options,
    command: ['/bin/sh', '-c', script, 'sh', process.execPath, bin, ...args],
  });
}

/** Preloads a module of the fixtures into Heddle. */
export function preload(name: string): { NODE_OPTIONS: string } {
  const url = new URL(`../fixtures/${name}`, import.meta.url);
  return { NODE_OPTIONS: `--import=${pathToFileURL(url.pathname)}` };
}

/** A path in the folder in which the terminal's program was started. */
export const inFolder = ({ sandbox }: OpenTerminal, name: string) => join(sandbox.folder, name);

/** All that must hold when Heddle has left: the terminal as it was, a usable prompt, no process. */
export async function expectLeft(
  terminal: OpenTerminal,
  code: number,
  summary: string | RegExp | null,
): Promise<void> {
  await terminal.waitFor(`left with ${code}`);
  expect(terminal.modes()).toEqual(untouched);
  const seen = terminal.normalText();
  if (summary === null) expect(seen).not.toMatch(/tasks|under/);
  else expect(seen).toMatch(summary);
  expect(readFileSync(inFolder(terminal, 'after'), 'utf8')).toBe(
    readFileSync(inFolder(terminal, 'before'), 'utf8'),
  );
  expect(enginesOf(terminal.sandbox.mark)).toEqual([]);
  terminal.type('hello\r');
  await terminal.waitFor(/^hello\nheard hello$/m);
  terminal.type('\r');
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
  await untilNoneOf(terminal.sandbox.mark);
  expect(terminal.sandbox.runFolders()).toEqual([]);
}
