import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A copy of this project that a test may change, with its tools. */
export type Copy = {
  readonly folder: string;
  tsc(): Promise<void>;
  biome(...args: string[]): Promise<void>;
  /** Runs tests. Rejects as well where there are none. */
  vitest(...args: string[]): Promise<void>;
  remove(): void;
};

const notCopied = /^\/(?:node_modules|dist|\.git)(?:\/|$)/;

/** Copies the project, without what is installed and built, into a folder. */
export function copySources(folder: string): void {
  const root = process.cwd();
  cpSync(root, folder, { recursive: true, filter: (path) => !notCopied.test(path.slice(root.length)) });
}

export function copyProject(): Copy {
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'heddle-copy-'));
  copySources(folder);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  /** Rejects with the last of what it said where it fails. */
  async function run(program: string, ...args: string[]): Promise<string> {
    const env = { ...process.env, NO_COLOR: '1' };
    const words = [join('node_modules', program), ...args];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: folder, env }).catch(
      ({ stdout, stderr }: { stdout: string; stderr: string }) => {
        throw new Error(`${program} ${args.join(' ')} fails:\n${(stdout + stderr).slice(-4000)}`);
      },
    );
    return stdout;
  }

  return {
    folder,
    tsc: async () => void (await run('typescript/bin/tsc')),
    biome: async (...args) => void (await run('@biomejs/biome/bin/biome', 'check', ...args)),
    async vitest(...args) {
      const said = await run('vitest/vitest.mjs', 'run', '--reporter=dot', ...args);
      if (!/^ *Tests .*\b[1-9]\d* passed/m.test(said)) throw new Error(`no test ran: ${args.join(' ')}`);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
