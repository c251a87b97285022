import { expect, test } from 'vitest';
import type { Where } from '../../source/whereabouts/where.ts';
import { Whose } from '../../source/whereabouts/whose.ts';

type Said = Pick<Where, 'request' | 'timer'> & { readonly isLate?: boolean };

const request = (text: string, certainty: 'exact' | 'likely') => ({
  kind: 'request',
  request: text,
  certainty,
});
const login: Said = { request: 'POST /login', timer: false };
const none: Said = { request: null, timer: false };
const unknown: Said = {};

/** By what the witness said, what began as the loop was held at each look, and what ended first. */
function by(said: readonly Said[], begun: readonly (string | null)[], ended: string | null) {
  const guesses = [...begun];
  const whose = new Whose({ likely: () => guesses.shift() ?? null, otherwise: () => ended });
  for (const _ of begun) whose.look(0);
  for (const { isLate = false, ...more } of said)
    whose.take({ type: 'where', tid: 1, waitedMs: 0, frames: [], ...more }, isLate);
  return whose.holder(0);
}

test.each<[string, readonly Said[], (string | null)[], string | null, unknown]>([
  ['nothing is known', [], [], null, null],
  ['its stack says it', [login], [], null, request('POST /login', 'exact')],
  ['its stack says that it is none, while one is in flight', [none], ['GET /slow'], 'GET /slow', null],
  ['a timer', [{ request: null, timer: true }], ['GET /slow'], null, { kind: 'timer', certainty: 'likely' }],
  ['a timer that a request has set', [{ ...login, timer: true }], [], null, request('POST /login', 'exact')],
  ['its stack does not say it', [unknown], ['GET /a', 'GET /a'], null, request('GET /a', 'likely')],
  [
    'it was said once C code had let the lock go',
    [{ ...login, isLate: true }],
    ['GET /a'],
    null,
    request('POST /login', 'likely'),
  ],
  ['it was said in time, too', [{ ...login, isLate: true }, none], [], null, null],
  ['nobody was asked, and one had begun', [], ['GET /a', 'GET /a'], 'GET /b', request('GET /a', 'likely')],
  ['nobody was asked, and one ended first', [], [null, null], 'GET /b', request('GET /b', 'likely')],
])('whose code holds a loop: %s', (_, said, begun, ended, holder) => {
  expect(by(said, begun, ended)).toEqual(holder);
});
