import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { lineSplitter } from '../protocol/lines.ts';

/** What runs inside CPython: beside this file in the sources, in a folder of its own in the package. */
const inside = new URL(import.meta.url.endsWith('.ts') ? './inside/' : '../python/', import.meta.url);

/**
 * What it is started with. Not a file of its own: children that are spawned would import that again, and of a folder's
 * `__main__.py` Python writes bytecode into the package before any code of ours could say no.
 */
const program = `
import sys
written_before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
# Found, but in the way of no module of the person's.
sys.path[:] = [place for place in sys.path if place] + [sys.argv.pop()]
from heddle_engine.main import main
main(written_before)
`;

/** What an interpreter said last is read for this long after its end: forked children may hold its pipes open for ever. */
const drainMs = 30;

export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

type Handlers = {
  /** A line that it said. */
  onLine(line: string): void;
  /** It said a line over 1 MB. */
  onTooLong(): void;
  /** It has ended, and all that it said was read; or it could not be started, and why. */
  onEnd(ending: Ending | Error): void;
};

/** A CPython process that runs a plan, with the pipes on which it says and hears what is not the work's own output. */
export class Interpreter {
  readonly #child: ChildProcess;

  constructor(path: string, { onLine, onTooLong, onEnd }: Handlers) {
    this.#child = spawn(path, ['-c', program, fileURLToPath(inside)], {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child.on('error', onEnd);
    this.#child.on('exit', (code, signal) => setTimeout(() => onEnd({ code, signal }), drainMs));
    // One that ends with something unread: its end says it better.
    for (const pipe of this.#child.stdio) pipe?.on('error', () => {});
    (this.#child.stdio[3] as Readable | undefined)?.on('data', lineSplitter(onLine, onTooLong));
  }

  /** 0 where it could not be started. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Tells the one who runs the plan. */
  tell(message: object): void {
    this.#write(4, `${JSON.stringify(message)}\n`);
  }

  /** Asks the witness, a thread of its own, where a thread is. `nowMs` on the machine's monotonic clock. */
  askWhere(tid: number, nowMs: number): void {
    this.#write(5, `${tid} ${nowMs}\n`);
  }

  #write(descriptor: 4 | 5, line: string): void {
    const pipes: readonly unknown[] = this.#child.stdio;
    (pipes[descriptor] as Writable | null | undefined)?.write(line);
  }
}
