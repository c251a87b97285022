import { describe, expect, test } from 'vitest';
import { standLine, watchLines } from '../../source/plain/watch.ts';
import type { Watch } from '../../source/session/watch.ts';
import { type Freeze, frame, heldOf, programOf, watchOf } from '../findings/watch/helpers/watch.ts';

const textOf = (watch: Watch) => watchLines(programOf(watch), ['node', 'server.js'], 60_000, () => null);

describe('freezes in the text', () => {
  const freeze = (durationMs: number, more: Partial<Freeze> = {}): Freeze => ({
    ...{ durationMs, startedMs: durationMs, frames: [frame('hash')] },
    ...more,
  });
  const rowsOf = (freezes: readonly Freeze[], more: Partial<Watch['loop']> = {}) => {
    const watch = watchOf({ freezes });
    const lines = textOf({ ...watch, loop: { ...watch.loop, ...more } });
    const from = lines.findIndex((line) => line.startsWith('  frozen'));
    return lines
      .slice(
        from,
        lines.findIndex((line) => line.startsWith('  cpu')),
      )
      .join('\n');
  };
  const place = (freezes: number, heldMs: number, placed: 'at' | 'before' = 'at') => ({
    places: [
      {
        ...{ name: 'hash', file: '/app/auth.js', line: 42, placed, freezes, heldMs, longestMs: heldMs },
        ...{ way: 'computes', isLate: false, lines: [42], requests: [null] },
      },
    ],
  });

  test('never', () => {
    expect(rowsOf([], { lag: { counts: [1], total: 1, maxMs: 1 } })).toBe('  frozen     never');
  });

  test('of one all is told at once', () => {
    expect(rowsOf([freeze(2000)])).toBe('  frozen     once, 2.0 s, computing, at auth.js:42 in hash');
  });

  test('who called it, once', () => {
    const frames = [frame('hash'), frame('hash'), frame('login', '/app/app.js', 7)];
    expect(rowsOf([freeze(2000, { frames })])).toMatch(/in hash,\s+called\s+at\s+app\.js:7\s+in\s+login$/);
    expect(
      rowsOf([freeze(2000, { frames }), freeze(300, { frames })], place(2, 2300)).match(/called/g),
    ).toHaveLength(1);
  });

  test('of several how long in all, and then the longest', () => {
    expect(rowsOf([freeze(2000), freeze(300), freeze(900)], place(3, 3200))).toBe(
      [
        '  frozen     3.2 s in 3 freezes, most at auth.js:42 in hash: 3.2 s in 3 freezes',
        '  longest    2.0 s, computing, at auth.js:42 in hash',
        '             900 ms, computing, at auth.js:42 in hash',
        '             300 ms, computing, at auth.js:42 in hash',
      ].join('\n'),
    );
  });

  test('a call that had returned when its line was seen', () => {
    expect(rowsOf([freeze(2000), freeze(300)], place(2, 2300, 'before'))).toContain(
      '2 freezes, most just before auth.js:42 in hash: 2.3 s',
    );
  });
});

test('a program that loads says so, and where it is', () => {
  const loads: Watch = { ...watchOf({ loadedMs: null }), phase: 'starting', atMs: 2000 };
  expect(standLine(7, loads)).toMatch(/^process 7: 2\.0 s {2}loading {2}cpu/);
  const there = { ...loads, loading: heldOf({ durationMs: 1800, frames: [frame(null, '/app/db.js', 3)] }) };
  expect(standLine(7, there)).toContain('  loading for 1.8 s, computing, at db.js:3  ');
});

test('a program in Python that runs no loop is told no figures of one', () => {
  const text = (runtime: 'node' | 'python', total: number) => {
    const watch = watchOf({ loadedMs: null, runtime });
    const lag = { ...watch.loop.lag, total, maxMs: 3 };
    return textOf({ ...watch, loop: { ...watch.loop, lag } }).join('\n');
  };
  expect(text('python', 0)).toContain('loop       none has run');
  expect(text('python', 0)).not.toMatch(/loaded|lag/);
  expect(text('python', 1)).toMatch(/loaded +its loop has not turned\n +lag .*max 3/);
  expect(text('node', 0)).toMatch(/loaded +its loop has not turned\n +lag/);
});

test('how it stands says how long it was frozen in all', () => {
  expect(standLine(7, watchOf({}))).not.toContain('frozen');
  expect(standLine(7, watchOf({ freezes: [{ durationMs: 2000 }, { durationMs: 400 }] }))).toContain(
    '  frozen 2.4 s in 2 freezes  ',
  );
});

test('what came too fast to be told apart is counted', () => {
  const watch = watchOf({});
  const of = (uncounted: number) =>
    textOf({ ...watch, requests: { ...watch.requests, begun: 9000, ended: 8000, uncounted } }).join('\n');
  expect(of(0)).toMatch(/requests +8000 ended · 0 failed$/m);
  expect(of(12)).toMatch(/8000 ended · 0 failed · 12 too fast to be told apart$/m);
});

test('the names of routes stand in one column, also those of calls', () => {
  const routes = ['GET /', 'GET api/items'].map((route, at) => ({ route, failed: at }));
  const watch = watchOf({ routes });
  const [own, call] = watch.requests.routes;
  const lines = textOf({
    ...watch,
    requests: { ...watch.requests, begun: 2, routes: [own!, { ...call!, kind: 'client' }] },
  });
  const [first, second] = lines.filter((line) => line.includes(' × '));
  expect(second).toContain('calls GET api/items');
  expect(second!.indexOf(' × ')).toBe(first!.indexOf(' × '));
});

test('a route too long to stand beside its figures stands above them', () => {
  const route = `GET /${'a'.repeat(40)}/items`;
  const lines = textOf(
    watchOf({
      routes: [
        { route: 'GET /', failed: 0 },
        { route, failed: 1 },
      ],
    }),
  );
  const at = lines.findIndex((line) => line.endsWith(route));
  expect(lines[at + 1]!.indexOf(' × ')).toBe(lines[at - 1]!.indexOf(' × '));
  for (const line of lines) expect(line.length).toBeLessThan(80);
});

test('what was left out for want of time is said, where anything was', () => {
  const watch = watchOf({});
  const overheadIn = (samplesDropped: number) =>
    textOf({ ...watch, overhead: { ...watch.overhead, cpuRatio: 0.012, samplesDropped } }).find((line) =>
      line.startsWith('  overhead'),
    );
  expect(overheadIn(0)).toBe('  overhead   Heddle used 1.2 % of a core');
  expect(overheadIn(3)).toBe('  overhead   Heddle used 1.2 % of a core · 3 samples dropped');
});
