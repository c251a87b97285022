import { statfsSync } from 'node:fs';
import { counted } from './words.ts';

/** Of what is free, a run may take this share: the models' own cost comes on top, and others want to live as well. */
const share = 0.5;

const inUnits = (bytes: number) =>
  bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

function refuse(
  whose: string,
  what: 'memory' | 'disk space',
  neededBytes: number,
  freeBytes: number,
  lower: string,
): void {
  const roomBytes = freeBytes * share;
  if (neededBytes <= roomBytes) return;
  throw new Error(
    `${whose} ${inUnits(neededBytes)}, more than half of the free ${what} (${inUnits(roomBytes)}): lower ${lower}`,
  );
}

/** Throws one line when tasks at once would hold more memory than can be spared. `lower`: the numbers to change. */
export function refuseTooMuchMemory(atOnce: number, bytesEach: number, lower: string): void {
  refuse(
    `${counted(atOnce, 'task')} at once would hold`,
    'memory',
    atOnce * bytesEach,
    process.availableMemory(),
    lower,
  );
}

/** Throws one line when results, which are kept for the check, would take more memory than can be spared. */
export function refuseTooManyResults(results: number, bytesEach: number, lower: string): void {
  refuse(
    `${counted(results, 'result')}, kept for the check, would take`,
    'memory',
    results * bytesEach,
    process.availableMemory(),
    lower,
  );
}

/** Throws one line when files would take more of the disk than can be spared. `lower`: the numbers to change. */
export function refuseTooManyFiles(folder: string, files: number, bytesEach: number, lower: string): void {
  const { bavail, bsize } = statfsSync(folder);
  refuse(`${counted(files, 'file')} would take`, 'disk space', files * bytesEach, bavail * bsize, lower);
}
