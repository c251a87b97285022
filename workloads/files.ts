import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextChance } from '../source/load/arrivals.ts';
import type { Workload } from '../source/protocol/workload.ts';
import { refuseTooManyFiles, refuseTooMuchMemory } from './helpers/room.ts';
import { counted } from './helpers/words.ts';

type Parameters = { kilobytes: number; files: number };
type Shared = { paths: string[]; hashes: string[] };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Bytes that differ from file to file and repeat from run to run. */
function content(seed: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed >>> 0;
  for (let i = 0; i < size; i++) {
    state = nextChance(state);
    bytes[i] = state >>> 24;
  }
  return bytes;
}

const rightHashes = (count: number) => counted(count, 'correct hash', 'correct hashes');

export default {
  id: 'files',
  title: 'Files',
  shows: 'read and hash files: partly waiting for the disk',
  kind: 'blocking-io',
  tasks: 200,
  parameters: {
    kilobytes: {
      type: 'number',
      title: 'size of each file',
      unit: 'KB',
      default: 512,
      min: 1,
      max: 65_536,
      integer: true,
    },
    files: {
      type: 'number',
      title: 'number of different files',
      unit: 'files',
      default: 16,
      min: 1,
      max: 1000,
      integer: true,
    },
  },

  setUp({ parameters, folder, seed, tasks, concurrency }) {
    const size = parameters.kilobytes * 1024;
    const files = Math.min(parameters.files, tasks);
    refuseTooMuchMemory(concurrency, size, 'kilobytes or --concurrency');
    refuseTooManyFiles(folder, files, size, 'kilobytes or files');
    const paths: string[] = [];
    const hashes: string[] = [];
    for (let file = 0; file < files; file++) {
      const bytes = content(seed + file, size);
      paths.push(join(folder, `file-${file}.bin`));
      hashes.push(sha256(bytes));
      writeFileSync(paths[file]!, bytes);
    }
    return { paths, hashes };
  },

  blocking(index, { shared }) {
    return sha256(readFileSync(shared.paths[index % shared.paths.length]!));
  },

  async cooperative(index, { shared, signal }) {
    return sha256(await readFile(shared.paths[index % shared.paths.length]!, { signal }));
  },

  check(results, _parameters, { hashes }) {
    const ended = results.filter((result) => result !== undefined).length;
    const right = results.filter((result, index) => result === hashes[index % hashes.length]).length;
    return { ok: right === ended, expected: rightHashes(ended), got: rightHashes(right) };
  },
} satisfies Workload<Parameters, Shared>;
