import { adviceWords } from '../comparison/advice.ts';
import { columnOf, type Column as Figure, ownColumns } from '../comparison/columns.ts';
import type { Comparison } from '../comparison/compare-runs.ts';
import { baselineFor, speedupOf } from '../comparison/compare-runs.ts';
import { type ComparedFigure, isAtRate, type Row, rowWord } from '../comparison/comparison.ts';
import { isTime } from '../comparison/judged-by.ts';
import { bySide, sideTitle } from '../comparison/sides.ts';
import { listed } from '../comparison/words.ts';
import { count, duration, factor, plural, range, rate, shortDuration, unmeasured } from '../format.ts';
import { medianOf, spreadOf } from '../statistics/sample.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** A comparison as text: what was compared, how fast each variant was, what it cost, and the verdict. */
export function comparisonLines(comparison: Comparison): string[] {
  return [
    workLine(comparison),
    '',
    ...underlined(timeCells(comparison)),
    '',
    ...costCells(comparison).flatMap((cells) => [...underlined(cells), '']),
    ...problemLines(comparison),
    ...wrap(comparison.verdict, 'Verdict: ', '  '),
    ...adviceLines(comparison),
  ];
}

/** What would tell more; on a line of its own, for it is what to do next. */
function adviceLines({ advice }: Comparison): string[] {
  return advice === null ? [] : wrap(adviceWords(advice, 'text'), 'Next: ', '  ');
}

/** Only what was compared and how fast each variant was. */
export function comparisonTable(comparison: Comparison): string[] {
  return [workLine(comparison), '', ...underlined(timeCells(comparison)), ...problemLines(comparison)];
}

/** A table as rows of cells, its head first, however it is drawn. */
export type Cells = readonly (readonly string[])[];

/** `wait: 24 tasks, ms 200, 3 runs per model`: what is the same for all rows. */
export function workLine(comparison: Comparison): string {
  const { workload, tasks, parameters, rows } = comparison;
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${String(value)}`);
  const ratePerSecond = rows[0]?.variant.plan.ratePerSecond;
  const runs = rows.map((row) => row.planned);
  const [fewest, most] = [Math.min(...runs), Math.max(...runs)];
  const rounds = fewest === most ? plural(most, 'run') : `${fewest} to ${plural(most, 'run')}`;
  const parts = [
    ...(tasks === null ? tasksPerSide(rows) : [plural(tasks, 'task')]),
    ...(ratePerSecond == null ? [] : [`${rate(ratePerSecond)}/s`]),
    ...values,
    `${rounds} per ${wordFor(comparison)}`,
  ];
  return `${workload === null ? '' : `${workload}: `}${parts.join(', ')}`;
}

/** `124 tasks in Node.js and 24 tasks in Python 3.11`; empty where rows of one runtime differ in them. */
function tasksPerSide(rows: readonly Row[]): string[] {
  const sides = bySide(rows, ({ variant }) => variant).map(([first]) => first!.variant);
  if (sides.length === 1) return [];
  return [listed(sides.map((variant) => `${plural(variant.plan.tasks, 'task')} in ${sideTitle(variant)}`))];
}

function wordFor({ rows }: Comparison): string {
  return rowWord(rows.map(({ variant }) => variant.plan.model));
}

type Column = { readonly title: string; readonly of: (row: Row) => string };

const median = ({ title, of, show }: Figure): Column => ({ title, of: (row) => show(medianOf(of(row))) });
const medianOfFigure = (id: ComparedFigure) => median(columnOf(id));

function nameColumn(comparison: Comparison): Column {
  return { title: wordFor(comparison), of: ({ variant }) => variant.label };
}

/** At a rate in place of times. */
const rateColumns: readonly Column[] = [
  medianOfFigure('latencyP50Ms'),
  medianOfFigure('latencyP99Ms'),
  { title: 'kept up', of: ({ keptUp }) => (keptUp === null ? unmeasured : keptUp ? 'yes' : 'no') },
];

/** How long each took; where rows do other numbers of tasks, for each of them. */
function timeFigure({ judged }: Comparison): Pick<Figure, 'title' | 'of' | 'show'> {
  if (!isTime(judged) || judged.id === 'wallMs') return columnOf('wallMs');
  return { ...judged.column, show: shortDuration };
}

/** How fast each variant was. */
export function timeCells(comparison: Comparison): Cells {
  const { rows } = comparison;
  const { title, of, show } = timeFigure(comparison);
  const spread: Column = {
    title: 'min – max',
    of: (row) => {
      const sample = of(row);
      return sample ? range(spreadOf(sample), show) : unmeasured;
    },
  };
  const speedup: Column = {
    title: 'speed-up',
    of: (row) => factor(speedupOf(baselineFor(comparison, row), row)?.median ?? null),
  };
  const times: Column[] = [
    {
      title,
      of: (row) =>
        row.stoppedAfterMs === null ? show(medianOf(of(row))) : `> ${duration(row.stoppedAfterMs)}`,
    },
    ...(rows.some(({ planned }) => planned > 1) ? [spread] : []),
    ...(rows.some((row) => baselineFor(comparison, row)) ? [speedup] : []),
  ];
  const columns: Column[] = [
    nameColumn(comparison),
    { title: 'at once', of: ({ variant }) => count(variant.plan.concurrency) },
    ...(isAtRate(rows.map(({ variant }) => variant)) ? rateColumns : times),
    medianOfFigure('loopLagP99Ms'),
    medianOfFigure('peakMemoryBytes'),
  ];
  return cellsOf(rows, columns);
}

/** What each variant cost, and the workload's own figures: as many tables as it takes to stay readable. */
export function costCells(comparison: Comparison): Cells[] {
  const { rows } = comparison;
  const name = nameColumn(comparison);
  const costs = (['startMs', 'cpuMsPerTask', 'tasksPerSecond', 'taskP99Ms'] as const).map(columnOf);
  const columns = [...costs, ...ownColumns(rows)].map(median);
  const tables: Column[][] = [[]];
  for (const column of columns) {
    const wider = [...tables.at(-1)!, column];
    if (tableLines(cellsOf(rows, [name, ...wider]), 1)[0]!.length <= widest)
      tables[tables.length - 1] = wider;
    else tables.push([column]);
  }
  return tables.map((some) => cellsOf(rows, [name, ...some]));
}

/** A table that is wider breaks in most terminals, and then nobody can read it. */
const widest = 80;

function cellsOf(rows: readonly Row[], columns: readonly Column[]): Cells {
  return [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row)))];
}

function underlined(cells: Cells): string[] {
  const [head = '', ...body] = tableLines(cells, 1);
  return [head, '-'.repeat(Math.max(...[head, ...body].map((line) => line.length))), ...body];
}

function problemLines({ rows }: Comparison): string[] {
  return rows.flatMap(({ variant, problem }) =>
    problem === null ? [] : wrap(problem, `${variant.label}: `, '  '),
  );
}
