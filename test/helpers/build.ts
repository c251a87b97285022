import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

/** The last that a build writes. */
const last = 'dist/third-party-licenses.txt';

/** Builds what tests start, where its sources are newer: what is tested is what stands there. */
export default function build(): void {
  const builtMs = statSync(last, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['package.json', ...globSync('{source,workloads,scripts}/**/*.{ts,py}')];
  if (sources.every((file) => statSync(file).mtimeMs < builtMs)) return;
  execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' });
}
