import { afterEach, describe, expect, test } from 'vitest';
import { opening } from '../../helpers/engine-events.ts';
import { openLab } from '../../helpers/lab.ts';
import { expectFrame } from './frame.ts';

let lab: ReturnType<typeof openLab>;
afterEach(() => lab.unmount());
const frame = (name: string) => expectFrame(lab, name);

const ended = { type: 'run-ended', atMs: 900, outcome: 'completed', wallMs: 800, message: null } as const;

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
    expect(lab.text()).toContain('✗ not for connections: its tasks are connections of one process');
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

  test('of two options that are wrong each says how it would be right, once', async () => {
    lab = openLab();
    await lab.press('n', 'down', '5', '0', '0', '0');
    expect(
      lab.text().match(/at once is 5000; it must be a whole number from 1 to 1024 under threads/g),
    ).toHaveLength(1);
    await lab.press('up', '0');
    expect(lab.text()).toContain('tasks is 0; it must be a whole number from 1 to 1,000,000');
    await lab.press('down');
    expect(lab.text()).toContain('at once is 5000; it must be a whole number from 1 to 1024 under threads');
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
    await lab.play([...opening(lab.plans[0]!), ended]);
    await lab.press('3', 'r');
    expect(lab.plans.map((plan) => plan.concurrency)).toEqual([20, 2]);
  });
});

test('a number that is not the default says which that is; the same number typed does not', async () => {
  lab = openLab();
  await lab.press('n', '3', '0');
  expect(lab.text()).toMatch(/tasks +30_ +how many in all, default 24/);
  await lab.press('backspace', 'backspace', '2', '4');
  expect(lab.text()).toMatch(/tasks +24_ +how many in all *$/m);
});
