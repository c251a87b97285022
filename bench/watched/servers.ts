/** A server of the bench: by itself, or launched by Heddle. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Launched } from '../../source/watch/launch.ts';

/** `startMs`: from when it was asked for until it listened. */
export type Server = {
  readonly pid: number;
  readonly port: number;
  readonly startMs: number;
  readonly end: () => Promise<unknown>;
};

const portIn = (chunk: Buffer) => Number(/port (\d+)/.exec(chunk.toString())?.[1]);

export async function startWatched(command: readonly string[]): Promise<Server> {
  const began = performance.now();
  let launched: Launched | null = null;
  const port = await new Promise<number>((done, failed) => {
    void Launched.start({
      ...{ command, output: 'piped', onEvent: () => {} },
      onOutput: (_, chunk) => done(portIn(chunk)),
      onBroken: (why) => failed(new Error(why)),
    }).then((started) => {
      launched = started;
    }, failed);
  });
  const startMs = performance.now() - began;
  const { pid, ended } = launched!;
  const end = () => {
    process.kill(pid!, 'SIGKILL');
    return ended;
  };
  return { pid: pid!, port, startMs, end };
}

export async function startAlone([program, ...args]: readonly string[]): Promise<Server> {
  const began = performance.now();
  const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const startMs = performance.now() - began;
  const end = () => {
    child.kill('SIGKILL');
    return once(child, 'close');
  };
  return { pid: child.pid!, port: portIn(chunk), startMs, end };
}
