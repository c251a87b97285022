import { choiceOf, usualWhere } from '../../../catalog/where.ts';
import type { Claim } from '../../../claims/claim.ts';
import type { Size } from '../../draw.ts';
import type { ScreenKey } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import type { Checker } from './checker.ts';

type Pair = {
  /** Names of the keys that go back, and of those that go on. */
  back: string;
  on: string;
  shown: string;
  hint: string;
  rank?: NonNullable<ScreenKey['rank']>;
  help: string;
  /** `size`: of the body. */
  go(step: 1 | -1, size: Size): void;
};

/** Two keys that go back and on: one line of the help, one hint of the footer. */
export function pairKey({ back, on, go, ...about }: Pair): ScreenKey {
  const press = (key: string, size: Size) => go(on.split(' ').includes(key) ? 1 : -1, size);
  return { ...about, keys: `${back} ${on}`, press };
}

/** The key that stops the runs under way, the same on every screen. */
export function stopKey(press: () => void): ScreenKey {
  return { keys: 'c', shown: 'c', hint: 'stop', help: 'stop the current run and start no more', press };
}

/** That key; where there are no runs under way, those that start some. */
export function runKeys(checker: Checker, start: readonly ScreenKey[]): readonly ScreenKey[] {
  return checker.batch?.state === 'running' ? [stopKey(checker.stop)] : start;
}

/** The key that opens the run behind a claim in the lab; none where nothing can be run. */
export function labKeys(claim: Claim | null, { where }: Checker, services: ScreenServices): ScreenKey[] {
  const wish = claim?.checks[where.runtime]?.runs.at(-1);
  if (!wish) return [];
  const press = () => services.openInLab({ ...wish, ...choiceOf(where) }, false);
  return [{ keys: 'o', shown: 'o', hint: 'lab', help: 'open the last of its runs in the lab', press }];
}

/** The key that checks claims in Python, or in Node.js again. */
export function runtimeKey(checker: Checker, services: ScreenServices): ScreenKey {
  const press = () => {
    const survey = services.survey();
    if (checker.batch?.state === 'running')
      services.say('Runs are under way. Wait for them, or stop them with c.');
    else if (checker.where.runtime === 'python') checker.moveTo(usualWhere);
    else if (survey?.usual) {
      const { path, version, lock } = survey.usual;
      checker.moveTo({ runtime: 'python', interpreter: { path, version, lock, asked: null } });
    } else services.say(survey === null ? 'Heddle is still looking for Python.' : 'No Python was found.');
  };
  const hint = checker.where.runtime === 'python' ? 'Node.js' : 'Python';
  return { keys: 'v', shown: 'v', hint, help: 'check in Python, or in Node.js again', press };
}
