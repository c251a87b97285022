import { afterEach, describe, expect, test } from 'vitest';
import { cells } from '../../helpers/cells.ts';
import { openLab } from '../../helpers/lab.ts';
import { environment } from '../../helpers/lab-screen.ts';
import { planOf } from '../../helpers/plans.ts';
import * as scripts from '../../helpers/script.ts';
import { autostart, expectFrame } from './frame.ts';

let lab: ReturnType<typeof openLab>;
afterEach(() => lab.unmount());
const frame = (name: string) => expectFrame(lab, name);

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

  test.each([60, 80, 120])(
    'Enter on the pane of a frozen loop shows its stack, Esc goes back, %i wide',
    async (width) => {
      lab = openLab(width, 24, autostart);
      await lab.play(scripts.frozenAtLine('computing'));
      await lab.press('tab', 'enter');
      expect(lab.rows()[2]).toMatch(/^─\[❄ frozen 1\.4 s by task 3/);
      expect(lab.rows().map((row) => row.trimEnd())).toContain('   at work.py:7 in regex');
      expect(lab.text()).not.toContain('Timeline');
      await lab.press('escape');
      expect(lab.text()).toContain('Timeline');
    },
  );

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
    await lab.press('/', 'x', 'y');
    expect(lab.text()).toContain('This is not a filter.');
    await lab.press('enter');
    expect(lab.text()).toContain('"xy" is not a filter');
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
    // The rate has no room beside the filter: nothing of it is left.
    await lab.press('escape', '/', ...'99000-99999', 'enter', 'escape');
    expect(lab.text()).toMatch(/─\[Tasks \/99000-99999: 1000 of 100,000\]─+┬/);
  });

  test('what the work printed is a key away, also where its pane has no room', async () => {
    lab = openLab(60, 16, autostart);
    await lab.play(scripts.failingUnderThreads());
    expect(lab.text()).not.toContain('reading 3 files');
    await lab.press('o');
    expect(lab.text()).toMatch(/─\[Output[^\n]*\n +reading 3 files/);
    await lab.press('escape');
    expect(lab.text()).not.toContain('reading 3 files');
  });

  test('o says so where nothing was printed', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(3300));
    await lab.press('o');
    expect(lab.text()).toContain('Nothing was printed.');
  });

  test('two tasks are enough', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeToItsEnd(planOf({ tasks: 2 })));
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
      expect(Math.max(...lab.rows().map(cells))).toBeLessThanOrEqual(columns);
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
