import { describe, expect, test } from 'vitest';
import type { RunningProgram } from '../../../../source/protocol/observation.ts';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import { createScreen } from '../../../../source/ui/screens/watch/index.ts';
import { frozenServer, held, lane, look, played, started } from '../../../helpers/watched.ts';
import { openFake } from '../helpers/fake-services.ts';
import { cluster, first, of, open, type Screen } from './helpers/open.ts';

/** Without the first row and the last one, which belong to the frame. */
function whole({ screen, text, services }: Screen, width: number, height: number): string {
  const note = screen.note?.() ?? null;
  const body = text(width, height - (note === null ? 3 : 4));
  const rows = [screen.subtitle(width), body, ...(note === null ? [] : [` ${note}`])];
  return `${rows.map(services.theme.finish).join('\n')}\n`;
}

/** A script that never answers a request, and one that is still loading. */
const script: readonly ProgramEvent[] = [
  of(started(first, { command: ['node', 'import.js'] })),
  of(lane(0, 'main')),
  of({ type: 'loaded', atMs: 200 }),
  of(look(1000, [2])),
  of(look(2000, [30])),
];
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
    expect(screen.text()).toMatch(/Freeze 1 of 2[\s\S]*1\.6 s by POST \/login, computing\. It lasts\./);
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

describe('the list of what runs here', () => {
  const program = (pid: number, command: string, more: Partial<RunningProgram> = {}): RunningProgram => ({
    ...{
      pid,
      parentPid: null,
      command,
      user: 'anna',
      runtime: 'node',
      version: '22.4.1',
      folder: '/srv/shop',
    },
    ...{ ageMs: 3_600_000, cores: 0.52, rssBytes: 180e6, ports: [3000] },
    ...more,
  });
  const programs = [
    program(1234, 'node server.js'),
    program(4321, 'node jobs.js', { ports: [] }),
    program(5001, 'node server.js', { folder: '/srv/geo/tiles/service', ageMs: 61_000, ports: [8080, 8443] }),
    program(5002, 'node server.js', { folder: '/srv/geo/tiles/service', parentPid: 5001, ports: [] }),
    program(77, 'redis-server', { folder: null, runtime: null, version: null, ports: [6379] }),
  ];
  const opened = async (more: Parameters<typeof openFake>[1] = {}) => {
    const screen = openFake(createScreen, { programs, ...more });
    await Promise.resolve();
    return screen;
  };

  test.each([60, 80, 120])('at %i columns', async (width) => {
    const screen = await opened();
    await expect(whole(screen, width, 24)).toMatchFileSnapshot(`frames/picker-${width}x24.txt`);
  });

  test.each([
    ['3.14.0', 'it has the program run a script'],
    ['3.13.9', 'from outside'],
  ])('says before what is done to a CPython %s', async (version, what) => {
    const screen = await opened({
      programs: [{ ...program(1234, 'python app.py'), runtime: 'python', version }],
    });
    expect(screen.text()).toContain(what);
  });

  test('Enter watches the chosen one', async () => {
    const { observation, play } = played('attached', ['node jobs.js']);
    const chosen: number[] = [];
    const screen = await opened({
      async observe({ pid }) {
        chosen.push(pid);
        return observation;
      },
    });
    screen.press('down', 'enter');
    await new Promise((resolve) => setImmediate(resolve));
    play(script);
    expect(chosen).toEqual([4321]);
    expect(screen.screen.subtitle(80)).toContain('node jobs.js · pid 1234');
  });

  test.each([60, 80, 120])('programs of one name are told apart at %i columns', async (width) => {
    const screen = await opened();
    const rowOf = (pid: number) =>
      screen
        .text(width, 24)
        .split('\n')
        .find((row) => row.includes(` ${pid} `))!;
    expect(rowOf(1234)).toMatch(/server\.js +\S*\/shop +:3000/);
    expect(rowOf(5001)).toMatch(/server\.js +\S*service +:8080/);
    screen.press('down', 'down', 'down');
    expect(screen.text(width, 24)).toContain('started by 5001');
  });

  test('one that cannot be observed says why, and the list stays', async () => {
    const screen = await opened();
    screen.press('enter');
    await new Promise((resolve) => setImmediate(resolve));
    expect(screen.said).toEqual(['it is gone']);
    expect(screen.text()).toContain('Choose a program');
  });
});
