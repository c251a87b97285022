import { spawn } from 'node:child_process';
import { constants as access, accessSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import type { Ending } from '../protocol/program-events.ts';
import { type Drain, drainAfter } from './drain.ts';

/** The size of the terminal that a program is given, in characters. */
export type TerminalSize = { readonly columns: number; readonly rows: number };

/** What a program's output goes through; of a terminal all of it is `stdout`. */
type Output = { readonly stream: 'stdout' | 'stderr'; readonly pipe: Readable };

type Exit = Omit<Ending, 'asked'>;

/** A program that runs. */
export type Child = {
  /** Null: it could not be started. */
  readonly pid: number | null;
  /** Empty: it prints where Heddle itself would. */
  readonly outputs: readonly Output[];
  /** Resolves when it has ended and what it printed has come; rejects where it could not be started. */
  readonly exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
};

/** What is left in pipes when a program has ended may be held open for ever by what it has started and left behind. */
const lateMs = 500;

/** Starts a program that reads and prints where Heddle itself would. */
export function startInherited([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(program!, args, { env, stdio: 'inherit' });
  return {
    pid: child.pid ?? null,
    outputs: [],
    exited: endingOf(child),
    kill: (signal) => child.kill(signal),
  };
}

/** Starts a program whose output is read through pipes. */
export function startPiped([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(program!, args, { env, stdio: ['inherit', 'pipe', 'pipe'] });
  const outputs = (['stdout', 'stderr'] as const).map((stream) => ({ stream, pipe: child[stream]! }));
  const drain = child.pid === undefined ? null : drainAfter(outputs.map(({ pipe }) => fdOf(pipe)));
  child.once('exit', () => {
    drain?.stop();
    setTimeout(() => outputs.forEach(({ pipe }) => void pipe.destroy()), lateMs).unref();
  });
  return { pid: child.pid ?? null, outputs, exited: endingOf(child), kill: (signal) => child.kill(signal) };
}

/** Starts a program in a terminal of its own, of which it takes no notice that it is not a person's. */
export async function startInTerminal(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  { columns, rows }: TerminalSize,
): Promise<Child> {
  const [program, ...args] = command;
  mustBeThere(program!);
  const terminals = await import('@lydell/node-pty').catch(() => null);
  // It is native code, and not there for every system.
  if (!terminals) return startPiped(command, env);
  const name = process.env.TERM ?? 'xterm-256color';
  const pty = terminals.spawn(program!, args, { name, cols: columns, rows, env, encoding: null });
  const pipe = new PassThrough();
  pty.onData((chunk: string | Buffer) => void pipe.write(chunk));
  const drain: Drain = drainAfter([(pty as unknown as { readonly _fd: number })._fd]);
  let isOver = false;
  const exited = new Promise<Exit>((done) => {
    pty.onExit(({ exitCode, signal }) => {
      isOver = true;
      drain.stop();
      pipe.end();
      done(signal ? { exitCode: null, signal: nameOf(signal) } : { exitCode, signal: null });
    });
  });
  return {
    pid: pty.pid,
    outputs: [{ stream: 'stdout', pipe }],
    exited,
    // Its number may be somebody else's by then.
    kill: (signal) => (isOver ? undefined : process.kill(pty.pid, signal)),
  };
}

function endingOf(child: ReturnType<typeof spawn>): Promise<Exit> {
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (exitCode, signal) => done({ exitCode, signal }));
  });
}

const nameOf = (number: number) =>
  Object.entries(constants.signals).find(([, one]) => one === number)?.[0] ?? `signal ${number}`;

/** Node has no other way to a pipe's descriptor. */
const fdOf = (pipe: Readable) =>
  (pipe as unknown as { readonly _handle: { readonly fd: number } })._handle.fd;

/** A terminal would only say that its program has ended with code 1. Throws what `spawn` would. */
function mustBeThere(program: string): void {
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  let code = 'ENOENT';
  for (const folder of folders) {
    try {
      accessSync(join(folder, program), access.X_OK);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EACCES') code = 'EACCES';
    }
  }
  throw Object.assign(new Error(`spawn ${program} ${code}`), { code });
}
