import type { FilledCell, FilledTable } from '../../../table/filled-table.ts';
import { type ListState, rowAt } from '../shared/list.ts';

/** The cell that is chosen, feature by feature. */
export type TableState = ListState;

/** All cells, feature by feature. */
export function cellsOf({ rows }: FilledTable): readonly FilledCell[] {
  return rows.flatMap(({ cells }) => cells);
}

/** The first cell of that feature, where there is one. */
export function jumpedTo(state: TableState, table: FilledTable, id: string | undefined): TableState {
  const row = table.rows.findIndex((feature) => feature.id === id);
  return row < 0 ? state : rowAt(row * columnsOf(table), cellsOf(table).length);
}

/** Cells of a feature. */
export function columnsOf({ rows }: FilledTable): number {
  return rows[0]!.cells.length;
}
