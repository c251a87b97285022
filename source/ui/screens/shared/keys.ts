import type { Claim } from '../../../claims/claim.ts';
import type { ScreenKey } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import { type Checker, runtime } from './checker.ts';

type Pair = {
  /** Names of the keys that go back, and of those that go on. */
  back: string;
  on: string;
  shown: string;
  hint: string;
  help: string;
  go(step: 1 | -1): void;
};

/** Two keys that go back and on: one line of the help, one hint of the footer. */
export function pairKey({ back, on, shown, hint, help, go }: Pair): ScreenKey {
  const press = (key: string) => go(on.split(' ').includes(key) ? 1 : -1);
  return { keys: `${back} ${on}`, shown, hint, help, press };
}

type List = {
  readonly at: number;
  readonly length: number;
  /** What the list is of: `claim`, and what it is in groups of: `chapter`. */
  readonly one: string;
  readonly group: string;
  /** Where the group before or after begins, or as many rows on. */
  groupFrom(step: 1 | -1): number;
  move(to: number): void;
  /** To the next page of what is told of the one that is chosen. */
  turn(): void;
};

/** The keys that move through a list in groups; `move` keeps within its ends. */
export function listKeys({ at, length, one, group, groupFrom, move, turn }: List): ScreenKey[] {
  return [
    pairKey({
      ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'choose' },
      help: `the ${one} before, the next ${one}`,
      go: (step) => move(at + step),
    }),
    pairKey({
      ...{ back: 'left h pageup', on: 'right l pagedown', shown: '←→', hint: '' },
      help: `the ${group} before, the next ${group}`,
      go: (step) => move(groupFrom(step)),
    }),
    pairKey({
      ...{ back: 'home g', on: 'end G', shown: 'g G', hint: '' },
      help: `the first ${one}, the last ${one}`,
      go: (step) => move(step === 1 ? length - 1 : 0),
    }),
    { keys: 'space', shown: 'Space', hint: '', help: `the rest of what is told of the ${one}`, press: turn },
  ];
}

/** The key that stops the runs under way; where there are none, those that start some. */
export function runKeys(checker: Checker, start: readonly ScreenKey[]): readonly ScreenKey[] {
  if (checker.batch?.state !== 'running') return start;
  const help = 'end the run under way, and start no more';
  return [{ keys: 'c', shown: 'c', hint: 'stop', help, press: checker.stop }];
}

/** The key that opens the run behind a claim in the lab; none where nothing can be run. */
export function labKeys(claim: Claim | null, services: ScreenServices): ScreenKey[] {
  const wish = claim?.checks[runtime]?.runs.at(-1);
  if (!wish) return [];
  const press = () => services.openInLab(wish, false);
  return [{ keys: 'o', shown: 'o', hint: 'lab', help: 'open its run in the lab', press }];
}
