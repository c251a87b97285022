import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../helpers/folder.ts';

/** A file that keeps whoever reads it, in a call of native code, until it is let go. */
export function fileThatBlocks() {
  const path = join(temporaryFolder(), 'blocks');
  execFileSync('mkfifo', [path]);
  // Throws where nobody reads: to wait for a reader would block this thread.
  const letGo = () => closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  return { path, letGo };
}
