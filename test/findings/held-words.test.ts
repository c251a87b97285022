import { describe, expect, test } from 'vitest';
import {
  callerLines,
  didWords,
  heldWords,
  inOneLine,
  mostHeld,
  placeWords,
} from '../../source/findings/held-words.ts';
import type { Held } from '../../source/session/vitals.ts';
import { unlooked } from '../helpers/unmeasured.ts';

const frame = (file: string | null, line: number | null, name: string | null = 'regex') => ({
  ...{ name, file, line },
  column: null,
});
const held: Omit<Held, 'over'> = {
  lane: 0,
  startedMs: 10,
  durationMs: 390,
  looks: 20,
  cause: 'computing',
  call: null,
  keepsLock: null,
  holder: { kind: 'task', task: 3, certainty: 'likely' },
  frames: [frame('/home/me/work.py', 7)],
  ...unlooked,
};

test.each<[Partial<Held>, string]>([
  [{}, '390 ms by task 3, computing, at work.py:7 in regex'],
  [{ cause: 'native-call' }, '390 ms by task 3, in native code, at work.py:7 in regex'],
  [{ placed: 'near' }, '390 ms by task 3, computing, near work.py:7 in regex'],
  [{ cause: 'collector', frames: [] }, '390 ms by task 3, collecting garbage'],
  [{ cause: 'blocked', call: 'read' }, '390 ms by task 3, waiting to read (read), at work.py:7 in regex'],
  [
    { cause: 'blocked', call: 'read', placed: 'before' },
    '390 ms by task 3, waiting to read (read), just before work.py:7 in regex',
  ],
  [
    { cause: 'blocked', call: 'read', placed: 'below' },
    '390 ms by task 3, waiting to read (read), below work.py:7 in regex',
  ],
  [{ cause: 'blocked', frames: [] }, '390 ms by task 3, waiting in a call'],
  [
    { cause: 'blocked', call: 'futex' },
    '390 ms by task 3, waiting for a lock (futex), at work.py:7 in regex',
  ],
  [{ cause: 'blocked', call: 'ppoll', frames: [] }, '390 ms by task 3, waiting for a socket or pipe (ppoll)'],
  [{ cause: 'blocked', call: 'mount', frames: [] }, '390 ms by task 3, waiting in a call (mount)'],
  [
    { holder: { kind: 'request', request: 'POST /login', certainty: 'likely' } },
    '390 ms, probably by POST /login, computing, at work.py:7 in regex',
  ],
  [
    { holder: { kind: 'request', request: 'POST /login', certainty: 'exact' }, frames: [] },
    '390 ms by POST /login, computing',
  ],
  [
    { holder: { kind: 'request', request: 'POST /login', certainty: 'likely' }, cause: 'lock', frames: [] },
    '390 ms, waiting for the lock, probably held by POST /login',
  ],
  [{ holder: { kind: 'timer', certainty: 'likely' }, frames: [] }, '390 ms by a timer, computing'],
  [{ holder: { kind: 'tasks', certainty: 'likely' }, frames: [] }, '390 ms by several tasks, computing'],
  [
    { stacks: 11, stacksHere: 9 },
    '390 ms by task 3, computing, at work.py:7 in regex, in 9 of 11 looks at its stack',
  ],
  [{ cause: 'child', holder: null, frames: [] }, '390 ms, waiting for a child process'],
  [{ cause: 'no-core', holder: null, frames: [] }, '390 ms, waiting for a core'],
  [{ cause: 'lock' }, '390 ms, waiting for the lock held by task 3 at work.py:7 in regex'],
  [{ cause: 'lock', holder: null, frames: [] }, '390 ms, waiting for the lock'],
  [{ cause: null, frames: [] }, '390 ms by task 3'],
])('%j: %s', (part, words) => {
  expect(heldWords({ ...held, ...part })).toBe(words);
});

describe('the place of a freeze', () => {
  test.each<[Held['frames'], string | null]>([
    [
      [frame('/usr/lib/python3.11/re.py', 166, 'match'), frame('/home/me/work.py', 7, 'find')],
      'work.py:7 in find',
    ],
    [
      [frame('/me/.venv/lib/python3.12/site-packages/requests/api.py', 59), frame('/me/a.py', 2, null)],
      'a.py:2',
    ],
    [[frame('<frozen runpy>', 2), frame('C:\\me\\a.py', 2, 'task')], 'a.py:2 in task'],
    [[frame('node:fs', 2), frame('/me/node_modules/x/y.js', 3), frame('/me/a.mjs', 4)], 'a.mjs:4 in regex'],
    // In code that is nobody's own it is no place that helps.
    [[frame(null, 3), frame('/me/a.py', null), frame('/usr/lib/python3.11/re.py', 9)], null],
    [[frame(null, null)], null],
    [[], null],
  ])('%j: %s', (frames, place) => {
    expect(placeWords({ frames })).toBe(place);
  });
});

test('three callers tell how the code came there, the nearest first', () => {
  const frames = ['hash', 'login', 'route', 'listen', 'main'].map((name, at) =>
    frame('/home/me/app.js', at, name),
  );
  expect(callerLines({ frames })).toEqual([
    'called at app.js:1 in login, app.js:2 in route, app.js:3 in listen',
  ]);
  expect(callerLines({ frames: frames.slice(0, 1) })).toEqual([]);
  // A comparator, and the call of sort on the same line.
  const twice = [frame('/app.js', 1, 'refresh'), frame('/app.js', 1, 'refresh'), frame('/app.js', 9, 'run')];
  expect(callerLines({ frames: twice })).toEqual(['called at app.js:9 in run']);
});

test('what it waited in is told by the name that a person calls it by', () => {
  const own = frame('/home/me/cause.py', 18, 'token');
  const inFuture = frame('/usr/lib/python3.11/concurrent/futures/_base.py', 451, 'result');
  const waiting = { ...held, cause: 'blocked', call: 'futex' } as const;
  expect(didWords({ ...waiting, frames: [inFuture, own] })).toBe(
    'waiting in Future.result at cause.py:18 in token',
  );
  expect(didWords({ ...waiting, frames: [own] })).toBe('waiting for a lock (futex) at cause.py:18 in token');
  // A folder of a program in JavaScript may be called as a module of Python is.
  const script = [frame('/app/requests/send.js', 3, 'send'), frame('/app/main.js', 1, 'main')];
  expect(didWords({ ...waiting, frames: script })).toBe('waiting for a lock (futex) at send.js:3 in send');
});

describe('which function held the loop longest', () => {
  const place = { name: 'hash', file: '/a/auth.js', line: 4, placed: 'at' as const, freezes: 2, heldMs: 300 };
  const most = (freezes: number, [without, ms] = [0, 0], places = [place]) =>
    inOneLine(mostHeld(places, { freezes, withoutCore: { freezes: without, ms } }));

  test('is told where it is known of half of the freezes', () => {
    expect(most(4)).toBe('most at auth.js:4 in hash: 300 ms in 2 freezes');
    expect(most(5)).toBeNull();
    expect(most(1)).toBeNull();
  });

  test('is told beside the waits for a core, the longer of both first', () => {
    expect(most(5, [1, 200])).toBe(
      'most at auth.js:4 in hash: 300 ms in 2 freezes; waited for a core 200 ms in 1',
    );
    expect(most(5, [3, 301])).toBe(
      'most waiting for a core: 301 ms in 3 freezes; at auth.js:4 in hash 300 ms in 2',
    );
    expect(most(7, [1, 200])).toBeNull();
    expect(most(2, [2, 400], [])).toBe('most waiting for a core: 400 ms in 2 freezes');
    expect(most(5, [2, 400], [])).toBeNull();
  });
});
