import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

export type FoundNode = { path: string; version: string };

/** A Node on this machine that is older than Heddle needs; null where there is none. */
export function findOldNode(): FoundNode | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  for (const folder of folders) {
    const path = join(folder, 'node');
    const { stdout, status } = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (status !== 0) continue;
    const version = stdout.trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < 22 || (major === 22 && minor < 18)) return { path, version };
  }
  return null;
}
