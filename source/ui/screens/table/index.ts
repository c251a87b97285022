import { type FilledTable, fillTable, provenance, tableClaims } from '../../../guide/filled-table.ts';
import type { CreateScreen, ScreenArgument, ScreenKey } from '../open-screen.ts';
import { createChecker, runtime } from '../shared/checker.ts';
import { drawTable } from './draw-table.ts';

/** The article's comparison table, with this machine's cells beside it, measured on demand and kept. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  let table: FilledTable;
  const fillIn = () => {
    table = fillTable(checker.measurements(), checker.here);
  };
  const checker = createChecker(services, () => {
    fillIn();
    changed();
  });
  fillIn();
  let at = 0;
  const cells = () => table.rows.flatMap((row) => row.cells);
  const columns = () => table.rows[0]!.cells.length;

  function move(to: number): void {
    at = Math.max(0, Math.min(cells().length - 1, to));
    changed();
  }

  function open({ at: id, start }: ScreenArgument): void {
    const row = table.rows.findIndex((feature) => feature.id === id);
    if (row >= 0) at = row * columns();
    if (start) checker.start(tableClaims);
  }

  function measureChosen(): void {
    const { claim } = cells()[at]!;
    if (claim) checker.start([claim]);
    else services.say('this cell is a judgement: there is nothing to measure');
  }

  open(argument);
  return {
    subtitle: () => ` ${theme.paint('strong', 'The models compared')}  ${provenance(table)}`,
    draw: (size) => drawTable({ at, table, checker, size, theme }),
    keys(): ScreenKey[] {
      const check = cells()[at]!.claim?.checks[runtime];
      return [
        ...(checker.batch?.state === 'running'
          ? [
              {
                keys: 'c escape',
                shown: 'c',
                hint: 'stop',
                help: 'end the run under way, and start no more',
                press: checker.stop,
              },
            ]
          : [
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
                hint: check ? 'measure' : '',
                help: 'measure the cell that is chosen',
                press: measureChosen,
              },
            ]),
        {
          keys: 'o',
          shown: 'o',
          hint: check ? 'lab' : '',
          help: 'open the run of this cell in the lab',
          press: () => check && services.openInLab(check.runs.at(-1)!, false),
        },
        {
          keys: 'x',
          shown: 'x',
          hint: check ? 'claim' : '',
          help: 'go to the claim behind this cell',
          press: () => {
            const { claim } = cells()[at]!;
            if (claim) services.goTo('claims', { at: claim.id });
          },
        },
        { keys: 'up k', shown: '↑↓', hint: 'choose', help: 'the cell before', press: () => move(at - 1) },
        { keys: 'down j', shown: '↓ j', hint: '', help: 'the next cell', press: () => move(at + 1) },
        {
          keys: 'left h pageup',
          shown: '← h',
          hint: '',
          help: 'the feature before',
          press: () => move(at - columns()),
        },
        {
          keys: 'right l pagedown',
          shown: '→ l',
          hint: '',
          help: 'the next feature',
          press: () => move(at + columns()),
        },
        { keys: 'home g', shown: 'g', hint: '', help: 'the first cell', press: () => move(0) },
        { keys: 'end G', shown: 'G', hint: '', help: 'the last cell', press: () => move(cells().length - 1) },
      ];
    },
    enter(argument) {
      checker.refresh();
      fillIn();
      open(argument);
      changed();
    },
  };
};
