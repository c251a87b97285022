import { median, reference, runJson } from '../measure.ts';
import type { Program } from './programs.ts';

/** A bare program: a model, and how many lanes or promises at once. */
type Way = { model: 'sequential' | 'async' | 'threads' | 'processes'; lanes: number };

/** What was measured of one way: its speed by that of the plain loop of the same round; above 1 is faster. */
export type Measured = Way & { ratio: number };

/** What bare programs show of a program. */
export type Label = {
  /** The fastest way of each model, the fastest first. */
  best: Measured[];
  /** Models that take at most `within` of what the fastest takes. */
  right: string[];
  perSecond: number;
};

/** A model is right if it takes at most 15 % longer than the fastest: less is hard to notice and to measure. */
export const within = 1.15;
/**
 * Until times settle: a function of a few lines is compiled within half a second; a parser or a compiler of thousands of
 * lines gets faster for two to four (terser: 7 tasks/s in the first half second, 21 after two, 24 after four).
 */
const [smallMs, largeMs] = [800, 2500];
/** What is twice as slow in the first round is not measured again. */
const hopeless = 0.5;

const sequential: Way = { model: 'sequential', lanes: 1 };
const ways = (promises: boolean): Way[] => [
  // Without a promise nothing is ever under way beside another: the same code as the loop.
  ...(promises ? [4, 16, 64].map((lanes) => ({ model: 'async', lanes }) as const) : []),
  ...[1, 2, 4, 8].map((lanes) => ({ model: 'threads', lanes }) as const),
  ...[2, 4, 8].map((lanes) => ({ model: 'processes', lanes }) as const),
];

type Told = { coldMs: number | null; perSecond: number | null; promises: boolean };

/** Tasks per second of one way in a process of its own: once warm, or from its start where the tasks are counted. */
async function speedOf(program: Program, way: Way, warmMs: number): Promise<{ speed: number; told: Told }> {
  const { file, export: name, inputs, tasks } = program;
  const wish = { file, name, items: inputs, ...way, tasks: tasks ?? 1 };
  const told = await runJson<Told>(reference('bare-model'), [
    JSON.stringify({ ...wish, warmMs, windowMs: tasks === null ? 600 : 0 }),
  ]);
  const speed = tasks === null ? told.perSecond : tasks / (told.coldMs! / 1000);
  return { speed: speed ?? 0, told };
}

/**
 * Measures all ways in rounds: in each round every way runs once, and is compared with the loop of that round.
 * Warm-up is in milliseconds per core: more lanes than cores take longer.
 */
export async function labelOf(
  program: Program,
  rounds: number,
  warmMs = program.packages ? largeMs : smallMs,
): Promise<Label> {
  const { speed: first, told } = await speedOf(program, sequential, warmMs / 2);
  let left = ways(told.promises);
  const ratios = new Map<Way, number[]>();
  const loops: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { speed: loop } = await speedOf(program, sequential, warmMs);
    loops.push(loop);
    const seen = await inTurn(left, async (way) => {
      const { speed } = await speedOf(program, way, warmMs * Math.max(1, lanesPerCore(way)));
      ratios.set(way, [...(ratios.get(way) ?? []), speed / loop]);
      return speed / loop;
    });
    const fastest = Math.max(1, ...seen);
    left = left.filter((_, at) => seen[at]! >= fastest * hopeless);
  }
  const measured = [...ratios].map(([way, values]) => ({ ...way, ratio: median(values) }));
  const best = bestPerModel([{ ...sequential, ratio: 1 }, ...measured]);
  const right = best.filter(({ ratio }) => ratio * within >= best[0]!.ratio).map(({ model }) => model);
  return { best, right, perSecond: median(loops) || first };
}

/** Only what computes in lanes of its own takes longer to warm up where they share two cores. */
const lanesPerCore = ({ model, lanes }: Way) => (model === 'async' ? 1 : lanes / 2);

function bestPerModel(measured: readonly Measured[]): Measured[] {
  const sorted = measured.toSorted((a, b) => b.ratio - a.ratio);
  return sorted.filter(({ model }, at) => sorted.findIndex((other) => other.model === model) === at);
}

async function inTurn<T, R>(list: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of list) results.push(await act(item));
  return results;
}
