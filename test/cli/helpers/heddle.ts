import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expectPrinted } from '../../helpers/schemas.ts';
import { processesOf, untilNoneOf } from './processes.ts';
import { bin, createSandbox, type Sandbox } from './sandbox.ts';

export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

export type Options = {
  env?: Record<string, string | undefined>;
  /** Files to find in the folder it is started in. */
  files?: Readonly<Record<string, string | Buffer>>;
  /** A command that runs the one that follows it. */
  before?: readonly string[];
};

/** `heddle` under way with pipes in the stead of a terminal. */
export type Started = {
  readonly sandbox: Sandbox;
  readonly child: ChildProcess;
  /** Resolves once that is in what it has said on standard error so far. */
  untilSaid(pattern: RegExp): Promise<void>;
  readonly ended: Promise<Ended>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts `heddle` in a sandbox of its own. What it prints for scripts has to be what its schema says. */
export function startHeddle(
  args: readonly string[],
  { env = {}, files = {}, before = [] }: Options = {},
): Started {
  const sandbox = createSandbox(env);
  for (const [name, content] of Object.entries(files)) {
    const path = join(sandbox.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const [command, ...rest] = [...before, process.execPath, bin, ...args];
  const child = spawn(command!, rest, {
    cwd: sandbox.folder,
    env: sandbox.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]!.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...said }));
  }).then((end) => {
    expectPrinted(args, end.code, end.stdout);
    return end;
  });
  return {
    sandbox,
    child,
    ended,
    async untilSaid(pattern) {
      while (!pattern.test(said.stderr)) {
        if (child.stderr.closed)
          throw new Error(`ended without ${pattern} on standard error: ${said.stderr}`);
        await Promise.race([once(child.stderr, 'data'), once(child.stderr, 'close')]);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const { pid } of processesOf(sandbox.mark)) process.kill(pid, 'SIGKILL');
      await ended;
      sandbox.remove();
    },
  };
}

/** Runs `heddle` to its end. However it ends, nothing of it may be left: neither a process nor a run's folder. */
export async function heddle(args: readonly string[], options: Options = {}): Promise<Ended> {
  await using started = startHeddle(args, options);
  const ended = await started.ended;
  await untilNoneOf(started.sandbox.mark);
  const left = started.sandbox.runFolders();
  if (left.length > 0) throw new Error(`folders of runs are left: ${left.join(', ')}`);
  return ended;
}
