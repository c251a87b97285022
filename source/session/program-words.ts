import type { Ending } from '../protocol/program-events.ts';

/** What was started, as one would type it, without the folders that it is in: `node server.js --port 80`. */
export function commandWords(command: readonly string[]): string {
  const [program = '', ...given] = command;
  return [baseOf(program), ...given].join(' ');
}

/** The same in short, for a row among others: `server.js`, of a program without a file `redis-server`. */
export function shortCommand(command: readonly string[]): string {
  const [program = '', ...given] = command;
  const file = given.find((word) => !word.startsWith('-'));
  return baseOf(/^(?:node|python[\d.]*)$/.test(baseOf(program)) ? (file ?? program) : program);
}

const baseOf = (path: string) => path.replace(/^.*[\\/]/, '');

/**
 * `it ended with exit code 3`, `it was ended by SIGTERM`, `Heddle ended it (--for)`; how a program of somebody else's ended is
 * not known.
 */
export function endingWords({ exitCode, signal, asked }: Ending): string {
  const why = asked === null ? '' : asked === 'time' ? ' (--for)' : ' as you left';
  if (asked !== null && signal === 'SIGTERM') return `Heddle ended it${why}`;
  const after = asked === null ? '' : ` after Heddle had asked it to end${why}`;
  if (signal !== null) return `it was ended by ${signal}${after}`;
  return exitCode === null ? 'it has ended' : `it ended with exit code ${exitCode}${after}`;
}
