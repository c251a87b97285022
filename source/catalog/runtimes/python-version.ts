import type { StartMethod } from '../../protocol/plan.ts';

/** The oldest CPython that Heddle's engine runs on. */
export const oldestPython = '3.8';
/** From then on a process is not forked where nobody says: https://docs.python.org/3/whatsnew/3.14.html */
const withoutFork = '3.14';

/** The numbers of `3.11.7` or of `3.15.0rc1`, where what follows the last number is left out. */
const numbersOf = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10));

/** Below 0 where `a` is older than `b`, above 0 where it is newer. What a shorter one leaves out is 0: 3.10 is 3.10.0. */
export function compareVersions(a: string, b: string): number {
  const [mine, other] = [numbersOf(a), numbersOf(b)];
  const places = Array.from({ length: Math.max(mine.length, other.length) }, (_, at) => at);
  return places.map((at) => (mine[at] ?? 0) - (other[at] ?? 0)).find((apart) => apart !== 0) ?? 0;
}

/** `3.11` of `3.11.7`: what people call a version, and type for it. */
export const shortVersion = (version: string) => version.split('.').slice(0, 2).join('.');

/** How that CPython starts processes where nobody says. `platform`: as Node.js calls it. */
export function usualStartMethod(version: string, platform: NodeJS.Platform): StartMethod {
  if (platform === 'win32' || platform === 'darwin') return 'spawn';
  return compareVersions(version, withoutFork) >= 0 ? 'forkserver' : 'fork';
}
