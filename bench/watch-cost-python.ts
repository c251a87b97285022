/** What watching a server in Python costs it: processor time for each request, with the probe inside and without. */
import { execFileSync } from 'node:child_process';
import { chooseInterpreter } from '../source/launch/interpreters.ts';
import type { Figure } from './measure.ts';
import { ratios } from './watched/pairs.ts';
import { startAlone, startWatched } from './watched/servers.ts';

const script = (name: string) => new URL(`./reference/python/${name}.py`, import.meta.url).pathname;

/**
 * `connections`: each has a thread of its own in http.server, and they would wait for the lock in turn. `atMost`: what watching may
 * add. They do nothing else, in 30 and 50 µs: of a server that does anything, the 8 to 12 µs are a smaller part.
 */
const servers = {
  uvicorn: { needs: 'uvicorn', file: 'uvicorn_server', connections: 20, atMost: 1.35 },
  'http.server': { needs: 'http.server', file: 'http_server', connections: 1, atMost: 1.35 },
} as const;
const load = { warmUp: 2_000, requestsATurn: 500 };

/** Of each server that is installed; the others are named, with what they lack. */
export async function pythonWatchCost(count: number): Promise<Figure[]> {
  const python = process.env.HEDDLE_TEST_PYTHON ?? (await chooseInterpreter({})).value?.path ?? null;
  const figures: Figure[] = [];
  for (const [name, { needs, file, connections, atMost }] of Object.entries(servers)) {
    if (python === null || !has(python, needs)) {
      process.stderr.write(`  ${name}: skipped, HEDDLE_TEST_PYTHON has to name a Python with ${needs}\n`);
      continue;
    }
    const command = [python, script(file)];
    figures.push({
      name: `cpu of a request to a server of ${name} in Python, watched`,
      against: 'the same, not watched',
      values: await ratios(
        count,
        () => startWatched(command),
        () => startAlone(command),
        { ...load, connections },
      ),
      line: { atMost },
      unit: '×',
    });
  }
  return figures;
}

function has(python: string, name: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
