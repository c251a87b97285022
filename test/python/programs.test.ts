import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { interpreters, noPython } from '../helpers/python.ts';

const inside = fileURLToPath(new URL('../../source/python/inside', import.meta.url));

/** Programs that are started in each of the ways there are, and what is counted of them. */
const program = `
import json, sys
sys.path.append(sys.argv[1])
from heddle_engine.programs import Programs
counted = Programs()
counted.follow()
import asyncio, subprocess
counted.follow()
counted.follow()
subprocess.run(['true'])
subprocess.run('true | true', shell=True)
subprocess.run([sys.executable, '-c', ''])
async def main():
    await (await asyncio.create_subprocess_exec('true')).wait()
    await (await asyncio.create_subprocess_shell('python3 -c 1')).wait()
asyncio.run(main())
try:
    subprocess.run(['no such program'])
except FileNotFoundError:
    pass
print(json.dumps([counted.programs, counted.runtimes, counted.call_ms > 0]))
`;

const versions = interpreters.map(({ path, version }) => ({ path, version }));

describe.skipIf(versions.length === 0)(versions.length > 0 ? 'programs that tasks start' : noPython, () => {
  test.each(versions)('they are counted apart from interpreters, in Python $version', ({ path }) => {
    const text = execFileSync(path, ['-c', program, inside], { encoding: 'utf8' });
    expect(JSON.parse(text)).toEqual([3, 2, true]);
  });
});
