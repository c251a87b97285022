import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected, usageError } from '../command-line/usage-error.ts';
import { openProgramEventFile } from '../host/event-file.ts';
import { callableOf } from '../host/harness-file.ts';
import { findLoad } from '../host/load-file.ts';
import { speech } from '../host/output.ts';
import { hasScreen } from '../host/terminal.ts';
import { version } from '../host/version.ts';
import { describeMachine } from '../machine/description.ts';
import { watchLines } from '../plain/watch.ts';
import { watchDocument } from '../plain/watch-document.ts';
import type { Load } from '../watch/load/load.ts';
import { exitCodeOfProgram, isUnsent, watchAsText } from './watch-as-text.ts';

/**
 * `heddle watch -- <program …>`: starts a program, unchanged, and watches it until it ends, or for as long as `--for` says;
 * `heddle watch --pid N` watches one that runs already, and leaves it as it was. On a terminal that is a screen; as text it prints what it would print anyway, and Heddle's words go to standard error.
 */
export async function watch(options: Options): Promise<number> {
  const { program: command, words, json, events, output } = options;
  if (words[0] !== undefined && command.length === 0)
    throw usageError(
      'arguments',
      `${words[0]} is not understood here`,
      `put -- before the program: heddle watch -- ${asCommand(words)}`,
    );
  if (words[0] !== undefined) throw unexpected(words[0], 'watch', 'a program behind --');
  const asText = options.plain || json || events === '-' || !hasScreen();
  if (options.pid !== null && command.length > 0)
    throw usageError('pid', 'and a program are two things to watch', 'give one of them');
  if (options.pid !== null && output !== null)
    throw usageError('output', 'takes what a program prints that Heddle has started', 'leave it out');
  const load = loadOf(options);
  if (!asText && options.pid === null)
    return (await import('./watch-on-screen.ts')).watchOnScreen(options, load);
  if (command.length === 0 && options.pid === null)
    throw usageError(
      'arguments',
      'watch needs a program',
      'heddle watch -- node server.js, or heddle watch --pid 1234',
    );
  if (json && events === '-')
    throw usageError(
      'events',
      '- and --json both write to standard output',
      'name a file: --events watch.ndjson',
    );
  const file = accepted(openProgramEventFile(events));
  const spoken = speech(options.ascii);
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const {
    program,
    command: watched,
    code,
  } = options.pid === null
    ? await watchLaunched()
    : await (await import('./watch-pid.ts')).watchPid(options, {
        pid: options.pid,
        load,
        asText,
        file,
        spoken,
      });
  file.close();
  const wallMs = Math.round(performance.now() - began);
  if (json) {
    const about = { heddle: version, startedAt, wallMs, command: watched, machine: await describeMachine() };
    process.stdout.write(`${JSON.stringify(watchDocument(program, about, callableOf), null, 2)}\n`);
  } else {
    // Where neither the program nor an event has it, standard output is for the result.
    const isFree = (options.pid !== null || output !== null) && events !== '-';
    const tell = isFree ? spoken.say : spoken.note;
    for (const line of watchLines(program, watched, wallMs, callableOf)) tell(line);
  }
  return code === 0 && isUnsent(program) ? 1 : code;

  async function watchLaunched() {
    const program = await watchAsText({
      ...{ command, load, forMs: options.forMs, profileMs: options.profileMs, output, file, spoken },
      // Standard output is Heddle's then.
      isOwnStdout: json || events === '-',
    });
    return { program, command, code: exitCodeOfProgram(program.ended) };
  }
}

/** What starts a file that is no program by itself. */
const starters: readonly (readonly [RegExp, string])[] = [
  [/\.[cm]?[jt]s$/, 'node'],
  [/\.py$/, 'python3'],
];

/** `node server.js` of the file alone. */
function asCommand(words: readonly string[]): string {
  const starter = starters.find(([file]) => file.test(words[0]!))?.[1];
  return [...(starter ? [starter] : []), ...words].join(' ');
}

/** What the program is sent; null: nothing. */
function loadOf({ load, loadPort, pid, program, yes }: Options): Load | null {
  if (load === null && loadPort !== null)
    throw usageError('loadPort', 'is where --load sends requests', "--load '50/s GET /path'");
  if (load === null) return null;
  const plan = accepted(findLoad(load));
  if (program.length === 0 && pid === null)
    throw usageError('load', 'needs a program', `heddle watch --load '${load}' -- node server.js`);
  if (pid !== null && !yes)
    throw usageError(
      'load',
      `sends requests to a program that runs already`,
      '--yes says that this is meant',
    );
  return { plan, port: loadPort };
}
