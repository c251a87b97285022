import { baselineOf, speedupOf } from '../comparison/compare-runs.ts';
import type { Comparison, Row } from '../comparison/comparison.ts';
import {
  bytes,
  count,
  duration,
  factor,
  figure,
  plural,
  range,
  rate,
  shortDuration,
  unmeasured,
} from '../format.ts';
import type { Spread } from '../statistics/spread.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** A comparison as text: what was compared, how fast each model was, what it cost, and the verdict. */
export function comparisonLines(comparison: Comparison): string[] {
  return [
    workLine(comparison),
    '',
    ...underlined(timeTable(comparison)),
    '',
    ...costTables(comparison).flatMap((table) => [...underlined(table), '']),
    ...problemLines(comparison),
    ...wrap(comparison.verdict, 'Verdict: ', '  '),
  ];
}

/** Only what was compared and how fast each model was. */
export function comparisonTable(comparison: Comparison): string[] {
  return [workLine(comparison), '', ...underlined(timeTable(comparison)), ...problemLines(comparison)];
}

/** `wait: 24 tasks, ms 200, 3 runs a model` */
function workLine({ workload, tasks, parameters, rows }: Comparison): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${String(value)}`);
  const runs = Math.max(...rows.map((row) => row.planned));
  return `${workload}: ${[plural(tasks, 'task'), ...values, `${plural(runs, 'run')} a model`].join(', ')}`;
}

type Column = { readonly title: string; readonly of: (row: Row) => string };

const middle = (spread: Spread | null, show: (value: number | null) => string) =>
  show(spread?.median ?? null);

const model: Column = { title: 'model', of: (row) => row.model };

function timeTable(comparison: Comparison): string[] {
  const { rows } = comparison;
  const baseline = baselineOf(comparison);
  const spread: Column = {
    title: 'least – most',
    of: ({ wallMs }) => (wallMs ? range(wallMs, duration) : unmeasured),
  };
  const speedup: Column = {
    title: 'speed-up',
    of: (row) => (row.problem === null ? factor(speedupOf(baseline, row)?.median ?? null) : unmeasured),
  };
  const columns: Column[] = [
    model,
    { title: 'at once', of: ({ concurrency }) => count(concurrency) },
    { title: 'time', of: ({ wallMs }) => middle(wallMs, duration) },
    ...(rows.some(({ planned }) => planned > 1) ? [spread] : []),
    ...(baseline ? [speedup] : []),
    { title: 'lag p99', of: ({ loopLagP99Ms }) => middle(loopLagP99Ms, duration) },
    { title: 'memory', of: ({ peakMemoryBytes }) => middle(peakMemoryBytes, bytes) },
  ];
  return table(rows, columns);
}

/** What each model cost, and the workload's own figures: as many tables as it takes to stay readable. */
function costTables({ rows }: Comparison): string[][] {
  const own = new Map(rows.flatMap(({ figures }) => figures).map((one) => [one.name, one]));
  const columns: Column[] = [
    { title: 'start', of: ({ startMs }) => middle(startMs, duration) },
    { title: 'CPU a task', of: ({ cpuMsPerTask }) => middle(cpuMsPerTask, shortDuration) },
    { title: 'tasks/s', of: ({ tasksPerSecond }) => middle(tasksPerSecond, rate) },
    { title: 'task p99', of: ({ taskP99Ms }) => middle(taskP99Ms, shortDuration) },
    ...Array.from(own.values(), ({ name, title, unit }) => ({
      title,
      of: ({ figures }: Row) => figure(figures.find((one) => one.name === name)?.value.median ?? null, unit),
    })),
  ];
  const tables: Column[][] = [[]];
  for (const column of columns) {
    const wider = [...tables.at(-1)!, column];
    if (table(rows, [model, ...wider])[0]!.length <= widest) tables[tables.length - 1] = wider;
    else tables.push([column]);
  }
  return tables.map((some) => table(rows, [model, ...some]));
}

/** A table that is wider breaks in most terminals, and then nobody can read it. */
const widest = 80;

function table(rows: readonly Row[], columns: readonly Column[]): string[] {
  return tableLines(
    [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row)))],
    1,
  );
}

function underlined([head = '', ...body]: readonly string[]): string[] {
  return [head, '-'.repeat(Math.max(...[head, ...body].map((line) => line.length))), ...body];
}

function problemLines({ rows }: Comparison): string[] {
  return rows.flatMap(({ model: name, problem }) =>
    problem === null ? [] : wrap(problem, `${name}: `, '  '),
  );
}
