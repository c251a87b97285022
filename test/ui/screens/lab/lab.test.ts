import { afterEach, describe, expect, test } from 'vitest';
import { openLab } from '../../helpers/lab.ts';
import { environment } from '../../helpers/lab-screen.ts';
import * as scripts from '../../helpers/script.ts';

let lab: ReturnType<typeof openLab>;
afterEach(() => lab.unmount());

const trimmed = () =>
  lab
    .rows()
    .map((row) => row.trimEnd())
    .join('\n');
const frame = (name: string) => expect(`${trimmed()}\n`).toMatchFileSnapshot(`frames/lab-${name}.txt`);

describe('choosing', () => {
  test('starts with the choice it was given, and runs it on Enter', async () => {
    lab = openLab();
    await lab.settle();
    await frame('choose-80x24');
    await lab.press('enter');
    expect(lab.plans).toMatchObject([{ model: 'threads', workload: 'compute', tasks: 24, concurrency: 2 }]);
    expect(lab.calls).toEqual(['choice compute threads']);
    expect(lab.text()).toContain('compute under threads');
  });

  test('a digit picks a model, arrows move, Tab goes to the next section', async () => {
    lab = openLab();
    await lab.press('2', 'down', 'down', 'tab', 'up', 'enter');
    expect(lab.plans).toMatchObject([{ model: 'processes', workload: 'wait' }]);
  });

  test('says why a model cannot run a workload, and does not run it', async () => {
    lab = openLab();
    await lab.press('w', 'down', '4');
    expect(lab.text()).toContain('✗ not connections: its tasks are connections of one process');
    await lab.press('enter');
    expect(lab.plans).toEqual([]);
    expect(lab.text()).toContain('does not run under processes');
    await lab.press('2', 'enter');
    expect(lab.plans).toMatchObject([{ model: 'async', workload: 'connections' }]);
  });

  test('keeps what was typed, says what is wrong with it in its place, and runs once it is right', async () => {
    lab = openLab();
    await lab.press('n', '9', '9', '9', '9', '9', '9', '9', 'enter');
    expect(lab.plans).toEqual([]);
    expect(lab.text()).toContain('9999999_');
    expect(lab.text()).toContain('tasks is 9999999; it must be a whole number from 1 to 1,000,000');
    await frame('numbers-wrong-80x24');
    await lab.press('w', 'w', 'n');
    expect(lab.text()).toContain('9999999_');
    for (let erased = 0; erased < 5; erased++) await lab.press('backspace');
    await lab.press('enter');
    expect(lab.plans).toMatchObject([{ tasks: 99 }]);
  });

  test('arrows step a number and a word', async () => {
    lab = openLab();
    await lab.press('n', 'right', 'down', 'down', 'left', 'down', 'right', 'enter');
    expect(lab.plans).toMatchObject([{ tasks: 34, parameters: { rounds: 10, chunks: 'many' } }]);
  });

  test('keys that come all at once are keys one after another', async () => {
    lab = openLab();
    await lab.press('n48\t4\r');
    expect(lab.plans).toMatchObject([{ tasks: 48, model: 'processes' }]);
  });

  test('a number for lanes is not taken for promises', async () => {
    lab = openLab(80, 24, {
      initial: { choice: { model: 'async', workload: 'compute', concurrency: 20 }, autostart: true },
    });
    await lab.settle();
    await lab.play([...scripts.opening(lab.plans[0]!), ended]);
    await lab.press('3', 'r');
    expect(lab.plans.map((plan) => plan.concurrency)).toEqual([20, 2]);
  });
});

const ended = { type: 'run-ended', atMs: 900, outcome: 'completed', wallMs: 800, message: null } as const;
const autostart = { initial: { choice: { model: 'threads', workload: 'compute' }, autostart: true } };

describe('a run', () => {
  test.each([
    [60, 24],
    [80, 24],
    [120, 40],
    [50, 10],
  ])('is shown live and at its end on %d columns and %d rows', async (columns, rows) => {
    lab = openLab(columns, rows, autostart);
    await lab.play(scripts.computeUnderThreads(3300));
    await frame(`running-${columns}x${rows}`);
    await lab.play(scripts.computeToItsEnd());
    await frame(`ended-${columns}x${rows}`);
  });

  test('shows a freeze while it lasts', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.frozenUnderAsync());
    expect(lab.text()).toContain('❄ frozen 1.4 s by task 3');
    await frame('frozen-80x24');
  });

  test('keeps the figures of the last run beside those of the next', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeToItsEnd());
    await lab.press('2');
    expect(lab.text()).toContain('next: compute under async, 24 tasks, 24 at once; r runs it');
    await lab.press('r');
    await lab.play(scripts.frozenUnderAsync());
    expect(lab.plans.map((plan) => plan.model)).toEqual(['threads', 'async']);
    expect(lab.text()).toContain('last: compute under threads 4.9 s · 4.9 a second');
    await lab.play([{ type: 'run-ended', atMs: 3000, outcome: 'completed', wallMs: 2900, message: null }]);
    expect(lab.text()).toContain('this: compute async');
    expect(lab.text()).toContain('last: compute threads       4.9 s');
  });

  test('is cancelled by c and killed by c again, and not run twice at once', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(1000));
    await lab.press('r');
    expect(lab.text()).toContain('a run is under way');
    await lab.press('c');
    expect(lab.text()).toContain('c again kills the run');
    await lab.press('c');
    expect(lab.calls.slice(1)).toEqual(['cancel', 'kill']);
    expect(lab.plans).toHaveLength(1);
  });

  test('that cannot be launched says why', async () => {
    lab = openLab(80, 24, {
      ...autostart,
      sourceOf: (plan) => ({
        plan,
        start() {
          throw new Error('no engine \u001b[31mhere');
        },
      }),
    });
    await lab.settle();
    expect(lab.text()).toContain('✗ no engine here');
    expect(lab.sessions.at(-1)?.ended?.outcome).toBe('crashed');
  });

  test('is told to the caller, the last session included', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeToItsEnd());
    expect(lab.sessions.at(-1)?.ended?.outcome).toBe('completed');
  });

  test.each(['q', 'ctrl-c'])('ends with the lab on %s', async (key) => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(1000));
    await lab.press(key);
    expect(lab.calls.slice(1)).toEqual(['kill']);
    expect(lab.exited()).toBe(true);
  });
});

describe('looking closer', () => {
  test('Tab goes from pane to pane, Enter zooms, Esc goes back', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(3300));
    const titles = [];
    for (let pane = 0; pane < 7; pane++) {
      titles.push(/─\[([A-Z][^\]]*)\]/.exec(lab.text())?.[1]);
      await lab.press('tab');
    }
    expect(titles).toEqual([
      'Tasks',
      'Event loop',
      'CPU',
      'Memory',
      'Timeline',
      'Findings  Enter: why',
      'Tasks',
    ]);
    await lab.press('shift-tab', 'shift-tab', 'shift-tab', 'shift-tab', 'enter');
    await frame('zoomed-80x24');
    await lab.press('escape');
    expect(lab.text()).toContain('─[Memory]');
    expect(lab.text()).toContain('─ Tasks ─');
  });

  test('Enter on a task shows what is known of it', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.failingUnderThreads());
    await lab.press('/', 'f', 'a', 'i', 'l', 'enter', 'enter', 'down', 'down', 'enter');
    await frame('task-80x24');
    await lab.press('escape', 'escape');
    expect(lab.text()).toContain('─[Tasks /fail: 2 of 4]');
    await lab.press('escape');
    expect(lab.text()).toContain('─[Tasks]');
  });

  test('a filter that means nothing is refused and kept; Esc drops it', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(3300));
    await lab.press('/', 'x', 'y', 'enter');
    expect(lab.text()).toContain('"xy" is no filter');
    await lab.press('escape');
    expect(lab.text()).toContain('─[Tasks]');
  });

  test('while a filter is typed, letters are letters, and keys without one are nothing', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(3300));
    await lab.press('/', 'q', 's', '?', 'up', 'pagedown', 'space', 'x');
    expect(lab.rows().at(-1)).toMatch(/^ \/qs\? x_ /);
    expect(lab.exited()).toBe(false);
    await lab.press('ctrl-c');
    expect(lab.exited()).toBe(true);
  });

  test('Space holds the picture while the run goes on', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(2000));
    await lab.press('space');
    const held = lab.rows()[1];
    await lab.play(scripts.computeUnderThreads(4500));
    expect(lab.text()).toContain('paused, 2.5 s behind');
    expect(lab.rows()[1]).toBe(held);
    await lab.press('space');
    expect(lab.text()).not.toContain('paused');
    expect(lab.rows()[1]).not.toBe(held);
  });

  test('help lists the keys and what the figures mean, and scrolls', async () => {
    lab = openLab(80, 24, autostart);
    await lab.press('?');
    await frame('help-80x24');
    for (let page = 0; page < 4; page++) await lab.press('pagedown');
    expect(lab.text()).toContain('not measured; never shown as 0');
    await lab.press('escape');
    expect(lab.text()).not.toContain('not measured');
  });

  test('100,000 tasks are a map; zoomed they are a list that can be scrolled', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.manyUnderAsync());
    await frame('many-80x24');
    await lab.press('enter', 'end');
    expect(lab.text()).toContain('→· 99999');
    await lab.press('up', 'up', 'enter');
    expect(lab.text()).toContain('Task 99997');
  });

  test('two tasks are enough', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeToItsEnd(scripts.planOf({ tasks: 2 })));
    expect(lab.text()).toContain('✓ 2 ▸ 0 · 0 ✗ 0');
  });
});

describe('a terminal', () => {
  test('may be resized at any time', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(3300));
    for (const [columns, rows] of [
      [120, 40],
      [60, 16],
      [59, 15],
      [1, 1],
      [20, 3],
      [80, 24],
    ] as const) {
      await lab.resize(columns, rows);
      expect(lab.rows()).toHaveLength(rows);
      expect(Math.max(...lab.rows().map(scripts.cells))).toBeLessThanOrEqual(columns);
    }
    await frame('running-80x24');
  });

  test('without Unicode sees ASCII, without colour no escape sequence', async () => {
    lab = openLab(80, 24, { ...autostart, environment: { ...environment, unicode: false } });
    await lab.play(scripts.failingUnderThreads());
    await frame('ascii-80x24');
    expect(lab.text()).toMatch(/^[\n -~]+$/);
    for (const key of ['enter', 'enter', 'escape', '?', 'escape', 'escape', 'n']) {
      await lab.press(key);
      expect(lab.text()).toMatch(/^[\n -~]+$/);
    }
  });
});

test('a number that is not the default says which that is; the same number typed does not', async () => {
  lab = openLab();
  await lab.press('n', '3', '0');
  expect(lab.text()).toMatch(/tasks +30_ +how many in all, default 24/);
  await lab.press('backspace', 'backspace', '2', '4');
  expect(lab.text()).toMatch(/tasks +24_ +how many in all *$/m);
});
