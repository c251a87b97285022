import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accept, type Result, refuse } from '../catalog/refusal.ts';

/**
 * `heddle-run-<pid>-<random>`, `heddle-watch-…` of the Heddle that has made it, `heddle-attach-…` of the process that may still come to
 * what is in it: the pid tells whether anybody still needs it.
 */
const pattern = /^heddle-(?:run|watch|attach)-(\d+)-/;

/** Makes a folder that belongs to one run alone. Throws where the machine has no place for it. */
export function createRunFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), `heddle-run-${process.pid}-`));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const line = `no folder for the run can be created in ${tmpdir()}: ${reason}; set TMPDIR to a folder that can be written`;
    throw new Error(line, { cause });
  }
}

/** Whether a run can have a folder at all, before any begins. */
export function checkRunFolder(): Result<null> {
  try {
    removeRunFolder(createRunFolder());
    return accept(null);
  } catch (error) {
    return refuse('folder', (error as Error).message);
  }
}

export function removeRunFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A file in it is still open (Windows): a later sweep takes it.
  }
}

/** Removes what was left by runs and by the watching of programs, where all that needed it was killed at the same moment. */
export function sweepFolders(): void {
  for (const name of foldersIn(tmpdir())) {
    const pid = pattern.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeRunFolder(join(tmpdir(), name));
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is alive and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
