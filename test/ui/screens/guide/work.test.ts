import { describe, expect, test } from 'vitest';
import type { WorkloadCard } from '../../../../source/catalog/workloads.ts';
import type { Plan } from '../../../../source/protocol/plan.ts';
import type { Summary } from '../../../../source/session/summary.ts';
import { asked, openGuide, runOf } from './drive.ts';

const wait = openGuide().services.workloads.find(({ id }) => id === 'wait')!;
const mine: WorkloadCard = { ...wait, id: 'mine', module: './mine.js' };
const files = new Map([['./mine.js', mine]]);
const named = { argument: { wish: { workload: 'mine' } }, workloads: [mine], files };

/** Until what was looked up has come. */
const settled = () => new Promise(setImmediate);

/** A run all of whose tasks failed. */
function failing(plan: Plan): Summary {
  const run = runOf(plan, 1000);
  const tasks = { ...run.tasks, done: 0, failed: 3 };
  return { ...run, tasks, errors: [{ task: 0, name: 'Error', message: 'no luck', stack: null } as never] };
}

/** A second of tasks that took 20 ms each. */
function computing(plan: Plan): Summary {
  const done = Math.min(plan.tasks, 50);
  const run = runOf(plan, 20 * done);
  return { ...run, tasks: { ...run.tasks, total: plan.tasks, done } };
}

describe('a file of your own', () => {
  test('nothing is called before Enter, and what will be done is said', async () => {
    const guide = openGuide(named);
    expect(guide.text()).toContain('Press m: Heddle measures mine');
    guide.press('m');
    expect(guide.text()).toMatch(
      /Heddle will call .* \.\/mine\.js[\s\S]*Nothing is called until you press Enter/,
    );
    await settled();
    expect(guide.plans).toEqual([]);
    guide.press('escape');
    expect(asked(guide)).toBe('cpu');
  });

  test('each finding is a line as it comes, and c shows what is known', async () => {
    const guide = openGuide(named);
    guide.press('m', 'enter');
    expect(guide.text()).toContain('▸ Machine   checking');
    await settled();
    expect(guide.text()).toMatch(/✓ Machine +2 cores[\s\S]*▸ One call/);
    expect(guide.plans).toMatchObject([{ workload: 'mine', model: 'sequential' }]);
    guide.end(computing);
    expect(guide.text()).toMatch(/✓ Warm-up[\s\S]*▸ Rounds +sequential ·/);
    // Who leaves now is told what is known, too.
    expect(guide.screen.parting?.()?.join(' ')).toMatch(/It was stopped before enough was +known\./);
    guide.press('c');
    expect(guide.text()).toMatch(/No answer ─+ cannot tell ─[\s\S]*Again/);
    expect(guide.screen.subtitle(80)).toMatch(/mine: cannot tell/);
    // All of it stays on the normal screen, the command unbroken.
    const parting = guide.screen.parting?.() ?? [];
    expect(parting[0]).toMatch(/^ Answer {4}Cannot tell which model is best\. It was stopped/);
    expect(parting.at(-1)).toMatch(/^ Again {5}heddle decide \.\/mine\.js/);
  });

  test('work that fails ends in why, and offers no figures and no code', async () => {
    const guide = openGuide(named);
    guide.press('m', 'enter');
    await settled();
    guide.endAll(failing);
    expect(guide.text()).toMatch(/All 3 tasks failed: Error: no luck/);
    for (const key of ['v', 'd']) expect(() => guide.press(key)).toThrow('no key');
    guide.press('y');
    expect(guide.copied).toEqual(['heddle decide ./mine.js']);
    expect(guide.screen.note?.()).toMatch(/^✓ Copied the command/);
    guide.press('left');
    expect(guide.screen.note?.()).toBe(null);
    expect(asked(guide)).toBe('cpu');
    // What was measured stays.
    guide.press('m');
    expect(guide.text()).toMatch(/All 3 tasks failed/);
  });

  test('where nothing could be told, + measures three times as long', async () => {
    const bounds = { budgetMs: 5000, maxCalls: null, by: null };
    const guide = openGuide({ ...named, argument: { ...named.argument, start: true, bounds } });
    await settled();
    guide.press('c', '+');
    await settled();
    expect(guide.text()).toContain('for up to 15 s');
    expect(guide.plans).toHaveLength(1);
  });

  test('it can be stopped while the machine is looked at', async () => {
    const guide = openGuide(named);
    guide.press('m', 'enter', 'c');
    await settled();
    expect(guide.plans).toEqual([]);
    expect(guide.text()).toContain('Nothing is called until you press Enter');
  });

  test('what cannot be started now says why', async () => {
    const guide = openGuide({ ...named, refusal: 'the lab has a run under way' });
    guide.press('m', 'enter');
    await settled();
    expect(guide.said).toEqual(['the lab has a run under way']);
  });

  test('typed as a command, it starts at once, within what was asked for', async () => {
    const bounds = { budgetMs: 5000, maxCalls: 7, by: 'time' } as const;
    const guide = openGuide({ ...named, argument: { ...named.argument, start: true, bounds } });
    await settled();
    expect(guide.text()).toMatch(/at most 7 times[\s\S]*▸ One call/);
    expect(guide.plans).toHaveLength(1);
  });
});

describe('without a file', () => {
  test('m measures no demo: it opens one', async () => {
    const guide = openGuide({ files });
    expect(guide.text()).toContain('Press f to open your file');
    guide.press('m');
    expect(guide.text()).toMatch(/Open your own file[\s\S]*\.\/mine\.js/);
    guide.press('down', 'enter');
    await settled();
    expect(guide.text()).toMatch(/Measure your work ─+ \.\/mine\.js/);
    expect(guide.plans).toEqual([]);
  });

  test('a path is typed, and one that does not load says why', async () => {
    const guide = openGuide({ files });
    guide.press('f');
    for (const character of './nix.js') guide.screen.prompt?.()?.type(character);
    guide.press('backspace', 'enter');
    await settled();
    expect(guide.text()).toContain('there is no ./nix.j');
    guide.press('escape');
    expect(asked(guide)).toBe('cpu');
  });
});

test.each([60, 80, 120])('%s columns: measuring fits, in ASCII as well', async (width) => {
  for (const unicode of [true, false]) {
    const guide = openGuide({ ...named, unicode });
    const look = () => {
      for (const height of [3, 13, 21, 37]) {
        const text = guide.text(width, height);
        if (!unicode) expect(text).toMatch(/^[\x20-\x7e\n]*$/);
        expect(text).not.toMatch(/undefined|NaN|\[object/);
      }
    };
    guide.press('m');
    look();
    guide.press('enter');
    look();
    await settled();
    look();
    guide.end(computing);
    look();
    guide.end(computing);
    look();
    guide.press('c');
    look();
    guide.press('down');
    look();
  }
});
