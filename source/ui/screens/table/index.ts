import type { Claim } from '../../../claims/claim.ts';
import { plural } from '../../../format.ts';
import { type FilledTable, fillTable, provenance, tableClaims } from '../../../table/filled-table.ts';
import { sharedTerms } from '../../terms.ts';
import { widthOf } from '../../text.ts';
import type { ScreenArgument, ScreenKey } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { checkerOf } from '../shared/checker.ts';
import { labKeys, listKeys, runKeys } from '../shared/keys.ts';
import { keptTerm } from '../shared/terms.ts';
import { drawTable } from './draw-table.ts';

/** `1 of 18 cells measured` */
function measuredShare({ rows }: FilledTable): string {
  const cells = rows.flatMap((row) => row.cells).filter(({ judgement }) => !judgement);
  const measured = cells.filter(({ here }) => here !== null);
  return `${measured.length} of ${plural(cells.length, 'cell')} measured`;
}

/** The article's comparison table, with this machine's cells beside it, measured on demand and kept. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  let table: FilledTable;
  const fillIn = () => {
    table = fillTable(checker.measurements(), checker.here);
  };
  const checker = checkerOf(services, () => {
    fillIn();
    changed();
  });
  fillIn();
  let at = 0;
  /** Pages turned of what is told of it. */
  let turned = 0;
  const cells = () => table.rows.flatMap((row) => row.cells);
  const columns = () => table.rows[0]!.cells.length;

  function move(to: number): void {
    turned = 0;
    at = Math.max(0, Math.min(cells().length - 1, to));
    changed();
  }

  function turn(): void {
    turned++;
    changed();
  }

  function open({ at: id, start }: ScreenArgument): void {
    const row = table.rows.findIndex((feature) => feature.id === id);
    if (row >= 0) move(row * columns());
    if (start) checker.start(tableClaims);
  }

  function measureChosen(): void {
    const { claim } = cells()[at]!;
    if (claim) checker.start([claim]);
    else services.say('this cell is a judgement: there is nothing to measure');
  }

  const claimKey = ({ id }: Claim): ScreenKey => ({
    ...{ keys: 'x', shown: 'x', hint: 'claim', help: 'go to the claim behind this cell' },
    press: () => services.goTo('claims', { at: id }),
  });

  open(argument);
  return {
    subtitle(width) {
      const title = ` ${theme.paint('strong', 'The models compared')}  `;
      const whole = provenance(table);
      // It stands whole below the cells.
      return title + (widthOf(title + whole) <= width ? whole : measuredShare(table));
    },
    draw: (size) => drawTable({ at, table, checker, turned, size, theme }),
    terms: [
      ['here', "this machine's figure, by the runs of the claim behind the cell"],
      ['*', 'measured with another Node.js or on another machine'],
      keptTerm,
      sharedTerms.unmeasured,
    ],
    keys(): ScreenKey[] {
      const { claim } = cells()[at]!;
      return [
        ...runKeys(checker, [
          {
            keys: 'm',
            shown: 'm',
            hint: 'measure all',
            help: 'measure every cell on this machine: about two minutes',
            press: () => checker.start(tableClaims),
          },
          {
            keys: 'enter r',
            shown: 'Enter',
            hint: claim ? 'measure' : '',
            help: 'measure the cell that is chosen',
            press: measureChosen,
          },
        ]),
        ...labKeys(claim, services),
        ...(claim ? [claimKey(claim)] : []),
        ...listKeys({
          ...{ at, length: cells().length, one: 'cell', group: 'feature' },
          groupFrom: (step) => at + step * columns(),
          move,
          turn,
        }),
      ];
    },
    enter(argument) {
      open(argument);
      changed();
    },
  };
};
