import { afterEach, describe, expect, test } from 'vitest';
import { openLab } from '../../helpers/lab.ts';
import * as scripts from '../../helpers/script.ts';
import { autostart, expectFrame } from './frame.ts';

let lab: ReturnType<typeof openLab>;
afterEach(() => lab.unmount());
const frame = (name: string) => expectFrame(lab, name);

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
    expect(lab.text()).toContain('→ r runs compute under async: 24 tasks, 24 at once');
    await lab.press('r');
    await lab.play(scripts.frozenUnderAsync());
    expect(lab.plans.map((plan) => plan.model)).toEqual(['threads', 'async']);
    expect(lab.text()).toContain('Last run: compute under threads 4.9 s · 4.9 tasks/s');
    await lab.play([{ type: 'run-ended', atMs: 3000, outcome: 'completed', wallMs: 2900, message: null }]);
    expect(lab.text()).toContain('this: compute async');
    expect(lab.text()).toContain('last: compute threads       4.9 s');
  });

  test('says once what r runs: the same again in the footer, anything else in a line of its own', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeToItsEnd(lab.plans[0]!));
    expect(lab.rows().at(-1)).toContain('r again');
    expect(lab.text()).not.toContain('r runs');
    await lab.press('n', '4', '8', 'escape');
    expect(lab.rows().at(-2)).toContain('→ r runs compute under threads: 48 tasks, 2 at once');
    expect(lab.rows().at(-1)).toContain('r run ');
    await lab.press('?');
    expect(lab.text()).not.toContain('r runs');
  });

  test('says that it is under way no longer than it is', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(1000));
    await lab.press('r');
    expect(lab.text()).toContain('✗ A run is under way. Press c to cancel it.');
    await lab.play([{ type: 'run-ended', atMs: 3000, outcome: 'completed', wallMs: 2900, message: null }]);
    expect(lab.text()).not.toContain('A run is under way');
  });

  test('is cancelled by c and killed by c again, and not run twice at once', async () => {
    lab = openLab(80, 24, autostart);
    await lab.play(scripts.computeUnderThreads(1000));
    await lab.press('r');
    expect(lab.text()).toContain('A run is under way');
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
