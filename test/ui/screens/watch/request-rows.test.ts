import { describe, expect, test } from 'vitest';
import type { WatchEvent } from '../../../../source/protocol/watch-events.ts';
import { createWatch, reduceWatch } from '../../../../source/session/watch.ts';
import { flightRows, overRows, routeRows } from '../../../../source/ui/screens/watch/request-rows.ts';
import { flightWords } from '../../../../source/ui/screens/watch/seen.ts';
import { asked, held, request, started } from '../../../helpers/watched.ts';

const watchOf = (...events: WatchEvent[]) =>
  [started(1), { type: 'loaded', atMs: 1 } as const, ...events].reduce(reduceWatch, createWatch());
const told = (rows: ReturnType<typeof flightRows>) => rows.map(({ request, as }) => `${as} ${request}`);

describe('requests in flight', () => {
  const three = [
    request(1, 'POST /login', 1000),
    request(2, 'POST /login', 4900),
    request(3, 'GET /', 500),
    request(4, 'GET other/x', 600, { kind: 'client', parent: 3 }),
  ];

  test('the oldest comes first, what it asks others for is below it', () => {
    expect(told(flightRows(watchOf(asked(5000, three)), ''))).toEqual([
      'runs 3',
      'calls 4',
      'runs 1',
      'runs 2',
    ]);
  });

  test('they are counted, and so are those that were at the end of the program', () => {
    const ended: WatchEvent = { type: 'watch-ended', atMs: 9000, how: 'exited', exitCode: 0, signal: null };
    const one = [request(1, 'GET /', 500)];
    expect([flightWords(watchOf(asked(5000, three))), flightWords(watchOf(asked(5000, one), ended))]).toEqual(
      ['3 in flight, 1 call to others', '1 was in flight'],
    );
    expect(flightWords(watchOf(asked(5000, three), ended))).toBe('3 were in flight');
  });

  test('streams come last, however old they are', () => {
    const stream = request(5, 'GET /events', 10, { status: 200 });
    expect(told(flightRows(watchOf(asked(5000, [...three, stream])), ''))).toEqual([
      ...['runs 3', 'calls 4', 'runs 1', 'runs 2', 'streams 5'],
    ]);
  });

  test('of those that are called alike the last to begin before the freeze holds the loop', () => {
    const watch = watchOf(asked(4950, three), held(5000, 400));
    expect(told(flightRows(watch, ''))).toEqual(['holds 2', 'runs 3', 'calls 4', 'runs 1']);
    expect(flightRows(watch, '')[0]).toMatchObject({ likely: false, tookMs: 500 });
  });

  test('one that nobody has told of yet is named all the same, and in doubt said to be likely', () => {
    const holder = { kind: 'request', request: 'GET /new', certainty: 'likely' } as const;
    expect(flightRows(watchOf(held(5000, 400, { holder })), '')).toEqual([
      { request: 0, text: 'GET /new', as: 'holds', status: null, tookMs: 400, likely: true },
    ]);
  });

  test('once the freeze is over nobody holds the loop', () => {
    const watch = watchOf(asked(4950, three), held(5000, 400), held(5000, 410, { over: true }));
    expect(told(flightRows(watch, ''))).not.toContain('holds 2');
  });
});

describe('requests that are over', () => {
  const over = (number: number, text: string, endedMs: number, tookMs: number, status: number | null = 200) =>
    request(number, text, endedMs - tookMs, { endedMs, status });

  test('the slowest of each is told, and what failed however fast it did', () => {
    const rows = [
      over(1, 'GET /a', 5000, 100),
      over(2, 'GET /a', 6000, 300),
      over(3, 'GET /b', 6000, 99),
      over(4, 'GET /c', 6000, 2, 500),
      over(5, 'GET /d', 6000, 2, null),
      over(6, 'GET /e', 6000, 2, 499),
      over(7, 'GET /f', 6000, 2, 498),
    ];
    expect(told(overRows(watchOf(asked(7000, rows)), ''))).toEqual([
      'slow 2',
      'failed 4',
      'failed 5',
      'failed 6',
    ]);
  });

  test('what ended more than a minute ago says nothing of now', () => {
    const rows = [over(1, 'GET /a', 9999, 500), over(2, 'GET /b', 10_001, 500)];
    expect(told(overRows(watchOf(asked(70_000, rows)), ''))).toEqual(['slow 2']);
  });
});

test('routes of the last minute, those that were asked for most first, those of other servers last', () => {
  const rows = routeRows(watchOf(asked(1000), asked(2000)), '');
  expect(rows.map(({ route, failed }) => [route, failed])).toEqual([
    ['GET /users/:n', 0],
    ['POST /login', 2],
    ['GET api.internal/items', 0],
  ]);
  expect(rows[0]!.perSecond).toBe(1198);
  expect(routeRows(watchOf(asked(1000), { ...asked(120_000), routes: [] } as WatchEvent), '')).toEqual([]);
});
