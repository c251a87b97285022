/**
 * `node bench/symptoms.ts`: runs programs that show a symptom, and their mended twins, and compares what Heddle says of
 * them with what is true. Words choose pairs by their names; `--folder F` reads the pairs of another folder; `--words`
 * prints all that was said. A pair takes about ten seconds.
 */
import { parseArgs } from 'node:util';
import { judge, type Said, scores } from './symptoms/judge.ts';
import { readPairs } from './symptoms/pairs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string' }, words: { type: 'boolean', default: false } },
});
const ours = readPairs();
const pairs = values.folder === undefined ? ours : readPairs(values.folder);
// A finding counts where it is one that the pairs are about.
const rules = new Set([...ours, ...pairs].map(({ rule }) => rule));
const all: Said[] = [];
for (const pair of pairs) {
  if (positionals.length > 0 && !positionals.some((word) => pair.name.includes(word))) continue;
  const said = await judge(pair, rules);
  all.push(...said);
  for (const one of said) process.stdout.write(`${show(pair.name, one)}\n`);
}
const { precision, recall } = scores(all);
process.stdout.write(`precision ${share(precision)}, recall ${share(recall)}\n`);

function show(name: string, { program, right, wrong, missed, words }: Said): string {
  const ok = wrong.length === 0 && missed.length === 0;
  const cells = [`${ok ? '✓' : '✗'} ${name.padEnd(40)}`, program.padEnd(7), right.join(' ')];
  if (missed.length > 0) cells.push(`missed: ${missed.join(', ')}`);
  if (wrong.length > 0) cells.push(`wrong: ${wrong.join(', ')}`);
  const shown = values.words || !ok ? words.map((line) => `\n    ${line}`) : [];
  return `${cells.join('  ').trimEnd()}${shown.join('')}`;
}

function share(value: number | null): string {
  return value === null ? '—' : value.toFixed(3);
}
