import { type FigureCard, figureCard, ownStep } from '../catalog/figures.ts';
import { figure } from '../format.ts';
import type { Sample } from '../statistics/sample.ts';
import type { ComparedFigure, Row } from './comparison.ts';

/** A figure of the rows, with what it takes to show it and to weigh one row against another. */
export type Column = Pick<FigureCard, 'title' | 'show' | 'better'> & {
  readonly of: (row: Row) => Sample | null;
  /** What two values have to differ by, in its unit, to be worth a word. */
  readonly step: number;
};

export function columnOf(id: ComparedFigure): Column {
  const { title, show, better, step } = figureCard(id);
  return { title, show, better, step: step ?? 0, of: (row) => row[id] };
}

/** The workload's own figures, its first one first. Whether less of one is better nobody knows. */
export function ownColumns(rows: readonly Row[]): (Column & { readonly name: string })[] {
  const own = new Map(rows.flatMap(({ figures }) => figures).map((one) => [one.name, one]));
  return Array.from(own.values(), ({ name, title, value: { unit } }) => ({
    name,
    title,
    show: (value) => figure(value, unit),
    better: 'neither',
    step: ownStep(unit),
    of: ({ figures }) => figures.find((one) => one.name === name)?.value ?? null,
  }));
}
