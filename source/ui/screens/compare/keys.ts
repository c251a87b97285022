import type { ScreenKey } from '../screen.ts';
import { pairKey } from '../shared/keys.ts';
import { type CompareState, hasResults, isRunning } from './state.ts';
import { mostKeys } from './time-rows.ts';

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
  stepRuntime(by: 1 | -1): void;
  openNumbers(): void;
  moveField(by: 1 | -1): void;
  /** A character at the end of the chosen number; null takes one away. */
  type(character: string | null): void;
  step(by: 1 | -1): void;
  takeNumbers(): void;
  closeNumbers(): void;
  /** Does what throws away the results, or leaves it. */
  answer(yes: boolean): void;
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

/** The keys while the form of numbers is open. */
function formKeys(commands: CompareCommands): ScreenKey[] {
  return [
    key('enter', 'Enter', 'take', 'take these options for the next comparison', commands.takeNumbers),
    key('escape', 'Esc', 'back', 'go back and change nothing', commands.closeNumbers),
    key('0 1 2 3 4 5 6 7 8 9 . -', '0-9', 'type', 'type a number; empty = default', commands.type),
    pairKey({
      ...{ back: 'left h', on: 'right l', shown: '←→', hint: 'step', help: 'one step less, one step more' },
      go: commands.step,
    }),
    key('backspace delete', 'Bksp', '', 'erase the last character', () => commands.type(null)),
    pairKey({
      ...{ back: 'up k shift-tab', on: 'down j tab', shown: '↑↓', hint: 'option' },
      help: 'the option before, the next option',
      go: commands.moveField,
    }),
  ];
}

/** The keys of this screen, the most useful first; while a question, a form or a list is open, only its own. */
export function compareKeys(state: CompareState, commands: CompareCommands): ScreenKey[] {
  if (state.asking !== null) {
    return [
      key('enter', 'Enter', 'replace', 'replace the results', () => commands.answer(true)),
      key('escape', 'Esc', 'keep', 'keep the results', () => commands.answer(false)),
    ];
  }
  if (state.form !== null) return formKeys(commands);
  const moves = pairKey({
    ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: '', help: 'the row before, the next row' },
    go: commands.move,
  });
  if (state.picking !== null) {
    return [
      key('enter', 'Enter', 'choose', 'compare that workload', commands.pick),
      key('escape w', 'Esc', 'back', 'keep the one chosen', commands.closeList),
      pairKey({
        ...{ back: 'left h', on: 'right l', shown: '←→', hint: 'runtime' },
        help: 'another runtime: Node.js, Python',
        go: commands.stepRuntime,
      }),
      moves,
    ];
  }
  const keyed = Math.min(mostKeys, state.rows.length);
  const run = isRunning(state)
    ? key('c', 'c', 'stop', 'stop: the run under way ends, no more are started', commands.stop)
    : key(
        'enter r',
        'Enter',
        hasResults(state) ? 'run again' : 'run',
        'run all models in turn; results on the screen are replaced only after a second Enter',
        commands.start,
      );
  return [
    run,
    key('space x', 'Space', 'in/out', 'exclude the model from the next comparison, or include it', () =>
      commands.toggle(state.cursor),
    ),
    pairKey({
      ...{
        back: '-',
        on: '+ =',
        shown: '+ -',
        hint: 'runs',
        help: 'one run per model more, or one less; less than 3: as many as it takes',
      },
      go: commands.moreRuns,
    }),
    key('n', 'n', 'options', 'runtimes, tasks, at once and parameters', commands.openNumbers),
    key('w', 'w', 'workload', 'compare another workload', commands.openList),
    key('o', 'o', 'in lab', 'run the chosen model in the lab', commands.openInLab),
    key('i', 'i', 'about', 'the card of the chosen model: costs and pitfalls', commands.about),
    moves,
    key(
      Array.from({ length: keyed }, (_, at) => at + 1).join(' '),
      `1-${keyed}`,
      '',
      'exclude that model from the next comparison, or include it',
      (digit) => commands.toggle(Number(digit) - 1),
    ),
  ];
}
