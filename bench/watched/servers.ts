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

/** `profileMs`: a profile of that length is taken of it, and has begun. */
export async function startWatched(
  command: readonly string[],
  profileMs: number | null = null,
): Promise<Server> {
  const began = performance.now();
  let launched: Launched | null = null;
  const profiled = Promise.withResolvers<void>();
  if (profileMs === null) profiled.resolve();
  const port = await new Promise<number>((done, failed) => {
    void Launched.start({
      ...{ command, profileMs, output: 'piped' },
      onEvent: (said) => {
        if ('event' in said && said.event.type === 'profile' && said.event.state === 'runs')
          profiled.resolve();
      },
      onOutput: (_, chunk) => done(portIn(chunk)),
      onBroken: (why) => failed(new Error(why)),
    }).then((started) => {
      launched = started;
    }, failed);
  });
  const startMs = performance.now() - began;
  await profiled.promise;
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
