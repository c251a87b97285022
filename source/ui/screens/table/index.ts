import { fillTable, markTerms, tableClaims } from '../../../table/filled-table.ts';
import { unmeasuredTerm } from '../../terms.ts';
import type { ScreenArgument } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { checkerOf } from '../shared/checker.ts';
import { rowAt } from '../shared/list.ts';
import { headingOf } from '../shared/runtimes.ts';
import { guideTerm, keptTerm } from '../shared/terms.ts';
import { tableKeys } from './keys.ts';
import { jumpedTo, type TableState } from './state.ts';
import { drawTable, tableSubtitle } from './view.ts';

/** The comparison table of the Python guide, with this machine's cells beside it, measured on demand and kept. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  const checker = checkerOf(services, changed);
  const table = () => fillTable(checker.measurements(), checker.here, checker.where.runtime, checker.beside);
  let state: TableState = rowAt(0, 1);

  function set(next: TableState): void {
    state = next;
    changed();
  }

  function enter({ where, at, start }: ScreenArgument): void {
    if (where) checker.moveTo(where);
    set(jumpedTo(state, table(), at));
    if (start) checker.start(tableClaims);
  }

  enter(argument);
  return {
    heading: () => headingOf([checker.where], services.environment.runtime),
    subtitle: (width) => tableSubtitle(table(), width, theme),
    draw: (size) => drawTable(state, table(), checker, size, theme),
    keys: () => tableKeys(state, table(), checker, services, set),
    terms: [
      guideTerm,
      ['this machine', 'what the runs of the claim behind the cell measured here'],
      ...markTerms,
      ['[1]', 'a note: choose the cell to read it'],
      ['*', 'measured with another version or on another machine'],
      keptTerm,
      unmeasuredTerm,
    ],
    enter,
  };
};
