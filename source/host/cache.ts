import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import * as v from 'valibot';
import type { Keeper } from '../table/keeper.ts';

/** What a file of the keeper looks like; one that looks otherwise, from another version, is as good as none. */
const schema = v.object({ schema: v.literal(1), value: v.unknown() });
const safeName = /^[a-z][a-z0-9-]*$/;

/** Measured values can be measured again: they belong into the cache, which people may empty. */
const cacheFolder = () => join(envPaths('heddle', { suffix: '' }).cache, 'kept');

/** Keeps values as files of that folder. A home that cannot be written to costs the memory, nothing else. */
export function createKeeper(folder: string = cacheFolder()): Keeper {
  const fileOf = (name: string) => {
    if (!safeName.test(name))
      throw new TypeError(`"${name}" is no name for a kept value: use a-z, 0-9 and -`);
    return join(folder, `${name}.json`);
  };
  return {
    machine: `${os.hostname()}, ${os.cpus()[0]?.model.trim() || os.arch()}`,
    read(name) {
      const file = fileOf(name);
      try {
        return v.parse(schema, JSON.parse(readFileSync(file, 'utf8'))).value;
      } catch {
        return null;
      }
    },
    write(name, value) {
      const file = fileOf(name);
      // Beside it and then moved over it: another Heddle never reads half a file.
      const fresh = `${file}.${process.pid}`;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(fresh, JSON.stringify({ schema: 1, value }));
        renameSync(fresh, file);
      } catch {
        remove(fresh);
      }
    },
  };
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What is called a folder may be a file.
  }
}
