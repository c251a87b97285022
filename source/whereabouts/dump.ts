import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Frame } from './where.ts';

/** No stack of a person's code is longer than this where it matters: what is innermost comes first. */
const mostBytes = 16 * 1024;
/** A program may be asked for days, and the file may be memory of its own; a stack takes some kilobytes. */
const mostKeptBytes = 256 * 1024;

/** The file that faulthandler writes stacks into: when it is asked to by a signal, and when a process dies of one. */
export class DumpFile {
  readonly path: string;
  readonly #fd: number;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'a+');
  }

  /** Where the next stack will stand, in bytes. What stands before it nobody will read: where that is much, it goes. */
  next(): number {
    if (this.#size < mostKeptBytes) return this.#size;
    // Whoever writes appends.
    ftruncateSync(this.#fd, 0);
    return 0;
  }

  /** The frames of the first stack behind a place in the file, innermost first; empty for none. */
  framesFrom(at: number): Frame[] {
    const bytes = Buffer.alloc(mostBytes);
    return framesIn(bytes.toString('utf8', 0, readSync(this.#fd, bytes, 0, mostBytes, at)));
  }

  /** The frames that the process died in; stacks that it was asked for stand before them. Empty for none. */
  framesOfCrash(): Frame[] {
    const bytes = Buffer.alloc(mostBytes);
    const from = Math.max(0, this.#size - mostBytes);
    const text = bytes.toString('utf8', 0, readSync(this.#fd, bytes, 0, mostBytes, from));
    const at = text.lastIndexOf('Fatal Python error');
    return at < 0 ? [] : framesIn(text.slice(at));
  }

  close(): void {
    closeSync(this.#fd);
  }

  get #size(): number {
    return fstatSync(this.#fd).size;
  }
}

/** `  File "/work/ways.py", line 17 in ways`, one below the other. */
export function framesIn(dump: string): Frame[] {
  const [first = ''] = dump.split(/\n\n(?!.*most recent call first)/);
  return [...first.matchAll(/^ {2}File "(.+)", line (\d+) in (.+)$/gm)].map(([, file, line, name]) => ({
    file: file!,
    line: Number(line),
    name: name!,
  }));
}

const engine = /[\\/]heddle_(?:engine|probe)[\\/]/;
const library = /[\\/](?:lib[\\/]python3(?:\.\d+t?)?|site-packages|dist-packages)[\\/]|^</i;

/** Whether a file is of a person's own: neither Python's nor installed for it. */
export const isOwn = (file: string) => !library.test(file);

/** Frames without those of Heddle's own code inside. */
export const withoutEngine = (frames: readonly Frame[]) => frames.filter(({ file }) => !engine.test(file));

/** The innermost frame of a person's own code, or else the innermost of all; null for none. */
export function ownFrame(frames: readonly Frame[]): Frame | null {
  const theirs = withoutEngine(frames);
  return theirs.find(({ file }) => isOwn(file)) ?? theirs[0] ?? null;
}

/** ` at ways.py:17 in ways`; nothing where no frame is known. */
export function atFrame(frames: readonly Frame[]): string {
  const own = ownFrame(frames);
  return own === null ? '' : ` at ${basename(own.file)}:${own.line} in ${own.name}`;
}
