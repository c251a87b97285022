import { suggest, UsageError } from './catalog/make-plan.ts';
import { noOptions, type Options } from './commands/command-line.ts';
import { exitCodes } from './commands/exit-code.ts';
import { hasScreen } from './commands/terminal.ts';

/** Commands are loaded when they are asked for: none pays for the start of another. */
const commands: Readonly<Record<string, (options: Options) => Promise<number>>> = {
  run: async (options) => (await import('./commands/run.ts')).run(options),
  list: async (options) => (await import('./commands/list.ts')).list(options),
};

/** A reader that has seen enough (`heddle list | head`) is no error, nor is a terminal that was closed. */
const gone: readonly (string | undefined)[] = ['EPIPE', 'EIO'];

/** Does what the command line says and resolves with the exit code. A wrong wish is one line and exit code 2. */
export async function main(argv: readonly string[], version: string): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!gone.includes(error.code)) throw error;
    });
  }
  try {
    return await dispatch(await readOptions(argv), version);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { oneLine, speech } = await import('./commands/speech.ts');
    // The line may quote a file's name, or what a module says of itself.
    speech(argv.includes('--ascii')).note(`heddle: ${oneLine(error.message)}`);
    return exitCodes.usage;
  }
}

/** The parser is not loaded for the lab: its first frame comes a tenth sooner. */
async function readOptions(argv: readonly string[]): Promise<Options> {
  return argv.length === 0 ? noOptions : (await import('./commands/options.ts')).readOptions(argv);
}

async function dispatch(options: Options, version: string): Promise<number> {
  if (options.version) return print(`${version}\n`);
  if (options.help) return print((await import('./commands/options.ts')).helpText.replace(/^\n/, ''));
  const { command } = options;
  if (command === undefined) {
    if (hasScreen() && !options.plain) return (await import('./commands/lab.ts')).lab(options);
    return (await import('./commands/demo.ts')).demo(options);
  }
  if (Object.hasOwn(commands, command)) return commands[command]!(options);
  const names = Object.keys(commands);
  throw new UsageError(
    `unknown command "${command}"${suggest(command, names)}; commands: ${names.join(', ')}`,
  );
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
