import { expect, test } from 'vitest';
import { FastRequests } from '../../source/probe/fast-requests.ts';
import { Logged } from '../../source/probe/logged.ts';
import { textOf } from '../../source/probe/request-table.ts';
import { bucketOf } from '../../source/protocol/duration-buckets.ts';
import { routeOf } from '../../source/protocol/route-of.ts';

function answered(path: string, { method = 'GET', ms = 2, status = 200 } = {}): Logged {
  const one = new Logged('server', method, '', path, null, 1, 10);
  one.status = status;
  one.endedMs = 10 + ms;
  return one;
}

test('fast requests are counted by their routes, since the last time they were taken', () => {
  const fast = new FastRequests();
  for (let user = 0; user < 30; user++) fast.add(answered(`/users/${user}`, { ms: user === 7 ? 40 : 2 }));
  fast.add(answered('/users/7', { method: 'POST', status: 404 }));
  const [users, made] = fast.take();
  expect(users).toEqual({
    ...{ kind: 'server', route: 'GET /users/:n', count: 30, failed: 0, sumMs: 98, longestMs: 40 },
    durations: [
      [bucketOf(2), 29],
      [bucketOf(40), 1],
    ],
  });
  expect(made).toMatchObject({ route: 'POST /users/:n', count: 1 });
  expect(fast.take()).toEqual([]);
  fast.add(answered('/users/31'));
  expect(fast.take()).toMatchObject([{ route: 'GET /users/:n', count: 1, longestMs: 2 }]);
});

test('one in flight, a slow one, one that failed, and one that the program sent are not among them', () => {
  const fast = new FastRequests();
  const inFlight = new Logged('server', 'GET', '', '/', null, 1, 10);
  const sent = new Logged('client', 'GET', 'api', '/', null, 1, 10);
  sent.endedMs = 11;
  const others = [inFlight, sent, answered('/', { ms: 51 }), answered('/', { status: 503 })];
  expect(others.map((one) => fast.add(one))).toEqual([false, false, false, false]);
  expect([fast.add(answered('/', { ms: 50 })), fast.take().length]).toEqual([true, 1]);
});

// Each with others that differ from it in little.
const paths = [
  ...[
    '/',
    '/7',
    '/:',
    '//',
    '/7/',
    '*',
    '',
    '?',
    '/?a=1/2',
    '/users/7?from=/users/8',
    '/users/7/',
    '/users//7',
  ],
  ...['/users/7', '/users/81', '/users/7a', '/users/a7', '/users/7.5', '/users/-7', '/users/7/posts/12'],
  ...['/users/7-8', '/s3', '/s33', '/v10', '/v10/3', '/3/v10', '/items/sku-7', '/items/sku-', '/items/sku'],
  ...['/tiles/12/2200/1343.png', '/tiles/1/2/3', '/orders/3F2504E0-4F89-41D3-9A0C-0305E82C3301'],
  ...['/commits/9fceb02d', '/commits/9fceb02', '/\xff/7', `/long/${'x'.repeat(300)}/7`],
];

test.each(paths)('%j is counted to the route that its text has', (path) => {
  const fast = new FastRequests();
  // What is known of the others by then leads to no other route.
  for (const other of paths) fast.add(answered(other));
  fast.take();
  const one = answered(path);
  fast.add(one);
  expect(fast.take()).toMatchObject([{ route: routeOf(textOf(one)), count: 1 }]);
});

test('a program that is asked for something else each time is counted all the same', () => {
  const fast = new FastRequests();
  for (let one = 0; one < 5000; one++) fast.add(answered(`/pages/page${'abcdefghij'[one % 10]}-x${one}y`));
  const rows = fast.take();
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  expect(rows.length).toBeLessThanOrEqual(201);
});
