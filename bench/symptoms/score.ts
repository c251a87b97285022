import type { Figure } from '../measure.ts';
import { judge, type Said, scores } from './judge.ts';
import { readPairs } from './pairs.ts';

/** Of programs with a symptom and their mended twins: whether what is said is right, and what is there is said. */
export async function symptoms(quick: boolean): Promise<Figure[]> {
  const pairs = readPairs();
  const rules = new Set(pairs.map(({ rule }) => rule));
  const asked = pairs.filter((_, at) => !quick || at % 4 === 0);
  const said: Said[] = [];
  for (const pair of asked) {
    process.stderr.write(`  ${pair.name} …\n`);
    said.push(...(await judge(pair, rules)));
  }
  const { precision, recall } = scores(said);
  const common = {
    against: `${asked.length} programs and their mended twins`,
    line: { atLeast: 0.95 },
    unit: '',
  };
  return [
    { name: 'symptoms: precision', values: [precision ?? 0], ...common },
    { name: 'symptoms: recall', values: [recall ?? 0], ...common },
  ];
}
