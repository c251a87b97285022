import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { scriptAt } from '../protocol/script.ts';

/** A name is no longer on Linux than 255; the rest is what tells one profile from another. */
const mostNameCharacters = 60;

/** The file of a profile while it comes. Another file of that name is left as it is. */
export class ProfileFile {
  readonly path: string;
  readonly #fd: number;
  #bytes = 0;

  /** Throws where it cannot be written. */
  constructor(folder: string, pid: number, command: readonly string[], now: Date) {
    const name = `heddle-${programOf(command)}-${pid}-${stampOf(now)}`;
    [this.path, this.#fd] = opened(folder, name);
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(text: string): void {
    this.#bytes += writeSync(this.#fd, text);
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** What has come of it is of no use. */
  discard(): void {
    this.close();
    unlinkSync(this.path);
  }
}

function opened(folder: string, name: string): readonly [path: string, fd: number] {
  for (let one = 1; ; one++) {
    const path = join(folder, `${name}${one === 1 ? '' : `-${one}`}.cpuprofile`);
    try {
      return [path, openSync(path, 'wx')];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** `server` of `node --inspect /srv/server.js --port 80`. */
function programOf([program = '', ...given]: readonly string[]): string {
  const script = given[scriptAt(given)] ?? '';
  // What stands behind `-e` is code.
  const word = /^[^\s(){};]+$/.test(script) ? script : program;
  const base = basename(word, extname(word)).replaceAll(/[^\w.-]+/g, '-');
  return base.slice(0, mostNameCharacters).replace(/-$/, '') || 'program';
}

/** `2026-11-28T071500`, by the clock on the wall. */
function stampOf(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${day}T${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')}`;
}
