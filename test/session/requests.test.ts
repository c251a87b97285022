import { expect, test } from 'vitest';
import type { WatchEventOf } from '../../source/protocol/watch-events.ts';
import { addRequests, noRequests, requestsPerSecond } from '../../source/session/requests.ts';
import { inWindow } from '../../source/session/window.ts';
import { request } from '../helpers/watched.ts';

const told = (atMs: number, ended: number, count: number): WatchEventOf<'requests'> => ({
  ...{ type: 'requests', atMs, begun: ended, ended, failed: 0, uncounted: 0, rows: [] },
  routes: [{ kind: 'server', route: 'GET /', count, failed: 0, sumMs: count, longestMs: 1, durations: [] }],
});

/** Ten a second until then, told twice a second. */
const tenASecond = (untilMs: number) =>
  Array.from({ length: untilMs / 500 }, (_, at) => at + 1).reduce(
    (requests, turn) => addRequests(requests, told(turn * 500 - 1, turn * 5, 5)),
    noRequests,
  );

test('the rate is that of the last whole seconds', () => {
  expect(requestsPerSecond(noRequests, 0)).toBe(null);
  expect(requestsPerSecond(tenASecond(4000), 4000)).toBe(10);
  const day = 86_400_000;
  const later = addRequests(tenASecond(4000), told(day, 140, 100));
  expect(requestsPerSecond(later, day)).toBe(0);
  expect(requestsPerSecond(later, day + 1000)).toBe(20);
});

test('a route keeps all that it was asked, and what of that was lately', () => {
  const [route] = addRequests(tenASecond(4000), told(86_400_000, 45, 5)).routes;
  expect(route!.count).toBe(45);
  expect(inWindow(route!.latest, 86_400_000).count).toBe(5);
});

test('a stream is not among those that were slow: nobody waits for its end', () => {
  const events = request(1, 'GET /events', 0);
  const report = request(2, 'GET /report', 0);
  const after = [
    [events, report],
    [{ ...events, status: 200 }],
    [
      { ...events, endedMs: 900, status: 200 },
      { ...report, endedMs: 900, status: 200 },
    ],
  ].reduce((requests, rows, turn) => addRequests(requests, { ...told(turn * 300, 0, 0), rows }), noRequests);
  expect(after.over.map(({ text }) => text)).toEqual(['GET /report']);
  expect(after.inFlight.size).toBe(0);
});
