import { type FilledTable, tableClaims } from '../../../table/filled-table.ts';
import type { ScreenKey } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import type { Checker } from '../shared/checker.ts';
import { labKeys, runKeys, runtimeKey } from '../shared/keys.ts';
import { listKeys } from '../shared/list.ts';
import { cellsOf, columnsOf, type TableState } from './state.ts';

/** What keys do on this screen, the most useful first. */
export function tableKeys(
  state: TableState,
  table: FilledTable,
  checker: Checker,
  services: ScreenServices,
  set: (next: TableState) => void,
): ScreenKey[] {
  const cells = cellsOf(table);
  const { claim } = cells[state.at]!;
  const toClaim: ScreenKey[] = claim
    ? [
        {
          ...{ keys: 'x', shown: 'x', hint: 'claim', help: 'show the claim behind this cell' },
          press: () => services.goTo('claims', { at: claim.id }),
        },
      ]
    : [];
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
        help: 'measure the chosen cell',
        press() {
          if (claim) checker.start([claim]);
          else services.say('This cell is an opinion: there is nothing to measure');
        },
      },
    ]),
    ...labKeys(claim, checker, services),
    runtimeKey(checker, services),
    ...toClaim,
    ...listKeys(
      state,
      {
        ...{ length: cells.length, one: 'cell', group: 'feature' },
        groupFrom: (step) => state.at + step * columnsOf(table),
      },
      set,
    ),
  ];
}
