import { fileURLToPath } from 'node:url';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import type { WatchEvent, WatchEventOf } from '../../../../source/protocol/watch-events.ts';
import type { TerminalSize } from '../../../../source/watch/child.ts';
import { Launched } from '../../../../source/watch/launch.ts';

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

  /** The port that it prints. */
  untilPort(): Promise<number> {
    return this.until((said) => {
      const port = 'output' in said ? /^port (\d+)$/m.exec(said.output.text)?.[1] : undefined;
      return port === undefined ? null : Number(port);
    });
  }
}

/** Launches a program under observation; it is ended at the end of the block. */
export async function watched(command: readonly string[], output: 'piped' | TerminalSize = 'piped') {
  const told = new Told();
  const launched = await Launched.start({
    command,
    onEvent: told.take,
    output,
    onBroken: (why) => {
      throw new Error(why);
    },
  });
  const end = async () => {
    launched.signal('SIGKILL');
    await launched.ended.catch(() => {});
  };
  return { told, launched, [Symbol.asyncDispose]: end };
}
