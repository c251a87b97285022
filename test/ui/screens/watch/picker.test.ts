import { describe, expect, test } from 'vitest';
import type { RunningProgram } from '../../../../source/protocol/observation.ts';
import { createScreen } from '../../../../source/ui/screens/watch/index.ts';
import { played } from '../../../helpers/watched.ts';
import { openFake } from '../helpers/fake-services.ts';
import { script, whole } from './helpers/open.ts';

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

  test('it is there while Heddle is on its way into one', async () => {
    const { observation, play } = played('attached', ['node server.js']);
    const begun = Promise.withResolvers<typeof observation>();
    let told = (_line: string) => {};
    const screen = openFake(createScreen, {
      argument: {
        attaching: {
          program: programs[0]!,
          begin(tell) {
            told = tell;
            return begun.promise;
          },
        },
      },
    });
    await expect(whole(screen, 80, 24)).toMatchFileSnapshot('frames/attaching-80x24.txt');
    told('a call has to return first');
    expect(screen.standing).toEqual(['a call has to return first']);
    expect(screen.screen.keys()).toEqual([]);
    begun.resolve(observation);
    await new Promise((resolve) => setImmediate(resolve));
    // It was not started, and does not load.
    await expect(whole(screen, 80, 24)).toMatchFileSnapshot('frames/attaching-80x24.txt');
    play(script);
    expect(screen.screen.subtitle(80)).toContain('node server.js · pid 1234');
    expect(screen.text()).not.toContain('Attaching');
    expect(screen.standing).toEqual([]);
    told('what it says is not understood');
    expect(screen.standing).toEqual(['what it says is not understood']);
  });

  test('why one is seen from outside only stays', async () => {
    const screen = await opened({
      async observe(_program, tell) {
        tell('it cannot be attached to');
        return played('outside').observation;
      },
    });
    screen.press('enter');
    await new Promise((resolve) => setImmediate(resolve));
    expect(screen.standing).toEqual(['it cannot be attached to']);
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

  test('/ leaves those that have a text in what tells them apart', async () => {
    const screen = await opened();
    const type = (text: string) => {
      for (const character of text) screen.screen.prompt!()!.type(character);
    };
    const pids = () => Array.from(screen.text().matchAll(/^ . +(\d+) {2}\S/gm), ([, pid]) => Number(pid));
    expect(pids()).toEqual([1234, 4321, 5001, 5002, 77]);
    screen.press('down', '/');
    type('GEO');
    expect(screen.screen.prompt!()!.row).toContain('/GEO_');
    expect(pids()).toEqual([5001, 5002]);
    expect(screen.text()).toMatch(/^ → +5001/m);
    screen.press('enter');
    expect(screen.screen.prompt!()).toBeNull();
    expect(screen.text()).toMatch(/^─\[Choose a program \/GEO\]─+ 2 of 5 run here ─$/m);
    screen.press('/');
    type('x');
    expect(screen.text()).toContain('Nothing that runs here has "GEOx" in it.');
    screen.press('escape');
    expect(pids()).toEqual([5001, 5002]);
    screen.press('escape');
    expect(pids()).toHaveLength(5);
    for (const [text, found] of [
      [':6379', [77]],
      ['4321', [4321]],
      ['jobs', [4321]],
    ] as const) {
      screen.press('/');
      type(text);
      expect(pids()).toEqual(found);
      screen.press('escape');
    }
  });

  describe('the list is looked at anew while it is seen', () => {
    async function looking() {
      const looks: ((found: readonly RunningProgram[]) => void)[] = [];
      const screen = await opened({ listAgain: () => new Promise((resolve) => void looks.push(resolve)) });
      const lookedAt = async (found: readonly RunningProgram[]) => {
        looks.at(-1)!(found);
        await new Promise((resolve) => setImmediate(resolve));
      };
      const rows = () =>
        Array.from(screen.text().matchAll(/^ (.) +(\d+) {2}\S/gm), ([, mark, pid]) => `${mark}${pid}`);
      return { screen, looks, lookedAt, rows };
    }

    test('and not while it is not', async () => {
      const { looks, rows, lookedAt } = await looking();
      expect(looks).toHaveLength(0);
      rows();
      rows();
      expect(looks).toHaveLength(1);
      await lookedAt(programs);
      expect(looks).toHaveLength(1);
      rows();
      expect(looks).toHaveLength(2);
    });

    test('what was there keeps its row, what is new comes last, and the choice stays', async () => {
      const { screen, lookedAt, rows } = await looking();
      screen.press('down', 'down');
      expect(rows()).toEqual([' 1234', ' 4321', '→5001', ' 5002', ' 77']);
      const later = program(9000, 'node late.js');
      await lookedAt([later, programs[4]!, programs[2]!, programs[1]!]);
      expect(rows()).toEqual([' 4321', '→5001', ' 77', ' 9000']);
      await lookedAt([programs[1]!, later]);
      expect(rows()).toEqual([' 4321', '→9000']);
      await lookedAt([]);
      expect(screen.text()).toContain('Nothing runs here that Heddle could watch.');
      await lookedAt(programs);
      expect(rows()[0]).toBe('→1234');
    });
  });
});
