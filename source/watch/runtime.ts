import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What a program's file says of its runtime, without being started. */
export type Runtime = {
  /** `node`, `python`, `java`, …; null: none that is known. */
  readonly name: string | null;
  /** `22.4.1`, of Python perhaps `3.11` only; null: nothing cheap tells. */
  readonly version: string | null;
  /** Whether its threads share one lock. */
  readonly lock: 'shared' | 'none' | null;
};

/** As the files of runtimes are called, some of them with their number behind it. */
const fileName = /^(node|python|java|bun|deno|php|ruby|perl|dotnet|beam)(?:js|-fpm|\.smp)?[\d.]*t?$/;

/** `exe`: the program's file, all links followed; null where it may not be known. */
export function runtimeOf(exe: string | null): Runtime {
  const file = basename(exe ?? '');
  const name = fileName.exec(file)?.[1] ?? null;
  const version = exe === null ? null : versionOf(exe, name);
  const lock = name === 'python' ? (/\dt$/.test(file) ? 'none' : 'shared') : null;
  return { name, version, lock };
}

function versionOf(exe: string, runtime: string | null): string | null {
  if (runtime === 'node' && exe === own()) return process.versions.node;
  if (runtime !== 'node' && runtime !== 'python') return null;
  // Version managers have a folder for each.
  const inPath = /(?:^|[/v@-])(\d+\.\d+\.\d+)(?=\/)/.exec(exe)?.[1];
  if (inPath) return inPath;
  return runtime === 'python' ? (/(\d+\.\d+)t?$/.exec(exe)?.[1] ?? null) : headerVersion(exe);
}

let ownExe: string | undefined;

function own(): string {
  ownExe ??= realpathSync(process.execPath);
  return ownExe;
}

/** What comes with Node.js for those who compile against it names its version. */
function headerVersion(exe: string): string | null {
  try {
    const header = readFileSync(join(dirname(exe), '../include/node/node_version.h'), 'utf8');
    const parts = ['MAJOR', 'MINOR', 'PATCH'].map(
      (part) => new RegExp(`^#define NODE_${part}_VERSION (\\d+)`, 'm').exec(header)?.[1],
    );
    return parts.every((part) => part !== undefined) ? parts.join('.') : null;
  } catch {
    return null;
  }
}
