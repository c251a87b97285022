import { expect, test } from 'vitest';
import { WhoHeld } from '../../source/telemetry/who-held.ts';

type Stack = readonly [request: string | null, ofTimer?: boolean, looks?: number];

const by = (stacks: readonly Stack[], guesses: readonly (string | null)[] = []) => {
  const who = new WhoHeld();
  for (const [request, ofTimer = false, looks] of stacks) who.add(request, ofTimer, looks);
  for (const guess of guesses) who.guess(guess);
  return who.holder;
};
const login = (certainty: 'exact' | 'likely') => ({ kind: 'request', request: 'POST /login', certainty });
const timer = { kind: 'timer', certainty: 'likely' };

test.each<[string, readonly Stack[], (string | null)[], unknown]>([
  ['nobody looked', [], [], null],
  ['the runtime says a request', [['POST /login'], ['POST /login']], [], login('exact')],
  ['it says one in most looks', [['POST /login'], ['GET /'], ['POST /login']], [], login('exact')],
  ['one while a call went on for two looks', [['POST /login', false, 2], ['GET /']], [], login('exact')],
  ['a timer, as long', [['GET /'], [null, true, 2]], [], timer],
  ['it says another one each time', [['POST /login'], ['GET /']], [], null],
  ['a timer, of no request', [[null, true]], [], timer],
  ['a timer that a request had set', [['POST /login', true]], [], login('exact')],
  ['a timer in half of the looks', [[null, true], [null]], [], null],
  ['a timer, while one request waits', [[null, true]], ['GET /report'], timer],
  ['one request, as seen from beside', [[null]], ['POST /login', 'POST /login', null], login('likely')],
  ['one in half of the looks from beside', [[null]], ['POST /login', null], null],
])('whose code held a loop: %s', (_, stacks, guesses, holder) => {
  expect(by(stacks, guesses)).toEqual(holder);
});
