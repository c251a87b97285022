import { openScreen } from '../app.ts';
import type { Options } from '../command-line/command-line.ts';
import { usageError } from '../command-line/usage-error.ts';
import type { EventFile } from '../host/event-file.ts';
import type { Speech } from '../host/output.ts';
import { onStopper } from '../host/signals.ts';
import {
  type Attaching,
  entryOf,
  type Observation,
  overheardProgram,
  type RunningProgram,
} from '../protocol/observation.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import { createProgram, type Program, reduceProgram } from '../session/program.ts';
import { CannotAttach } from '../watch/attach/cannot-attach.ts';
import { attachNotices } from '../watch/attach/notice.ts';
import type { Load } from '../watch/load/load.ts';
import { running } from '../watch/observation.ts';
import { findProgram } from '../watch/processes.ts';
import { aliveMs, isLoadOver, tell, tellAlive, tellLoad } from './watch-as-text.ts';

/** Who leaves before is told what is waited for. */
const patienceMs = 1000;

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
  const found = findProgram(pid);
  if ('refusal' in found) throw usageError('arguments', found.refusal, 'heddle watch lists what runs');
  const entry = entryOf(found.program);
  if (entry) note(`heddle: ${attachNotices[entry]}`);
  let left = Promise.resolve();
  let tell = (line: string) => note(`heddle: ${line}`);
  const begun = running(found.program, {
    tell: (line) => tell(line),
    onLeaving: (promise) => {
      left = promise;
    },
    ...{ yes: options.yes, profileMs: options.profileMs, load },
  }).catch((error) => {
    // It has ended meanwhile.
    throw error instanceof CannotAttach ? usageError('arguments', error.message) : error;
  });
  const watched = asText
    ? await begun.then(async (observation) => ({
        ...{ command: observation.command, code: 0 },
        program: await watchAsText({ observation, forMs: options.forMs, file, spoken }),
      }))
    : await watchOnScreen({
        ...{ options, program: found.program, begun, file, note },
        // What is told until it is attached belongs on the screen.
        onTell: (to) => {
          tell = to ?? ((line) => note(`heddle: ${line}`));
        },
      });
  await left;
  return watched;
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

type OnScreen = {
  readonly options: Options;
  readonly program: RunningProgram;
  /** Resolves when it is attached to. */
  readonly begun: Promise<Observation>;
  readonly file: EventFile<ProgramEvent>;
  readonly note: (line: string) => void;
  /** Where lines for people go; null: to the normal screen. */
  readonly onTell: (to: ((line: string) => void) | null) => void;
};

/** The same on a screen, which is there before the program is attached to; who leaves it leaves the program as it was. */
async function watchOnScreen({
  options,
  program: chosen,
  begun,
  file,
  note,
  onTell,
}: OnScreen): Promise<Watched> {
  let program = createProgram();
  let isWatched = false;
  let isLeft = false;
  const failed = new AbortController();
  const heard = begun.then(
    (found) =>
      overheardProgram(found, (said) => {
        program = reduceProgram(program, said);
        file.write(said);
      }),
    (error) => {
      failed.abort();
      throw error;
    },
  );
  // A screen that never opens hears of none of it.
  heard.catch(() => {});
  const ends = [failed.signal, ...(options.forMs === null ? [] : [AbortSignal.timeout(options.forMs)])];
  const attaching: Attaching = {
    program: chosen,
    begin: (tell) => {
      onTell(tell);
      return heard.then((found) => {
        // Once the screen is left nobody watches any more.
        if (isLeft) return new Promise(() => {});
        isWatched = true;
        return found;
      });
    },
  };
  const code = await openScreen(
    { ...options, events: null },
    'watch',
    { attaching },
    null,
    AbortSignal.any(ends),
  );
  isLeft = true;
  onTell(null);
  if (!isWatched) {
    // Halfway in, it would stay open to others.
    const late = setTimeout(
      () =>
        note(
          `heddle: waiting to get out of process ${chosen.pid} again, which a call of native code may delay`,
        ),
      patienceMs,
    );
    await begun.then((found) => found.start(() => {}).detach()).finally(() => clearTimeout(late));
  }
  return { program, command: chosen.command.split(' '), code };
}
