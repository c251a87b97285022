import { bytes, duration, percent, seconds } from '../format.ts';
import type { Profiled } from '../protocol/watch-events.ts';
import type { Profile } from '../session/watch.ts';

/** What opens such a file. */
export const opensProfiles = 'Chrome DevTools (Performance, load profile), VS Code, or speedscope.app';

/** `spin (server.js:6)`, or of what is not the person's own `pbkdf2Sync, called in hash (server.js:9)`. */
function profiledWords({ name, file, line, caller }: Profiled): string {
  if (caller !== null) return `${packaged({ name, file, line })}, called in ${placed(caller)}`;
  return packaged({ name, file, line });
}

/** What is known of Node's own is its name: nobody looks into its files. */
function packaged({ name, file, line }: Pick<Profiled, 'name' | 'file' | 'line'>): string {
  if (file === null) return name ?? nameless;
  if (file.startsWith('node:')) return name ?? `${nameless} (${file})`;
  return placed({ name, file, line });
}

const nameless = 'a function without a name';
const folder = /^.*[\\/]node_modules[\\/]/;

function placed({ name, file, line }: { name: string | null; file: string; line: number | null }): string {
  const short = folder.test(file) ? file.replace(folder, '') : file.replace(/^.*[\\/]/, '');
  const at = `${short}${line === null ? '' : `:${line}`}`;
  return name === null ? at : `${name} (${at})`;
}

/** `busy 94 % of 10.0 s`. */
export const busyWords = ({ idleRatio, durationMs }: NonNullable<Profile['found']>): string =>
  `busy ${percent(1 - idleRatio)} of ${seconds(durationMs)}`;

/** The functions that took most, with their shares: `54 %` and `spin (server.js:6)`. */
export const profiledParts = ({ functions }: NonNullable<Profile['found']>) =>
  functions.map((one) => [percent(one.ratio).padStart(5), profiledWords(one)] as const);

/** `./heddle-server-1234-2026-11-28T071500.cpuprofile, 340 KB`: in the folder where Heddle was started. */
export const writtenWords = ({ path, bytes: size }: Pick<Profile, 'path' | 'bytes'>): string =>
  `./${(path ?? '').replace(/^.*[\\/]/, '')}, ${bytes(size)}`;

/** How far it is: `6 of 10 s`. `goneMs`: since it began. */
export const progressWords = (goneMs: number, forMs: number): string =>
  forMs < 1000
    ? duration(forMs)
    : `${Math.floor(Math.min(goneMs, forMs) / 1000)} of ${Math.round(forMs / 1000)} s`;

export const isOver = ({ state }: Pick<Profile, 'state'>): boolean => state === 'taken' || state === 'failed';
