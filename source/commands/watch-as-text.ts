import { closeSync, openSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { type UsageError, usageError } from '../command-line/usage-error.ts';
import type { EventFile } from '../host/event-file.ts';
import type { Speech } from '../host/output.ts';
import { onStopper } from '../host/signals.ts';
import { loadLine } from '../plain/load.ts';
import { heldLine, observedLine, profileLines, standLine } from '../plain/watch.ts';
import type { LoadEvent } from '../protocol/load-events.ts';
import type { Ending, ProgramEvent } from '../protocol/program-events.ts';
import type { WatchEvent } from '../protocol/watch-events.ts';
import { ownFrame } from '../session/own-frame.ts';
import { createProgram, type Program, reduceProgram } from '../session/program.ts';
import type { Held } from '../session/vitals.ts';
import { isFreeze, type Watch } from '../session/watch.ts';
import { Launched } from '../watch/launch.ts';
import type { Load } from '../watch/load/load.ts';

/** One line in so many seconds says that all goes on. */
export const aliveMs = 10_000;
/** A freeze of this length is told by itself: from here on its line is known. */
const toldMs = 100;
/** A pool has as many workers; beyond them lines of processes alone would fill the log. */
const toldProcesses = 8;
/** A worker that freezes at every job would fill a log. */
const toldAlike = 3;

type Options = {
  readonly command: readonly string[];
  readonly forMs: number | null;
  readonly load: Load | null;
  readonly profileMs: number | null;
  /** The file that takes what the program prints; null: it goes where it would go anyway. */
  readonly output: string | null;
  readonly file: EventFile<ProgramEvent>;
  readonly spoken: Speech;
  readonly isOwnStdout: boolean;
};

/** Watches a program that is started for that, tells on standard error what happens to it, and resolves when it has ended. */
export async function watchAsText(options: Options): Promise<Program> {
  const { command, forMs, profileMs, load, file, spoken } = options;
  const printed = printer(options);
  let program = createProgram();
  const onEvent = (said: ProgramEvent) => {
    program = reduceProgram(program, said);
    file.write(said);
    if ('pid' in said) tell(said.pid, said.event, program, spoken);
    if ('load' in said) tellLoad(said.load, spoken);
    if (isLoadOver(said)) launched.end('load');
  };
  const launched = await Launched.start({
    ...{ command, profileMs, load, onEvent },
    ...(printed ? { output: 'piped', onOutput: printed.write } : { output: 'inherited' }),
    onBroken: (why) => spoken.note(`heddle: what a process says is not understood: ${why}`),
  });
  const alive = setInterval(() => tellAlive(program, spoken), aliveMs);
  const timer = forMs === null ? null : setTimeout(() => launched.end('time'), forMs);
  // The terminal's Ctrl-C reaches the program by itself; all else is passed on.
  const off = onStopper((stopper) => {
    if (stopper === 'SIGINT') void launched.stopLoad(true);
    if (stopper === 'SIGTERM' || stopper === 'SIGHUP') launched.end(null, stopper);
  });
  try {
    await launched.ended;
  } catch (error) {
    throw notStarted(command[0]!, error as NodeJS.ErrnoException);
  } finally {
    clearInterval(alive);
    if (timer) clearTimeout(timer);
    off();
    printed?.close();
  }
  return program;
}

export function notStarted(program: string, { code, message }: NodeJS.ErrnoException): UsageError {
  if (code === 'ENOENT')
    return usageError('arguments', `there is no program ${program}`, 'check its name and PATH');
  if (code === 'EACCES')
    return usageError('arguments', `${program} may not be run`, 'it must be an executable file');
  return usageError('arguments', `${program} cannot be started: ${message}`);
}

/** The program's own, as shells count; 0 where Heddle ended it. */
export function exitCodeOfProgram(ended: Ending | null): number {
  if (ended === null || (ended.asked !== null && ended.signal === 'SIGTERM')) return 0;
  if (ended.signal === null) return ended.exitCode ?? 0;
  return 128 + constants.signals[ended.signal as NodeJS.Signals];
}

/** Whether nothing of what was asked for was sent, for whatever reason: then nothing can be told of it. */
export const isUnsent = ({ load }: Program) => load !== null && load.started === null;

/** Where what the program prints goes; null: where it would go anyway, on the same terminal. */
function printer({ output, isOwnStdout }: Options) {
  if (output === null && !isOwnStdout) return null;
  const fd = output === null ? 2 : openOutput(output);
  return {
    write: (_stream: string, chunk: Buffer) => void writeSync(fd, chunk),
    close: () => (fd === 2 ? undefined : closeSync(fd)),
  };
}

export function openOutput(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw usageError('output', `${path} cannot be written: ${(error as Error).message}`);
  }
}

/** What is worth a line of its own as it happens. */
export function tell(pid: number, event: WatchEvent, program: Program, { note }: Speech): void {
  const watch = program.watches.get(pid)!;
  if (event.type === 'watch-started') tellProcess(pid, program, note);
  // Under load they come by the dozen: what they came to is told at the end.
  const isLoaded = program.load !== null && program.load.ended === null;
  if (
    event.type === 'held' &&
    !isLoaded &&
    event.over &&
    event.durationMs >= toldMs &&
    isFreeze(watch, event) &&
    isNews(watch, event)
  )
    note(`heddle: ${heldLine(pid, event)}`);
  if (event.type === 'profile') for (const line of profileLines(pid, watch)) note(`heddle: ${line}`);
}

function tellProcess(pid: number, { watches }: Program, note: Speech['note']): void {
  const before = [...watches.keys()].indexOf(pid);
  if (before < toldProcesses) note(`heddle: ${observedLine(pid, watches.get(pid)!)}`);
  else if (before === toldProcesses) note('heddle: there are more processes: they are counted at the end');
}

/** What a load came to, step by step. */
export function tellLoad(event: LoadEvent, { note }: Speech): void {
  const line = loadLine(event);
  if (line !== null) note(`heddle: ${line}`);
}

/** Whether all that was to be sent has been, or nothing can be: there is no more to be told than what came of it. */
export const isLoadOver = (said: ProgramEvent) =>
  'load' in said &&
  said.load.type === 'load-ended' &&
  (said.load.why === 'done' || said.load.why === 'no-port');

/** Of a function that holds the loop again and again the first freezes are told, and then those that are longer than all before. */
function isNews({ loop }: Watch, held: Held): boolean {
  const frame = ownFrame(held);
  const place = frame && loop.places.find(({ file, name }) => file === frame.file && name === frame.name);
  return !place || place.freezes <= toldAlike || held.durationMs >= place.longestMs;
}

/** How the program stands, once in a while. */
export function tellAlive({ watches }: Program, { note }: Speech): void {
  for (const [pid, watch] of [...watches].slice(0, 3))
    if (watch.ended === null) note(`heddle: ${standLine(pid, watch)}`);
}
