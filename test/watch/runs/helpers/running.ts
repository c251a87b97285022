import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { Attached } from '../../../../source/watch/attach/attached.ts';
import { programFile, Told } from './watched.ts';

/** Starts a program as a person does; it is ended at the end of the block. */
export async function running(command: readonly string[]) {
  const [program, ...args] = command;
  const child = spawn(program!, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const end = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { child, pid: child.pid!, exited, [Symbol.asyncDispose]: end };
}

/** The server that tells its state, under Node.js with these options. */
export async function server(options: readonly string[] = [], node: string = process.execPath) {
  const program = await running([node, ...options, programFile('tells-state.cjs')]);
  const port = Number(/\d+/.exec(await firstLine(program.child))?.[0]);
  /** Resolves with what it says of itself: by a connection that is closed then. */
  const ask = (path: string) =>
    new Promise<string>((done, failed) => {
      get({ port, path, agent: false }, (response) => text(response).then(done, failed)).on('error', failed);
    });
  const state = async (): Promise<{ inspector: string | null }> => JSON.parse(await ask('/'));
  return { ...program, ask, state };
}

type Wish = {
  readonly onWaiting: (what: string) => void;
  readonly yes: boolean;
  /** Where profiles are written. */
  readonly folder: string;
};

/** Attaches to a process; what it tells is there to be waited for. */
export async function attachedTo(
  pid: number,
  { onWaiting = () => {}, yes = false, folder = tmpdir() }: Partial<Wish> = {},
) {
  const told = new Told();
  const onBroken = (why: string) => {
    throw new Error(why);
  };
  const attached = await Attached.attach({ pid, onEvent: told.take, onBroken, onWaiting, yes, folder });
  return { told, attached, [Symbol.asyncDispose]: () => attached.detach() };
}

export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    child.stdout!.once('data', (chunk: Buffer) => done(String(chunk)));
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)));
  });
}

/** What the system knows of a process: its threads by name, and its descriptors by kind. */
export function traces(pid: number): string[] {
  const folder = `/proc/${pid}`;
  const threads = readdirSync(`${folder}/task`).flatMap((tid) => nameOf(`${folder}/task/${tid}`) ?? []);
  const descriptors = readdirSync(`${folder}/fd`).flatMap((fd) => linkOf(`${folder}/fd/${fd}`) ?? []);
  return [...threads, ...descriptors.map((link) => link.replaceAll(/\d+/g, ''))].sort();
}

function nameOf(task: string): string | null {
  try {
    return readFileSync(`${task}/comm`, 'latin1');
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
