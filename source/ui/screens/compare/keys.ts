import type { ScreenKey } from '../screen.ts';
import { pairKey } from '../shared/keys.ts';
import { type CompareState, isRunning } from './state.ts';

/** What keys can do on this screen. */
export type CompareCommands = {
  start(): void;
  stop(): void;
  move(by: 1 | -1): void;
  toggle(row: number): void;
  moreRuns(by: 1 | -1): void;
  openList(): void;
  closeList(): void;
  pick(): void;
  openInLab(): void;
  about(): void;
};

const key = (
  keys: string,
  shown: string,
  hint: string,
  help: string,
  press: (key: string) => void,
): ScreenKey => ({
  keys,
  shown,
  hint,
  help,
  press,
});

/** The keys of this screen, the most useful first; while the list of workloads is open, only its own. */
export function compareKeys(state: CompareState, commands: CompareCommands): ScreenKey[] {
  const moves = pairKey({
    ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: '', help: 'the one before, the next one' },
    go: commands.move,
  });
  if (state.picking !== null) {
    return [
      key('enter', 'Enter', 'choose', 'compare that workload', commands.pick),
      key('escape w', 'Esc', 'back', 'keep the one chosen', commands.closeList),
      moves,
    ];
  }
  const run = isRunning(state)
    ? key('c', 'c', 'stop', 'stop: the run under way ends, no more are started', commands.stop)
    : key('enter r', 'Enter', 'run', 'run all of them in turn, or again', commands.start);
  return [
    run,
    key('space x', 'Space', 'in/out', 'leave the model out, or put it back', () =>
      commands.toggle(state.cursor),
    ),
    pairKey({
      ...{
        back: '-',
        on: '+ =',
        shown: '+ -',
        hint: 'runs',
        help: 'one run of each model more, or one less',
      },
      go: commands.moreRuns,
    }),
    key('w', 'w', 'workload', 'compare another workload', commands.openList),
    key('o', 'o', 'in lab', 'run the chosen model in the lab', commands.openInLab),
    key('i', 'i', 'about', 'the card of the chosen model: what it costs, where it bites', commands.about),
    moves,
    key(
      state.rows.map((_, at) => at + 1).join(' '),
      `1-${state.rows.length}`,
      '',
      'leave that model out, or put it back',
      (digit) => commands.toggle(Number(digit) - 1),
    ),
  ];
}
