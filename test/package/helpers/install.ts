import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expectPrinted } from '../../helpers/schemas.ts';

type Pack = { filename: string; files: { path: string }[] };

/** Heddle as npm installs it, in an empty folder. */
export type Installed = {
  /** The folder of the package. */
  readonly root: string;
  /** An empty folder to be in. */
  readonly home: string;
  /** Paths in the package, as npm packed them. */
  readonly files: readonly string[];
  /** Runs the installed `heddle` by a Node of one's choice. What it prints for scripts has to be what its schema says. */
  heddle(args: readonly string[], node?: string): { code: number | null; stdout: string; stderr: string };
  remove(): void;
};

/** Runs npm in a folder and returns what it says. */
export function npm(args: readonly string[], cwd: string): string {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--prefer-offline'];
  return execFileSync('npm', [...args, ...quiet], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Packs what `npm test` has built just now: building again would take the programs of other tests away. */
export function installHeddle(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-package-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const packed = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], process.cwd());
  const [pack] = Object.values(JSON.parse(packed) as Pack[] | Record<string, Pack>);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(['install', join(folder, pack!.filename)], folder);
  return {
    root: join(folder, 'node_modules', 'heddle'),
    home,
    files: pack!.files.map(({ path }) => path),
    heddle(args, node = process.execPath) {
      const { status, stdout, stderr } = spawnSync(join(folder, 'node_modules', '.bin', 'heddle'), args, {
        cwd: home,
        encoding: 'utf8',
        env: { PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, HOME: home, LANG: 'C.UTF-8' },
      });
      expectPrinted(args, status, stdout);
      return { code: status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
