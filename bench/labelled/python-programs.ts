import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from '../measure.ts';
import { within } from './label.ts';
import type { Program } from './programs.ts';

const folder = new URL('../../test/fixtures/labelled-python/', import.meta.url);
const bare = fileURLToPath(new URL('../reference/bare_model.py', import.meta.url));

/** All of the table in test/fixtures/labelled-python/readme.md, in its order. */
export const pythonPrograms: readonly Program[] = readFileSync(new URL('readme.md', folder), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((row) => {
    const [name = '', kinds = '', right = '', why = ''] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`|`$/g, ''));
    return {
      ...{ name, file: fileURLToPath(new URL(name, folder)), export: 'default', tasks: null, inputs: null },
      ...{ kinds: kinds.split(', '), right: right.split(', '), packages: false, why },
      onlyRight: right === 'sequential',
    };
  });

const ways = [
  ['sequential', 1],
  ['async', 64],
  ['threads', 2],
  ['threads', 32],
  ['processes', 2],
  ['processes', 16],
] as const;

/** So long each way is measured. */
const seconds = 2;

/**
 * Tasks a second of a program in each way, by bare programs of that interpreter, the median of rounds of all ways; and the
 * models that are right by them.
 */
export async function pythonLabel({ file }: Program, interpreter: string, rounds: number) {
  const isAsync = /^async def task/m.test(readFileSync(file, 'utf8'));
  const asked = ways
    .filter(([model]) => model !== 'async' || isAsync)
    .map(([model, lanes]) => ({ model, lanes, seen: [] as number[] }));
  for (let round = 0; round < rounds; round++)
    for (const { model, lanes, seen } of asked)
      seen.push(
        await promisify(execFile)(interpreter, [bare, file, model, `${lanes}`, `${seconds}`]).then(
          ({ stdout }) => Number(stdout),
          // What fails is not right.
          () => 0,
        ),
      );
  const rates = asked
    .map(({ seen, ...way }) => ({ ...way, perSecond: median(seen) }))
    .sort((a, b) => b.perSecond - a.perSecond);
  const best = rates[0]!.perSecond;
  const right = rates.filter(({ perSecond }) => perSecond * within >= best).map(({ model }) => model);
  return { rates, right: [...new Set<string>(right)] };
}
