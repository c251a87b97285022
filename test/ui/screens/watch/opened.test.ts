import { describe, expect, test } from 'vitest';
import { asked, frozenServer, held, lane, look, request, started } from '../../../helpers/watched.ts';
import { cluster, first, of, open } from './helpers/open.ts';

test('an opened request stays on the screen when a busy server no longer keeps it', () => {
  const screen = open(frozenServer());
  screen.press('down', 'down', 'enter');
  expect(screen.text()).toContain('in flight');
  const ends = request(70, 'GET /report', 119_500, { endedMs: 122_000, status: 200 });
  screen.play([of(asked(122_010, [ends]))]);
  expect(screen.text()).toMatch(/state +ended with 200\n +took +2\.5 s/);
  const others = Array.from({ length: 600 }, (_, at) =>
    request(1000 + at, 'GET /slow', 122_100, { endedMs: 122_300, status: 200 }),
  );
  screen.play([of(asked(122_400, others))]);
  expect(screen.text()).toMatch(/request +GET \/report\n +state +ended with 200/);
});

test('a chosen request opens also where it has no row of its own any more', () => {
  const screen = open(frozenServer());
  screen.press('down', 'down');
  const ends = request(70, 'GET /report', 119_500, { endedMs: 120_500, status: 200 });
  screen.play([of(asked(120_510, [ends]))]);
  screen.press('enter');
  expect(screen.text()).toMatch(/request +GET \/report\n +state +ended with 200\n +took +1\.0 s/);
});

test('what it asked others for is in the order in which it was sent', () => {
  const screen = open(frozenServer());
  const call = (number: number, startedMs: number, endedMs: number | null) =>
    request(number, `GET api.example/price/${number}`, startedMs, {
      ...{ kind: 'client', parent: 80, endedMs, status: endedMs === null ? null : 200 },
    });
  const calls = [
    call(83, 100_020, 100_050),
    call(81, 100_000, 100_090),
    call(84, 100_030, 100_080),
    call(82, 100_010, null),
  ];
  screen.play([of(asked(122_100, [request(80, 'GET /basket', 99_990), ...calls]))]);
  screen.press('down', 'down', 'enter');
  expect(screen.text().match(/price\/\d+/g)).toEqual(['price/81', 'price/82', 'price/83', 'price/84']);
});

test('a request that a thread serves says in which, and that no stacks are taken there', () => {
  const screen = open(frozenServer());
  screen.play([of(asked(122_100, [request(80, 'GET /thumb', 100_000, { lane: 2 })]))]);
  screen.press('down', 'down', 'enter');
  expect(screen.text()).toMatch(/request +GET \/thumb\n +state +in flight\n +served +in thread-2/);
  expect(screen.text()).toContain('No stacks are taken of loops in threads.');
});

test('a holder without a number has its freeze on the screen to its end, and after it', () => {
  const screen = open(frozenServer());
  const holder = { kind: 'request', request: 'GET /guess', certainty: 'likely' } as const;
  screen.play([of(held(120_000, 1700, { holder }))]);
  screen.press('down', 'enter');
  expect(screen.text()).toMatch(
    /request +probably GET \/guess[\s\S]*1\.7 s, probably by GET \/guess.*It is not over yet\./,
  );
  screen.play([of(held(120_000, 2000, { holder, over: true })), of(held(122_500, 300))]);
  expect(screen.text()).toMatch(/2\.0 s, probably by GET \/guess, computing\. It ended 0\.8 s ago\./);
});

test('an opened freeze names its place as findings do, and then with all of its path', () => {
  const frames = [{ name: 'audit', file: '/srv/shop/middleware/audit.js', line: 5, column: 1 }];
  const screen = open([...frozenServer(), of(held(120_000, 1700, { over: true, frames }))]);
  screen.text(80, 21);
  screen.press('tab', 'enter');
  expect(screen.text()).toMatch(/^ at audit\.js:5 in audit.*\n {3}middleware\/audit\.js:5 in audit$/m);
});

test('where no request has a row Enter opens the last freeze', () => {
  const none = open([
    of(started(first)),
    of(lane(0, 'main')),
    of({ type: 'loaded', atMs: 200 }),
    of(look(1000, [1])),
  ]);
  none.play([of(asked(90_000, [request(1, 'GET /', 1100, { endedMs: 1101, status: 200 })]))]);
  none.press('enter');
  expect(none.said.at(-1)).toContain('No request is in flight');
  none.play([of(held(90_100, 700, { over: true }))]);
  none.press('enter');
  expect(none.text()).toContain('700 ms by POST /login');
});

test('an opened freeze stays the same one when another one comes', () => {
  const screen = open(frozenServer());
  screen.text(80, 21);
  screen.press('tab', 'enter');
  screen.play([of(held(120_000, 1700, { over: true })), of(held(122_000, 200))]);
  expect(screen.text()).toMatch(/Freeze 2 of 3[\s\S]*1\.7 s by POST \/login/);
  screen.press('left');
  expect(screen.text()).toMatch(/Freeze 1 of 3[\s\S]*200 ms by POST \/login/);
});

test('a freeze that is over is the same one, though its beginning is known better then', () => {
  const screen = open(frozenServer());
  screen.text(80, 21);
  screen.press('tab', 'enter');
  expect(screen.text()).toMatch(/Freeze 1 of 2[\s\S]*It is not over yet\./);
  screen.play([of(held(119_990, 1720, { over: true })), of(held(122_500, 300))]);
  expect(screen.text()).toMatch(/Freeze 2 of 3[\s\S]*1\.7 s by POST \/login, computing\. It ended/);
});

describe('what is told of a program that has ended is true of it', () => {
  const ended = { ended: { exitCode: null, signal: 'SIGKILL', asked: null } } as const;

  test('a freeze lasted, and a request was in flight, to the end', () => {
    const screen = open(frozenServer());
    screen.text(80, 21);
    screen.press('tab', 'enter');
    screen.play([ended]);
    expect(screen.text()).toMatch(/Freeze 1 of 2[\s\S]*It lasted until the end\./);
    screen.press('right');
    expect(screen.text()).toContain('It ended 61.1 s before the end.');
    screen.press('escape', 'shift-tab', 'down', 'enter');
    expect(screen.text(80, 30)).toMatch(/state +in flight to the end/);
    expect(screen.text(80, 30)).not.toMatch(/ago|It is not over|waits/);
  });

  test('nothing is asked about any more', () => {
    const screen = open(frozenServer(), { how: 'attached' });
    screen.press('d');
    screen.play([ended]);
    expect(screen.screen.note!()).toContain('It was ended by SIGKILL. w chooses another program.');
    expect(() => screen.press('d')).toThrow('no key');
  });
});

test('a process that freezes behind the one in front is pointed at', () => {
  const screen = open(cluster());
  expect(screen.screen.subtitle(80)).toContain('❄ pid 1242 frozen 900 ms');
  expect(screen.text(120, 36)).toMatch(/─ Processes ─+ ❄ 1 frozen, ←→ ─/);
  screen.press('right');
  expect(screen.screen.subtitle(80)).not.toContain('❄ pid');
  screen.play([of(held(2900, 100), 1241)]);
  expect(screen.screen.subtitle(80)).toContain('❄ pid 1241 frozen 100 ms');
  screen.press('right');
  screen.play([of(held(2900, 99), 1241)]);
  screen.press('left');
  expect(screen.screen.subtitle(80)).not.toContain('❄ pid');
});

test('head and rows agree on what is in flight, and calls are counted by themselves', () => {
  const screen = open(frozenServer());
  expect(screen.text(120, 36)).toContain('4 in flight, 1 call to others');
  // What has ended in a freeze is told as such when that is over: until then both have it.
  screen.play([of({ ...asked(121_700), begun: 9, ended: 9 } as ReturnType<typeof asked>)]);
  expect(screen.text(120, 36)).toContain('2 in flight, 1 call to others');
});

test('what was lost is counted in the head', () => {
  const screen = open(frozenServer());
  expect(screen.screen.heading!().lost).toBe('dropped 2');
  const uncounted = { ...asked(121_700), uncounted: 1200 } as ReturnType<typeof asked>;
  screen.play([of(uncounted)]);
  expect(screen.screen.heading!().lost).toBe('dropped 2 · without route 1200');
});
