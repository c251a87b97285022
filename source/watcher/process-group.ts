import { rmSync } from 'node:fs';
import { killGroup } from '../machine/process-group.ts';

/**
 * Ends this engine and all it started, at once: for when the host is gone or the grace period is over.
 * The engine leads a process group of its own, so one signal reaches every child; where there are no groups
 * (Windows), children end with the pipe to their parent.
 */
export function endGroup(folder: string | null): never {
  if (folder !== null) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // The next start of Heddle sweeps what could not be removed now.
    }
  }
  killGroup(process.pid);
  // Where it leads no group.
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: the process group has been killed');
}
