import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Interpreter } from '../source/catalog/interpreters.ts';
import { type Figure, heddle } from './measure.ts';

const run = promisify(execFile);
const file = (name: string) => new URL(`./reference/python/article/${name}.py`, import.meta.url).pathname;

/** The examples of the Python guide, each in a file of its own, under the models that it shows them with. */
export const examples = [
  { name: 'squares', model: 'sequential', tasks: 2, computes: true },
  { name: 'squares', model: 'threads', tasks: 1, computes: true },
  { name: 'squares', model: 'threads', tasks: 2, computes: true },
  { name: 'squares', model: 'processes', tasks: 1, computes: true },
  { name: 'squares', model: 'processes', tasks: 2, computes: true },
  { name: 'sleeps', model: 'sequential', tasks: 2, computes: false },
  { name: 'sleeps', model: 'threads', tasks: 2, computes: false },
  { name: 'awaits', model: 'async', tasks: 2, computes: false },
  { name: 'blocks', model: 'async', tasks: 2, computes: false },
  { name: 'offloads', model: 'async', tasks: 2, computes: false },
] as const;
type Example = { readonly name: string; readonly model: string; readonly tasks: number };

/** What a run came to: milliseconds of wall and processor time; updates that were lost, where it counts. */
export type Took = { readonly wallMs: number; readonly cpuMs: number; readonly lost: number | null };

/** By `python3` alone. */
export async function alone({ name, model, tasks }: Example, { path }: Interpreter): Promise<Took> {
  const { stdout } = await run(path, [file('alone'), file(name), model, String(tasks)]);
  return { lost: null, ...(JSON.parse(stdout) as Omit<Took, 'lost'>) };
}

/** By Heddle. */
export async function underHeddle({ name, model, tasks }: Example, { path }: Interpreter): Promise<Took> {
  const start = model === 'processes' ? ['--start-method', 'fork'] : [];
  const args = ['run', file(name), '-m', model, '-t', String(tasks), ...start, '--python', path, '--json'];
  const lanes = model === 'sequential' ? [] : ['-c', String(tasks)];
  const { stdout } = await run(process.execPath, [heddle, ...args, ...lanes], { maxBuffer: 64e6 });
  const { wallMs, cpu, check } = JSON.parse(stdout) as {
    wallMs: number;
    cpu: { busyCores: number };
    check: { figures: { name: string; value: number }[] } | null;
  };
  const lost = check?.figures.find((figure) => figure.name === 'lostUpdates')?.value ?? null;
  return { wallMs, cpuMs: cpu.busyCores * wallMs, lost };
}

/**
 * Percent. Where stack and code happen to lie moves the same loop by a tenth, in the main thread more than in others
 * (Mytkowicz and others, "Producing wrong data without doing anything obviously wrong", 2009).
 */
const [computesWithin, waitsWithin] = [15, 2];

/** How far what Heddle says of the guide's examples is from what the same code takes by itself, in turn. */
export async function pythonArticle(interpreter: Interpreter | null, count: number): Promise<Figure[]> {
  if (interpreter === null) return [];
  const figures: Figure[] = [];
  for (const example of examples) {
    const { name, model, tasks, computes } = example;
    const off: Record<'wall' | 'cpu', number[]> = { wall: [], cpu: [] };
    for (let one = 0; one < count; one++) {
      const bare = await alone(example, interpreter);
      const own = await underHeddle(example, interpreter);
      off.wall.push(percentOff(own.wallMs, bare.wallMs));
      off.cpu.push(percentOff(own.cpuMs, bare.cpuMs));
    }
    for (const what of computes ? (['wall', 'cpu'] as const) : (['wall'] as const))
      figures.push({
        name: `${name}.py, ${tasks} under ${model}: ${what} time off by`,
        against: 'the same file by python3 alone',
        values: off[what],
        line: { atMost: computes ? computesWithin : waitsWithin },
        unit: '%',
      });
  }
  return figures;
}

const percentOff = (one: number, other: number) => 100 * Math.abs(one / other - 1);
