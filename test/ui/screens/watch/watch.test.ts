import { describe, expect, test } from 'vitest';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import { frozenServer, held, lane, look, started } from '../../../helpers/watched.ts';
import { cluster, first, of, open, type Screen, script, whole } from './helpers/open.ts';

/** A server that is still loading. */
const loading: readonly ProgramEvent[] = [
  of(started(first)),
  of(lane(0, 'main')),
  of(held(20, 1200, { holder: null })),
];

describe('a picture of', () => {
  const pictures: readonly (readonly [string, () => Screen])[] = [
    ['frozen', () => open(frozenServer())],
    ['cluster', () => open(cluster())],
    ['script', () => open(script)],
    ['loading', () => open(loading)],
    ['ended', () => open([...frozenServer(), { ended: { exitCode: 3, signal: null, asked: null } }])],
  ];
  const sizes = [
    [60, 24],
    [80, 24],
    [120, 40],
  ] as const;
  const all = pictures.flatMap(([name, make]) => sizes.map((size) => [name, size, make] as const));

  test.each(all)('%s at %s', async (name, [width, height], make) => {
    await expect(whole(make(), width, height)).toMatchFileSnapshot(`frames/${name}-${width}x${height}.txt`);
  });

  test('a frozen server without Unicode', async () => {
    const text = whole(open(frozenServer(), { unicode: false }), 80, 24);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(text).toMatchFileSnapshot('frames/frozen-ascii-80x24.txt');
  });

  test.each(pictures)('%s fits any size, and says nothing that is no figure', (_, make) => {
    const open = make();
    for (const [width, height] of [
      [20, 5],
      [1, 1],
      [40, 10],
      [72, 16],
      [200, 60],
    ] as const) {
      const small = width < 60 || height < 16;
      const rows = [open.screen.subtitle(width, small), ...open.screen.draw({ width, height }, small)];
      expect(rows.length).toBeLessThanOrEqual(height + 1);
      expect(rows.join('\n')).not.toMatch(/undefined|NaN|\[object|Infinity/);
    }
  });
});

describe('the keys', () => {
  test('Enter on the request that holds the loop shows its whole stack, and how often it was found there', () => {
    const screen = open(frozenServer());
    screen.press('down', 'enter');
    const text = screen.text(80, 30);
    expect(text).toContain('POST /login');
    expect(text).toContain('at auth.js:42 in hashPassword, in 9 of 11 looks at its stack');
    for (const frame of [
      'login.js:17 in login',
      'handle /srv/shop/node_modules/router',
      'emit node:events:520',
    ])
      expect(text).toContain(frame);
    screen.press('escape');
    expect(screen.text()).toContain('[Requests]');
  });

  test('a request that waits for another server says so, and that it did not hold the loop', () => {
    const screen = open(frozenServer());
    screen.press('down', 'down', 'enter');
    expect(screen.text()).toMatch(/GET \/report[\s\S]*GET api.internal\/items +2\.0 s waits/);
    expect(screen.text()).toContain('It did not hold the event loop');
  });

  test('Enter on the event loop shows the latest freeze, arrows those before', () => {
    const screen = open(frozenServer());
    screen.text(80, 21);
    screen.press('tab', 'enter');
    expect(screen.text()).toMatch(
      /Freeze 1 of 2[\s\S]*1\.6 s by POST \/login, computing\. It is not over yet\./,
    );
    screen.press('right');
    expect(screen.text()).toMatch(
      /Freeze 2 of 2[\s\S]*450 ms by POST \/login, computing\. It ended 61\.1 s ago\./,
    );
    screen.press('right', 'left');
    expect(screen.text()).toContain('Freeze 1 of 2');
  });

  test('the findings say what to do, and on the whole screen why', () => {
    const screen = open(frozenServer());
    expect(screen.text(80, 21)).toContain('✗ hashPassword (auth.js:42) held the loop twice');
    screen.press('shift-tab', 'shift-tab', 'enter');
    expect(screen.text(80, 21)).toMatch(
      /^─\[Findings\][\s\S]*→ Do it in a worker thread[\s\S]*Nothing else was\s+answered meanwhile/,
    );
  });

  test('a filter leaves the requests and routes that contain it', () => {
    const screen = open(frozenServer());
    screen.press('/');
    for (const character of 'REPORT') screen.screen.prompt!()!.type(character);
    screen.press('enter');
    const text = screen.text();
    expect(text).toContain('▸ GET /report');
    expect(text).not.toMatch(/\/users|❄ POST/);
    screen.press('escape');
    expect(screen.text()).toContain('/users');
  });

  test('Space pauses the picture while the program goes on', () => {
    const screen = open(frozenServer());
    screen.press('space');
    const before = screen.text();
    screen.play([of(held(120_000, 4000)), of(look(124_000, [3900]))]);
    expect(screen.text()).toBe(before);
    expect(screen.screen.heading!().held).toBe('paused, 2.4 s behind');
    screen.press('space');
    expect(screen.text()).toContain('frozen 4.0 s');
  });

  test('arrows step through the processes that are observed', () => {
    const screen = open(cluster());
    const pidOf = () => /pid (\d+)/.exec(screen.screen.subtitle(120))![1];
    expect(pidOf()).toBe('1241');
    screen.press('right');
    expect(pidOf()).toBe('1242');
    expect(screen.text()).toContain('frozen 900 ms');
    screen.press('right', 'right');
    expect(pidOf()).toBe('1241');
  });

  test('d asks once; any other key is no answer', () => {
    const screen = open(frozenServer(), { how: 'attached' });
    screen.press('d');
    expect(screen.screen.note!()).toContain('Press d again to detach. It goes on unobserved.');
    screen.press('space', 'd');
    expect(screen.calls).toEqual([]);
    screen.press('d');
    expect(screen.calls).toEqual(['detach']);
    expect(screen.screen.subtitle(120)).toContain('detached: it goes on');
    expect(() => screen.press('d')).toThrow('no key');
  });
});
