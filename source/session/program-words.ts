import type { Ending } from '../protocol/program-events.ts';
import { scriptAt } from '../protocol/script.ts';
import { oneLine } from '../protocol/text.ts';

/** As much as leaves room for what is said of it. */
const mostCharacters = 100;

/** What was started, as one would type it, without the folders that it is in: `node server.js --port 80`. */
export function commandWords(command: readonly string[]): string {
  const [program = '', ...given] = command;
  return oneLine([baseOf(program), ...given].join(' '), mostCharacters);
}

const isRuntime = (name: string) => /^(?:node|python[\d.]*)$/.test(name);
/** What stands behind such an option is code, or a module, and no file. */
const code = /^(?:-p?e|-p|--eval|--print|-c)$/;

/** The same in short, for a row among others: `server.js`, `uvicorn`, `node -e`; of a program without a file `redis-server`. */
export function shortCommand(command: readonly string[]): string {
  const [path = '', ...given] = command;
  const program = baseOf(path);
  if (!isRuntime(program)) return oneLine(program, mostCharacters);
  const at = scriptAt(given);
  const option = given[at - 1] ?? '';
  if (at < 0) return program;
  return oneLine(code.test(option) ? `${program} ${option}` : baseOf(given[at]!), mostCharacters);
}

const baseOf = (path: string) => path.replace(/^.*[\\/]/, '');

/** Why Heddle had asked it to end. */
const reasons = { time: ' (--for)', load: ' after its load', left: ' on leaving' } as const;

/**
 * `it ended with exit code 3`, `it was ended by SIGTERM`, `Heddle ended it (--for)`; how a program of somebody else's ended is
 * not known.
 */
export function endingWords({ exitCode, signal, asked }: Ending): string {
  const why = asked === null ? '' : reasons[asked];
  if (asked !== null && signal === 'SIGTERM') return `Heddle ended it${why}`;
  const after = asked === null ? '' : ` after Heddle had asked it to end${why}`;
  if (signal !== null) return `it was ended by ${signal}${after}`;
  return exitCode === null ? 'it has ended' : `it ended with exit code ${exitCode}${after}`;
}
