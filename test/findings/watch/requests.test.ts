import { describe, expect, test } from 'vitest';
import type { Request } from '../../../source/session/requests.ts';
import { finding, finds, frame, type WatchFigures, watchTable } from './helpers/watch.ts';

const held = { freezes: [{ startedMs: 1000, durationMs: 500, frames: [frame('hash')] }] };
watchTable('requests-wait-outside', [
  ['four connections', { ...held, waited: [{ unread: 3, backlog: 1 }] }, true],
  ['three', { ...held, waited: [{ unread: 2, backlog: 1 }] }, false],
  ['long ago', { ...held, atMs: 700_000, waited: [{ unread: 9 }] }, false],
  ['nobody looked', held, false],
]);

test('who waits outside waits for the function that holds the loop', () => {
  const { saw, why, figures } = finding('requests-wait-outside', {
    ...held,
    waited: [
      { atMs: 1300, unread: 15, backlog: 5, open: 17 },
      { atMs: 1400, unread: 4 },
    ],
  });
  expect(saw).toBe('Up to 20 clients waited while hash (auth.js:42) held the loop');
  expect(why).toMatch(/^The program had not read what 15 had sent, and not accepted 5 more\. /);
  expect(figures).toEqual({ waiting: 20, unread: 15, backlog: 5, open: 17 });
});

describe('those who wait outside waited in', () => {
  const of = (name: string, startedMs: number, durationMs: number) => ({
    ...{ startedMs, durationMs, frames: [frame(name)] },
  });
  const waited = (atMs: number) => [{ atMs, unread: 44 }];
  const saw = (figures: WatchFigures) => finding('requests-wait-outside', figures).saw;

  test('the long freeze in which they came, where they are seen in a short one just behind it', () => {
    const freezes = [of('report', 1000, 2000), of('refresh', 3048, 120)];
    expect(saw({ freezes, waited: waited(3100) })).toBe(
      'Up to 44 clients waited while report (auth.js:42) and others held the loop',
    );
  });

  test('that one alone, where the loop had turned for longer before it', () => {
    const freezes = [of('report', 1000, 2000), of('refresh', 3055, 120)];
    expect(saw({ freezes, waited: waited(3100) })).toContain('while refresh (auth.js:42) held the loop');
  });

  test('what lasted until then of a freeze that went on', () => {
    const freezes = [of('report', 1000, 300), of('refresh', 1310, 5000)];
    expect(saw({ freezes, waited: waited(1400) })).toContain('while report (auth.js:42) and others');
  });

  test('none, where they are seen when none was', () => {
    expect(
      finds('requests-wait-outside', { freezes: [of('hash', 1000, 500)], waited: waited(1560) }),
    ).toEqual([]);
    expect(saw({ freezes: [of('hash', 1000, 500)], waited: waited(1540) })).toContain('while hash');
  });

  test('a freeze that was nobody’s doing, or of which no line is known', () => {
    const collector = { ...of('hash', 1000, 500), cause: 'collector' as const };
    expect(saw({ freezes: [collector], waited: waited(1100) })).toContain('while the loop was held');
    const unknown = { ...of('hash', 1000, 500), frames: [] };
    expect(saw({ freezes: [unknown], waited: waited(1100) })).toContain('while the loop was held');
  });

  test('a call that had returned when its line was seen', () => {
    const before = { ...of('sign', 1000, 500), placed: 'before' as const };
    const found = finding('requests-wait-outside', { freezes: [before], waited: waited(1100) });
    expect(found.why).toMatch(/^It was held by a call in sign just before auth\.js:42\. /);
  });

  test('one whose name leaves no row for the advice is told below', () => {
    const named = (letters: number) =>
      finding('requests-wait-outside', {
        freezes: [of('f'.repeat(letters), 1000, 500)],
        waited: waited(1100),
      });
    expect(named(19).saw).toHaveLength(76);
    expect(named(19).saw).toContain('(auth.js:42) held the loop');
    expect(named(19).why).toMatch(/^The program had not read/);
    expect(named(20).saw).toBe('Up to 44 clients waited while the loop was held');
    expect(named(20).why).toMatch(/^It was held by f{20} \(auth\.js:42\)\. /);
  });
});

/** Ten seconds of a loop on two cores. */
const busy = (busyRatio: number, freeCores: number, waiting: number): WatchFigures => ({
  moments: [
    { atMs: 1000, coreMs: 0, usedCoreMs: 0, waiting: 90 },
    {
      ...{ atMs: 11_000, busyMs: busyRatio * 10_000, measuredMs: 10_000 },
      ...{ coreMs: 20_000, usedCoreMs: (2 - freeCores) * 10_000, waiting },
    },
  ],
});
watchTable('one-core-used', [
  ['busy, a core free, and requests wait', busy(0.95, 0.9, 4), true],
  ['busy just enough', busy(0.91, 0.9, 4), true],
  ['not busy enough', busy(0.89, 0.9, 4), false],
  ['half a core free', busy(0.95, 0.55, 4), true],
  ['less', busy(0.95, 0.45, 4), false],
  ['two wait', busy(0.95, 0.9, 2), true],
  ['fewer', busy(0.95, 0.9, 1.9), false],
  [
    'nobody looked at the cores',
    { moments: [{ atMs: 0 }, { atMs: 9000, busyMs: 9000, measuredMs: 9000 }] },
    false,
  ],
  ['no second moment', { moments: [{ atMs: 9000, busyMs: 9000, measuredMs: 9000 }] }, false],
]);

test.each([
  ['node', /node:cluster/],
  ['python', /uvicorn --workers/],
] as const)('what uses more cores in %s', (runtime, next) => {
  expect(finding('one-core-used', { ...busy(0.95, 0.9, 4), runtime }).next).toMatch(next);
});

/** A minute in which so many failed, after one in which one in a hundred did. */
const failed = (failed: number, ended: number, before = 0.01): WatchFigures => ({
  moments: [
    { atMs: 60_000, ended: 1000, failed: 1000 * before },
    { atMs: 120_000, ended: 1000 + ended, failed: 1000 * before + failed },
  ],
});
watchTable('errors-rise', [
  ['ten of a hundred', failed(10, 100), true],
  ['nine', failed(9, 100), false],
  ['more than one in twenty', failed(55, 1000), true],
  ['less', failed(45, 1000), false],
  ['three times as many as before', failed(305, 1000, 0.1), true],
  ['not quite', failed(290, 1000, 0.1), false],
  ['it never was otherwise', { moments: [{ atMs: 0 }, { atMs: 60_000, ended: 100, failed: 90 }] }, false],
]);

test('errors that rise name the route in which most are', () => {
  const routes = [
    { route: 'GET /', failed: 2 },
    { route: 'POST /pay', failed: 40 },
  ];
  expect(finding('errors-rise', { ...failed(42, 420), routes })).toMatchObject({
    subject: 'POST /pay',
    saw: '10 % of the requests failed in the last 60.0 s, and 1 % before',
    why: 'Most of them were POST /pay: 40 in all.',
  });
});

/** A request to the program, from 0 ms on unless said otherwise, and its calls. */
let number = 0;
function asked(
  tookMs: number,
  calls: readonly (readonly [from: number, to: number, host?: string])[],
  at = 1000,
): Request[] {
  const request = ++number;
  const row = (
    kind: Request['kind'],
    text: string,
    from: number,
    to: number,
    parent: number | null,
  ): Request => ({
    ...{ request: kind === 'server' ? request : ++number, kind, text, status: 200, parent },
    ...{ startedMs: at + from, endedMs: at + to, lane: 0 },
  });
  return [
    row('server', 'GET /report', 0, tookMs, null),
    ...calls.map(([from, to, host = 'api.internal']) =>
      row('client', `GET ${host}/items`, from, to, request),
    ),
  ];
}
const several = (count: number, request: () => Request[]) => Array.from({ length: count }, request).flat();
const waits = (ratio: number) => () => asked(1000, [[100, 100 + ratio * 1000]]);
const own = () => asked(1000, []);

watchTable('upstream-slow', [
  ['three that wait for others', { over: several(3, waits(0.82)) }, true],
  ['two', { over: several(2, waits(0.82)) }, false],
  ['less than four fifths of their time', { over: several(3, waits(0.78)) }, false],
  ['half of those that are slow', { over: [...several(3, waits(0.9)), ...several(3, own)] }, true],
  ['fewer than half', { over: [...several(3, waits(0.9)), ...several(4, own)] }, false],
  ['nobody feels it', { over: several(3, () => asked(90, [[0, 90]])) }, false],
  ['a minute ago', { atMs: 61_000, over: several(3, () => asked(1000, [[0, 1000]], 1000)) }, true],
  ['longer ago', { atMs: 63_000, over: several(3, () => asked(1000, [[0, 1000]], 1000)) }, false],
  [
    'two calls at once are one wait',
    {
      over: several(3, () =>
        asked(1000, [
          [0, 500],
          [100, 500],
        ]),
      ),
    },
    false,
  ],
]);

test('upstream: the host for which most of them wait longest', () => {
  const both = () =>
    asked(1000, [
      [0, 100, 'cache'],
      [100, 950, 'db:5432'],
    ]);
  expect(finding('upstream-slow', { over: several(4, both) })).toMatchObject({
    subject: 'db:5432',
    saw: '4 slow requests spent 95 % of their time waiting for db:5432',
  });
});

const inTurn = (count: number, eachMs = 60, gapMs = 5) =>
  asked(
    2000,
    Array.from(
      { length: count },
      (_, at) => [at * (eachMs + gapMs), at * (eachMs + gapMs) + eachMs] as const,
    ),
  );

watchTable('calls-in-turn', [
  ['five in turn', { over: inTurn(5) }, true],
  ['four', { over: inTurn(4) }, false],
  ['each is told to end a moment after the next began', { over: inTurn(5, 60, -5) }, true],
  ['they overlap', { over: inTurn(5, 60, -7) }, false],
  [
    'to five hosts',
    {
      over: asked(
        2000,
        Array.from({ length: 5 }, (_, at) => [at * 100, at * 100 + 90, `h${at}`] as const),
      ),
    },
    false,
  ],
  ['it would save nothing that anybody feels', { over: inTurn(5, 20) }, false],
]);

describe('what calls in turn cost', () => {
  test('and what they would cost at once', () => {
    expect(finding('calls-in-turn', { over: [...inTurn(5), ...inTurn(8)] })).toMatchObject({
      saw: 'GET /report called api.internal 8 times in turn, for 480 ms',
      why: 'All at once they would take about as long as the longest: 60 ms.',
    });
  });
});
