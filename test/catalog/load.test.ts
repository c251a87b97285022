import { describe, expect, test } from 'vitest';
import { parseLoad, requestsIn } from '../../source/catalog/load.ts';
import { inFlags } from '../../source/catalog/refusal.ts';

const get = { method: 'GET', path: '/path', headers: {}, body: null };

describe('what is typed behind --load', () => {
  test.each([
    ['50/s GET /path', { name: 'GET /path', ratePerSecond: 50, untilPerSecond: null }, get],
    ['3000/m /path', { name: 'GET /path', ratePerSecond: 50 }, get],
    ['50/s.. GET /path', { ratePerSecond: 50, untilPerSecond: 10_000 }, get],
    ['0.5/s..800/s GET /path', { ratePerSecond: 0.5, untilPerSecond: 800 }, get],
    ['50..800 GET /path', { ratePerSecond: 50, untilPerSecond: 800 }, get],
    ['5/s GET /path?token=secret', { name: 'GET /path' }, { ...get, path: '/path?token=secret' }],
    [
      '5/s POST /login {"user":"x y"}',
      { name: 'POST /login' },
      {
        method: 'POST',
        path: '/login',
        headers: { 'content-type': 'application/json' },
        body: '{"user":"x y"}',
      },
    ],
    ['5/s PUT /note a b', {}, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'a b' }],
    [
      '5/s {"path":"/x","headers":{"Authorization":"Bearer 1"},"body":{"a":1},"method":"POST"}',
      { name: 'POST /x' },
      { headers: { Authorization: 'Bearer 1', 'content-type': 'application/json' }, body: '{"a":1}' },
    ],
  ])('%s', (typed, wish, request) => {
    expect(parseLoad(typed).value).toMatchObject({ ...wish, what: { request } });
  });

  test.each([
    ['50/s requests.txt', 'requests.txt'],
    ['50/s ./my requests.txt', './my requests.txt'],
    ['50/s.. @/tmp/requests', '/tmp/requests'],
  ])('%s is a file', (typed, file) => {
    expect(parseLoad(typed).value!.what).toEqual({ file });
  });

  test.each([
    ['GET /path', /^--load is "GET \/path"; it begins with a rate: '50\/s GET \/path'/],
    ['requests.txt', /it begins with a rate/],
    ['0/s GET /', /^--load is "0\/s GET \/"; its rate has to be above 0: '50\/s GET \/path'/],
    ['0.0/m.. GET /', /its rate has to be above 0/],
    ['50/s..0/s GET /', /its rate has to be above 0/],
    ['-1/s GET /', /it begins with a rate/],
    ['50/s', /^--load is "50\/s"; it also needs what to send/],
    ['50/s..5/s GET /', /it must rise/],
    ['50/s..fast GET /', /a load rises as 50\/s\.\.800\/s does/],
    ['10001/s GET /', /10,000\/s at most/],
    ['50/s GTE /path', /^--load has the method GTE; it must be one of GET, /],
    ['50/s get /path x', /has the method get/],
    ['50/s GET http://example.com/', /has the path http:\/\/example\.com\/; a path begins with \//],
    ['50/s GET /über', /a path begins with \/ and is written as in a URL/],
    ['50/s {"path":"/x","query":1}', /^--load has "query"; it takes method, path, headers, body$/],
    ['50/s {"method":"GET"}', /has no path/],
    ['50/s {"path":', /is not JSON, though it begins with \{/],
    ['50/s {"path":"/","headers":{"Connection":"close"}}', /header Connection; leave it out: Heddle sets it/],
    ['50/s {"path":"/","headers":{"a":"b\\n"}}', /has the header a; it cannot be sent/],
    ['50/s {"path":"/","headers":{"a":1}}', /has headers that are not words/],
  ])('%s is refused', (typed, line) => {
    expect(inFlags(parseLoad(typed).refusal!)).toMatch(line);
  });
});

describe('a file of requests', () => {
  test('one a line, in either form; blank lines and comments say nothing', () => {
    const text = '\uFEFF# users\r\nGET /path\r\n\n/path\n{"path":"/path"}\n';
    expect(requestsIn('r.txt', text).value).toEqual([get, get, get]);
  });

  test.each([
    ['GET /path\n\nFETCH /path', /^--load cannot be sent: line 3 of r\.txt has the method FETCH; it must be/],
    ['GET path', /line 1 of r\.txt has the path path;/],
    ['{"path":"/a"}\n{"path":', /line 2 of r\.txt is not JSON/],
    ['# none', /names a file without requests: r\.txt; write one per line/],
  ])('%j', (text, line) => {
    expect(inFlags(requestsIn('r.txt', text).refusal!)).toMatch(line);
  });
});
