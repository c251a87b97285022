import { describe, expect, test } from 'vitest';
import type { Wish } from '../../../../source/catalog/wish.ts';
import type { Plan } from '../../../../source/protocol/plan.ts';
import { createScreen } from '../../../../source/ui/screens/compare/index.ts';
import { summaryOf } from '../../../comparison/helpers/runs.ts';
import { openFake } from '../helpers/fake-services.ts';

const slow = (plan: Plan) => summaryOf(plan, { wallMs: plan.model === 'async' ? 400 : 800, startMs: 200 });

/** Two models of which all runs have ended. */
function ended() {
  const argument = { wish: { workload: 'wait' }, models: ['async', 'threads'], runs: 3, start: true };
  const open = openFake(createScreen, { argument });
  open.endAll(slow);
  return open;
}
const note = (open: ReturnType<typeof ended>) => open.screen.note?.()?.trim() ?? null;
const results = /async .* 400 ms/;

describe('results on the screen are thrown away only after a yes', () => {
  test('Enter asks first; Esc keeps them, and Enter again runs', () => {
    const open = ended();
    open.press('enter');
    expect(note(open)).toBe('Enter again replaces these results; Esc keeps them');
    expect(open.text()).toMatch(results);
    open.press('escape');
    expect([note(open), open.services.batches.running]).toEqual([null, false]);
    expect(open.text()).toMatch(results);
    open.press('enter', 'enter');
    expect([note(open), open.services.batches.running]).toEqual([null, true]);
  });

  test('before the first results, and for what was stopped before one, it does not ask', () => {
    const open = openFake(createScreen, { argument: { wish: { workload: 'wait' }, runs: 1, start: true } });
    open.press('c', 'enter');
    expect([open.screen.note?.(), open.services.batches.running]).toEqual([null, true]);
  });

  test('another workload', () => {
    const open = ended();
    open.press('w', 'down', 'enter');
    expect(note(open)).toMatch(/^Enter drops these results for \S+; Esc keeps them$/);
    expect(open.text()).toMatch(results);
    open.press('escape');
    expect(open.text()).toMatch(results);
    expect(open.screen.subtitle(80)).toContain('wait');
    open.press('w', 'down', 'enter', 'enter');
    expect(open.text()).not.toMatch(results);
    expect(open.services.batches.running).toBe(false);
  });

  test('other numbers', () => {
    const open = ended();
    open.press('n', '7', 'enter');
    expect(note(open)).toBe('Enter drops these results for new options; Esc keeps them');
    open.press('escape');
    expect(open.text()).toMatch(results);
    open.press('n', '7', 'enter', 'enter');
    expect(open.text()).not.toMatch(results);
    expect(open.screen.subtitle(80)).toContain('7 tasks');
  });

  test('work that comes from the lab or the guide, which starts after the yes', () => {
    const open = ended();
    const wish: Wish = { workload: 'compute', tasks: 4 };
    open.screen.enter?.({ wish, start: true });
    expect(note(open)).toBe('Enter drops these results for compute; Esc keeps them');
    expect(open.text()).toMatch(results);
    open.press('enter');
    expect(open.services.batches.running).toBe(true);
    expect(open.plans.every(({ workload, tasks }) => workload === 'compute' && tasks === 4)).toBe(true);
  });
});

test('a question that was left open is not asked of other models', () => {
  const open = ended();
  open.press('enter');
  open.screen.enter?.({ models: ['threads'] });
  expect(note(open)).toBeNull();
  expect(open.text()).toMatch(/^ 2 async +✓? +excluded from/m);
});

test('Space says at once what it does to a model with results, and to one without', () => {
  const open = ended();
  // It was out of this one as well.
  expect(open.text()).toMatch(/^ 1 sequential +excluded$/m);
  open.press('1', '2');
  expect(open.text()).toMatch(/^ 1 sequential +included in the next comparison$/m);
  expect(open.text()).toMatch(/^→2 async +✓? +excluded from the next comparison +400 ms/m);
  expect(open.text(50)).toMatch(/^→2 async .*excluded/m);
});

test('a changed number of runs is in sight at every width', () => {
  const open = ended();
  open.press('+');
  for (const width of [60, 80, 120]) expect(open.text(width)).toContain('3 runs per model, 4 next time ─');
});

/** From `at once` past the numbers of single models: processes do not run every workload. */
const beyondModels = ['down', 'down', 'down', 'down', 'down'];

describe('the numbers', () => {
  const opened = (workload: string) => {
    const open = openFake(createScreen, { argument: { wish: { workload } } });
    open.press('n');
    return open;
  };

  test('have a rate, but for a workload that has one of its own', () => {
    const open = opened('wait');
    open.press(...Array.from({ length: 20 }, () => 'down'), '5', '0', 'enter');
    expect(open.screen.subtitle(80)).toContain('250 tasks, 50/s');
    expect(opened('server').text(80, 30)).not.toContain('as requests come');
  });

  test('are typed, stepped and erased, and Enter takes them for every model', () => {
    const open = opened('wait');
    expect(open.text()).toMatch(/at once +auto +of every model/);
    open.press('1', '2', 'backspace', '8', 'down', '3', ...beyondModels, 'right', 'enter');
    expect(open.screen.subtitle(80)).toContain('18 tasks, ms 500');
    open.press('enter');
    expect(new Set(open.plans.map(({ tasks }) => tasks))).toEqual(new Set([18]));
    const lanes = open.plans.flatMap(({ model, concurrency }) =>
      model === 'sequential' ? [] : [concurrency],
    );
    expect(new Set(lanes)).toEqual(new Set([3]));
  });

  test('one model alone can have a number of its own', () => {
    const open = opened('wait');
    open.press('down', '8', 'down', 'down', '2', 'enter', 'enter');
    const lanes = new Map(open.plans.map(({ model, concurrency }) => [model, concurrency]));
    expect(Object.fromEntries(lanes)).toEqual({ sequential: 1, async: 8, threads: 2, processes: 8 });
    const again = opened('wait');
    again.press('down', 'down', '5');
    expect(again.text()).toMatch(/→ {2}of async +5_ +promises, default auto/);
    again.press('backspace', 'enter', 'enter');
    expect(again.plans.find(({ model }) => model === 'async')?.concurrency).toBe(24);
  });

  test('Esc leaves them as they were', () => {
    const open = opened('wait');
    open.press('9', 'escape');
    expect(open.screen.subtitle(80)).toContain('24 tasks');
  });

  test('what cannot be run says so in its line, and is not taken', () => {
    const open = opened('wait');
    open.press('0');
    expect(open.text()).toMatch(/→ tasks +0_ +✗ tasks is 0/);
    open.press('enter');
    expect(open.said.at(-1)).toContain('tasks is 0');
    expect(open.text()).toContain('Options for all models: wait');
  });

  test('a word is stepped through and not typed; a pool is there for work with parts only', () => {
    const race = opened('race');
    race.press('down', ...beyondModels.slice(1), '7', 'right');
    expect(race.text()).toMatch(/→ how +increment_/);
    expect(race.text()).not.toContain('pool');
    expect(opened('server').text()).toContain('pool');
  });

  test('fit every size', () => {
    const open = opened('server');
    for (const width of [60, 80, 120]) for (const height of [1, 2, 5, 12]) open.text(width, height);
  });
});

describe('the time left', () => {
  const left = (text: string) => /(time left —|about \d+ \S+ left)/.exec(text)?.[0];

  test('is unknown until each variant that is still to run has run once, then their mean times', () => {
    const argument = { wish: { workload: 'wait' }, models: ['async', 'threads'], runs: 3, start: true };
    const open = openFake(createScreen, { argument });
    expect(left(open.text())).toBe('time left —');
    open.end((plan) => summaryOf(plan, { wallMs: 20_000, startMs: 1000 }));
    expect(left(open.text())).toBe('time left —');
    open.end((plan) => summaryOf(plan, { wallMs: 4000 }));
    // Two runs of 21 s and two of 4 s.
    expect(left(open.text())).toBe('about 50 s left');
    open.endAll(slow);
    expect(left(open.text())).toBeUndefined();
  });

  test.each([
    [400, 'about 2 s left'],
    [40_000, 'about 2 min left'],
  ])('of runs of %i ms three times over: %s', (wallMs, expected) => {
    const argument = { wish: { workload: 'wait' }, models: ['async'], runs: 4, start: true };
    const open = openFake(createScreen, { argument });
    open.end((plan) => summaryOf(plan, { wallMs }));
    expect(left(open.text())).toBe(expected);
  });
});
