import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadEvent } from '../../../../source/protocol/load-events.ts';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import type { WatchEvent, WatchEventOf } from '../../../../source/protocol/watch-events.ts';
import { Attached } from '../../../../source/watch/attach/attached.ts';
import type { TerminalSize } from '../../../../source/watch/child.ts';
import { Launched } from '../../../../source/watch/launch.ts';
import type { Load } from '../../../../source/watch/load/load.ts';

/** A program of the folder `programs`. */
export const programFile = (name: string) => fileURLToPath(new URL(`../programs/${name}`, import.meta.url));

/** Everything that is told of a program, to be waited for. */
export class Told {
  readonly all: ProgramEvent[] = [];
  #waiting: (() => void)[] = [];

  readonly take = (said: ProgramEvent) => {
    this.all.push(said);
    for (const wake of this.#waiting.splice(0)) wake();
  };

  /** The first that it finds, also of what is still to come. */
  async until<T>(find: (said: ProgramEvent) => T | null | undefined): Promise<T> {
    for (let at = 0; ; at++) {
      while (at >= this.all.length) await new Promise<void>((wake) => this.#waiting.push(wake));
      const found = find(this.all[at]!);
      if (found !== null && found !== undefined) return found;
    }
  }

  /** The first event of that type, of any process or of one, that fits. */
  untilEvent<T extends WatchEvent['type']>(
    type: T,
    fits: (event: WatchEventOf<T>, pid: number) => boolean = () => true,
  ): Promise<{ pid: number; event: WatchEventOf<T> }> {
    return this.until((said) => {
      if (!('event' in said) || said.event.type !== type) return null;
      const event = said.event as WatchEventOf<T>;
      return fits(event, said.pid) ? { pid: said.pid, event } : null;
    });
  }

  /** The first that is told of the load, of that type, that fits. */
  untilLoad<T extends LoadEvent['type']>(
    type: T,
    fits: (event: Extract<LoadEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<LoadEvent, { type: T }>> {
    return this.until((said) => {
      if (!('load' in said) || said.load.type !== type) return null;
      const event = said.load as Extract<LoadEvent, { type: T }>;
      return fits(event) ? event : null;
    });
  }

  /** The origin of a process's times, on the machine's clock. */
  originMs(pid: number): number {
    for (const said of this.all)
      if ('event' in said && said.pid === pid && said.event.type === 'watch-started')
        return said.event.monotonicMs;
    return Number.NaN;
  }

  /** All processes that told of themselves. */
  get pids(): ReadonlySet<number> {
    return new Set(this.all.flatMap((said) => ('event' in said ? [said.pid] : [])));
  }

  /** The port that it prints. */
  untilPort(): Promise<number> {
    return this.until((said) => printed(said, 'port'));
  }

  /** The process that serves, where it prints one before its port; null: it does so itself. */
  get servingPid(): number | null {
    for (const said of this.all) if (printed(said, 'pid') !== null) return printed(said, 'pid');
    return null;
  }
}

function printed(said: ProgramEvent, what: string): number | null {
  const text = 'output' in said ? said.output.text : '';
  const number = new RegExp(`^${what} (\\d+)$`, 'm').exec(text)?.[1];
  return number === undefined ? null : Number(number);
}

/** Launches a program under observation; it is ended at the end of the block. */
export async function watched(
  command: readonly string[],
  output: 'piped' | TerminalSize = 'piped',
  load: Load | null = null,
  more: { readonly profileMs?: number; readonly folder?: string } = {},
) {
  const told = new Told();
  const launched = await Launched.start({
    ...more,
    command,
    onEvent: told.take,
    output,
    load,
    onBroken: (why) => {
      throw new Error(why);
    },
  });
  const end = async () => {
    launched.signal('SIGKILL');
    await launched.ended.catch(() => {});
    // What it has started does not die with it.
    for (const pid of told.pids) kill(pid);
  };
  return { told, launched, [Symbol.asyncDispose]: end };
}

/** Starts a program by itself, and attaches to it, or to that of its processes which serves, once it has told its port; it is ended at the end of the block. */
export async function attachedTo([node, ...args]: readonly string[]) {
  const told = new Told();
  const child = spawn(node!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const bytes = Buffer.byteLength(text);
    told.take({ output: { type: 'output', atMs: 0, stream: 'stdout', text, bytes, droppedBytes: 0 } });
  });
  await told.untilPort();
  const pid = told.servingPid ?? child.pid!;
  const attached = await Attached.attach({
    ...{ pid, yes: false, onEvent: told.take, onWaiting: () => {} },
    onBroken: (why) => {
      throw new Error(why);
    },
  });
  const end = async () => {
    child.kill('SIGKILL');
    // A launcher that is killed leaves what it has launched.
    kill(pid);
    await attached.ended;
  };
  return { told, attached, [Symbol.asyncDispose]: end };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone already.
  }
}
