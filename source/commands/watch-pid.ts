import { openScreen } from '../app.ts';
import type { Options } from '../command-line/command-line.ts';
import { usageError } from '../command-line/usage-error.ts';
import type { EventFile } from '../host/event-file.ts';
import type { Speech } from '../host/output.ts';
import { onStopper } from '../host/signals.ts';
import { entryOf, type Observation, overheardProgram } from '../protocol/observation.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import { createProgram, type Program, reduceProgram } from '../session/program.ts';
import { CannotAttach } from '../watch/attach/cannot-attach.ts';
import { attachNotices } from '../watch/attach/notice.ts';
import type { Load } from '../watch/load/load.ts';
import { running } from '../watch/observation.ts';
import { findProgram } from '../watch/processes.ts';
import { aliveMs, isLoadOver, tell, tellAlive, tellLoad } from './watch-as-text.ts';

type Watched = {
  readonly program: Program;
  readonly command: readonly string[];
  readonly code: number;
};
type How = {
  readonly pid: number;
  readonly load: Load | null;
  readonly asText: boolean;
  readonly file: EventFile<ProgramEvent>;
  readonly spoken: Speech;
};

/** `heddle watch --pid N`: it has ended, or goes on unobserved. */
export async function watchPid(options: Options, { pid, load, asText, file, spoken }: How): Promise<Watched> {
  const { note } = spoken;
  const found = await findProgram(pid);
  if ('refusal' in found) throw usageError('arguments', found.refusal, 'heddle watch lists what runs');
  const entry = entryOf(found.program);
  if (entry) note(`heddle: ${attachNotices[entry]}`);
  let left = Promise.resolve();
  const observation = await running(found.program, {
    tell: (line) => note(`heddle: ${line}`),
    onLeaving: (promise) => {
      left = promise;
    },
    ...{ yes: options.yes, profileMs: options.profileMs, load },
  }).catch((error) => {
    // It has ended meanwhile.
    throw error instanceof CannotAttach ? usageError('arguments', error.message) : error;
  });
  const { command } = observation;
  const watched = asText
    ? { program: await watchAsText({ observation, forMs: options.forMs, file, spoken }), code: 0 }
    : await watchOnScreen(options, observation, file);
  await left;
  return { ...watched, command };
}

type AsText = {
  readonly observation: Observation;
  readonly forMs: number | null;
  readonly file: EventFile<ProgramEvent>;
  readonly spoken: Speech;
};

/** Tells on standard error what happens to a program that runs already, until it ends or the time is over; then lets it go on. */
async function watchAsText({ observation, forMs, file, spoken }: AsText): Promise<Program> {
  let program = createProgram();
  const over = Promise.withResolvers<void>();
  const off = onStopper(() => over.resolve());
  const observed = observation.start((said) => {
    program = reduceProgram(program, said);
    file.write(said);
    if ('pid' in said) tell(said.pid, said.event, program, spoken);
    if ('load' in said) tellLoad(said.load, spoken);
    if ('ended' in said || isLoadOver(said)) over.resolve();
  });
  const alive = setInterval(() => tellAlive(program, spoken), aliveMs);
  const timer = forMs === null ? undefined : setTimeout(over.resolve, forMs);
  await over.promise;
  clearInterval(alive);
  clearTimeout(timer);
  await observed.stopLoad();
  observed.detach();
  off();
  return program;
}

/** The same on a screen; who leaves it leaves the program as it was. */
async function watchOnScreen(
  options: Options,
  observation: Observation,
  file: EventFile<ProgramEvent>,
): Promise<{ readonly program: Program; readonly code: number }> {
  let program = createProgram();
  const heard = overheardProgram(observation, (said) => {
    program = reduceProgram(program, said);
    file.write(said);
  });
  const over = options.forMs === null ? null : AbortSignal.timeout(options.forMs);
  const code = await openScreen({ ...options, events: null }, 'watch', { observation: heard }, null, over);
  return { program, code };
}
