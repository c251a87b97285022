import { closeSync, writeSync } from 'node:fs';
import { openScreen } from '../app.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted } from '../command-line/usage-error.ts';
import { openProgramEventFile } from '../host/event-file.ts';
import { callableOf } from '../host/harness-file.ts';
import { speech } from '../host/output.ts';
import { watchLines } from '../plain/watch.ts';
import { overheardProgram } from '../protocol/observation.ts';
import { createProgram, reduceProgram } from '../session/program.ts';
import type { Load } from '../watch/load/load.ts';
import { launched } from '../watch/observation.ts';
import { exitCodeOfProgram, isUnsent, notStarted, openOutput } from './watch-as-text.ts';

/** What a program that is asked to end may take for that before the person is told what is waited for. */
const patienceMs = 1000;

/** `heddle watch` on a terminal: a program that is started on the screen, or without one a list of those that run here. */
export async function watchOnScreen(options: Options, load: Load | null): Promise<number> {
  const { program: command, forMs, profileMs } = options;
  const over = forMs === null ? null : AbortSignal.timeout(forMs);
  if (command.length === 0) return openScreen(options, 'watch', {}, null, over);
  const file = accepted(openProgramEventFile(options.events));
  const fd = options.output === null ? null : openOutput(options.output);
  const { note } = speech(options.ascii);
  const began = performance.now();
  const broken: string[] = [];
  const { columns = 80, rows = 24 } = process.stdout;
  const { observation, program: child } = await launched({
    ...{ command, load, profileMs, terminal: { columns, rows } },
    onOutput: (chunk) => void (fd === null || writeSync(fd, chunk)),
    // There is no place for it on the screen.
    onBroken: (why) => broken.push(`heddle: what a process says is not understood: ${why}`),
  }).catch((error) => {
    throw notStarted(command[0]!, error);
  });
  let program = createProgram();
  const heard = overheardProgram(observation, (said) => {
    program = reduceProgram(program, said);
    file.write(said);
  });
  over?.addEventListener('abort', () => child.end('time'));
  const code = await openScreen({ ...options, events: null }, 'watch', { observation: heard }, null, over);
  const late = setTimeout(() => note(`heddle: waiting for ${command.join(' ')} to end`), patienceMs);
  await child.ended;
  clearTimeout(late);
  file.close();
  if (fd !== null) closeSync(fd);
  const wallMs = Math.round(performance.now() - began);
  for (const line of [...broken, ...watchLines(program, command, wallMs, callableOf)]) note(line);
  const ending = code === 0 ? exitCodeOfProgram(program.ended) : code;
  return ending === 0 && isUnsent(program) ? 1 : ending;
}
