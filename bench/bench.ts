/**
 * `npm run bench`: each figure is taken in one run against something outside Heddle. Prints a table, or with `--json`
 * the values themselves; `--quick` takes fewer of them; words choose figures by their names.
 */
import { chooseInterpreter } from '../source/launch/interpreters.ts';
import { besideRuns, changedByName, rightAnswers, timeToAnswer, winnersOfTheSame } from './answers.ts';
import { type Figure, median, medianInterval } from './measure.ts';
import { lockShares, pythonCpu, pythonDispatch, pythonFreezes, pythonStart } from './python.ts';
import { pythonArticle } from './python-article.ts';
import { dispatchAsync, dispatchThreads, freezes, speedUp, stacks, telemetry } from './runs.ts';
import { firstFrame, screenCosts } from './screen.ts';
import { symptoms } from './symptoms/score.ts';
import { watchAttach } from './watch-attach.ts';
import { profileCost, watchCost } from './watch-cost.ts';
import { pythonWatchCost } from './watch-cost-python.ts';
import { watchIdle, watchStart } from './watch-idle.ts';

const words = process.argv.slice(2);
const json = words.includes('--json');
const quick = words.includes('--quick');
const count = quick ? 3 : 7;
const wanted = words.filter((word) => !word.startsWith('--'));

const measures: Record<string, () => Promise<Figure | Figure[]>> = {
  telemetry: async () => [await telemetry('threads', count), await telemetry('processes', count)],
  stacks: () => stacks(count),
  dispatch: async () => [await dispatchThreads(count), await dispatchAsync(count)],
  'speed-up': async () => [await speedUp('threads', count), await speedUp('processes', count)],
  freezes: () => freezes(Math.ceil(count / 2)),
  'python-cpu': () => pythonCpu(quick ? 3 : 15),
  'python-freezes': () => pythonFreezes(Math.ceil(count / 2)),
  'python-start': () => pythonStart(count),
  'python-dispatch': () => pythonDispatch(count),
  'python-lock': () => lockShares(Math.ceil(count / 2)),
  'python-article': async () =>
    pythonArticle((await chooseInterpreter({})).value ?? null, Math.ceil(count / 2)),
  'first-frame': () => firstFrame(count * 2),
  screen: () => screenCosts(),
  'compare-beside': () => besideRuns(Math.ceil(count / 2)),
  'same-code': () => winnersOfTheSame(quick),
  'decide-time': () => timeToAnswer(Math.ceil(count / 2)),
  'decide-names': () => changedByName(quick),
  'decide-right': () => rightAnswers(quick),
  symptoms: () => symptoms(quick),
  'watch-cost': async () => [
    await watchCost('http', quick ? 3 : 11),
    await watchCost('express', quick ? 3 : 11),
    await watchCost('fastify', quick ? 3 : 11),
    await profileCost('http', quick ? 3 : 11),
  ],
  'watch-cost-python': () => pythonWatchCost(quick ? 3 : 11),
  'watch-idle': () => watchIdle(quick ? 3 : 9),
  'watch-start': () => watchStart(quick ? 5 : 21),
  'watch-attach': () => watchAttach(quick ? 3 : 9),
};

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  figures.push(...[await measure()].flat());
}

if (json) process.stdout.write(`${JSON.stringify(figures.map(judge), null, 2)}\n`);
else for (const line of table(figures.map(judge))) process.stdout.write(`${line}\n`);

type Judged = Figure & {
  median: number;
  min: number;
  max: number;
  /** The 95 % interval of the median; null of too few values. */
  interval: readonly [low: number, high: number] | null;
  ok: boolean;
};

function judge(figure: Figure): Judged {
  const middle = median(figure.values);
  const { values, line } = figure;
  const ok = line === null || ('atMost' in line ? middle <= line.atMost : middle >= line.atLeast);
  const interval = medianInterval(values);
  return { ...figure, median: middle, min: Math.min(...values), max: Math.max(...values), interval, ok };
}

function table(judged: readonly Judged[]): string[] {
  const number = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 3));
  const head = ['figure', 'against', 'median', '95 % interval', 'min', 'max', 'line', ''];
  const rows = judged.map(({ name, against, median: middle, interval, min, max, line, unit, ok }) => [
    name,
    against,
    `${number(middle)} ${unit}`,
    interval === null ? '—' : interval.map(number).join(' to '),
    number(min),
    number(max),
    line === null ? '' : 'atMost' in line ? `<= ${line.atMost}` : `>= ${line.atLeast}`,
    line === null ? 'told only' : ok ? 'met' : 'NOT MET',
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
}
