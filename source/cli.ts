import { suggest } from './catalog/suggest.ts';
import { noOptions, type Options } from './command-line/command-line.ts';
import { accepted, UsageError, usageError } from './command-line/usage-error.ts';
import { type Command, commands, demo, lab } from './commands/index.ts';
import { catchCrashes, tellCrash } from './host/crash.ts';
import { exitCodes } from './host/exit-code.ts';
import { hasScreen } from './host/terminal.ts';
import { version } from './host/version.ts';

/** A reader that has seen enough (`heddle list | head`) is no error, nor is a terminal that was closed. */
const gone: readonly (string | undefined)[] = ['EPIPE', 'EIO'];

/**
 * Does what the command line says and resolves with the exit code. A wrong wish is one line and exit code 2, an error of
 * Heddle's own exit code 1 and a report.
 */
export async function main(argv: readonly string[]): Promise<number> {
  catchCrashes();
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (gone.includes(error.code)) return;
      process.exitCode = exitCodes.failed;
      if (stream === process.stdout)
        process.stderr.write(`heddle: standard output cannot be written: ${error.message}\n`);
    });
  }
  try {
    return await dispatch(await readOptions(argv));
  } catch (error) {
    if (!(error instanceof UsageError)) return tellCrash(error);
    const { oneLine, speech } = await import('./host/output.ts');
    // The line may quote a file's name, or what a module says of itself.
    speech(argv.includes('--ascii')).note(`heddle: ${oneLine(error.message)}`);
    if (argv.includes('--json')) {
      const { refusalDocument } = await import('./plain/document.ts');
      print(`${JSON.stringify(refusalDocument(error.refusal, error.message, version), null, 2)}\n`);
    }
    return exitCodes.usage;
  }
}

/** The parser is not loaded for the lab: its first frame comes a tenth sooner. */
async function readOptions(argv: readonly string[]): Promise<Options> {
  if (argv.length === 0) return noOptions;
  const { readOptions: read } = await import('./command-line/options.ts');
  return read(argv, (word) => (Object.hasOwn(commands, word) ? commands[word]!.flags : null));
}

async function dispatch(options: Options): Promise<number> {
  if (options.version || options.command === 'version') return print(`${version}\n`);
  const { command: word } = options;
  if (options.help || word === 'help') return print(await help(word === 'help' ? options.words[0] : word));
  if (word === undefined) {
    const screen = hasScreen() && !options.plain && !options.json && !options.markdown;
    return screen ? start('the lab', lab, options) : start('heddle without a terminal', demo, options);
  }
  if (Object.hasOwn(commands, word)) return start(word, commands[word]!, options);
  return refuse(word);
}

async function help(word: string | undefined): Promise<string> {
  const { helpOf, helpText } = await import('./command-line/help.ts');
  if (word === undefined) return helpText;
  return Object.hasOwn(commands, word) ? helpOf(word, commands[word]!.flags) : refuse(word);
}

/** A workload or a file in the place of a command is what most people mean to run. */
async function refuse(word: string): Promise<never> {
  const { builtInWorkloads } = await import('./launch/built-in.ts');
  const isWork = /[./\\]/.test(word) || (await builtInWorkloads()).some(({ id }) => id === word);
  if (isWork) throw usageError('command', `"${word}" is not a command`, `to run it: heddle run ${word}`);
  const names = Object.keys(commands);
  throw usageError(
    'command',
    `unknown command "${word}"${suggest(word, names)}`,
    `commands: ${names.join(', ')}`,
  );
}

async function start(name: string, { load, flags }: Command, options: Options): Promise<number> {
  const surplus = options.given.find((flag) => !flags.includes(flag));
  if (surplus) {
    const { unfitFlag } = await import('./command-line/unfit-flag.ts');
    const takers = Object.keys(commands).filter((other) => commands[other]!.flags.includes(surplus));
    throw unfitFlag(surplus, name, takers, options.choice.model);
  }
  const command = await load();
  return command(options.inputs === null ? options : await withInputs(options, options.inputs));
}

async function withInputs(options: Options, word: string): Promise<Options> {
  const { findInputs } = await import('./host/inputs.ts');
  return { ...options, choice: { ...options.choice, inputs: accepted(findInputs(word)) } };
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
