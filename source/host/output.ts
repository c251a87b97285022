import { toAscii } from '../ascii.ts';
import { cleanText } from '../protocol/text.ts';
import { terminalAbilities } from './terminal.ts';

/** Lines for people on the normal screen or in a pipe. */
export type Speech = {
  /** To standard output. */
  say(line: string): void;
  /** To standard error. */
  note(line: string): void;
};

/** Foreign text as part of one line: the name of a file, or what a module says of itself. */
export function oneLine(text: string): string {
  return cleanText(text).replaceAll('\n', ' ');
}

/** Speaks ASCII where that was asked for, or where the locale or the terminal has nothing else. */
export function speech(ascii: boolean): Speech {
  const { unicode } = terminalAbilities(ascii);
  const finish = unicode ? (line: string) => line : toAscii;
  return {
    say: (line) => void process.stdout.write(`${finish(line)}\n`),
    note: (line) => void process.stderr.write(`${finish(line)}\n`),
  };
}
