import { describe, expect, test } from 'vitest';
import { createScreen } from '../../../../source/ui/screens/compare/index.ts';
import type { ScreenArgument } from '../../../../source/ui/screens/screen.ts';
import { summaryOf } from '../../../comparison/helpers/runs.ts';
import { cardsOfBoth, noPython, twoPythons } from '../../helpers/plans.ts';
import { openFake } from '../helpers/fake-services.ts';

const python = { path: '/opt/3.13.0/bin/python3', version: '3.13.0', lock: 'shared', asked: null } as const;
const argument = { wish: { workload: 'compute' } };
const both = {
  wish: { workload: 'compute', runtime: 'node' },
  runs: 3,
  beside: [
    {
      card: cardsOfBoth.findLast(({ id }) => id === 'compute')!,
      choice: { runtime: 'python', interpreter: python },
    },
  ],
} as const;
const open = (survey = twoPythons) => openFake(createScreen, { argument, workloads: cardsOfBoth, survey });

test('another runtime is chosen in the list of workloads, and what is listed is what it has', () => {
  const screen = open();
  screen.press('w');
  expect(screen.text()).toMatch(/Runtime ←→ {2}\[Node\.js\] Python {2}3\.13\.0 {2}3\.8\.18/);
  expect(screen.text()).toContain('connections');
  screen.press('right', 'right');
  expect(screen.text()).toContain('Python  3.13.0 [3.8.18]');
  expect(screen.text()).not.toContain('connections');
  expect(screen.text()).toContain('→ compute');
  screen.press('enter');
  expect(screen.screen.subtitle(120)).toContain('Python 3.8.18');
  expect(screen.screen.heading?.().runtime).toBe('python 3.8.18');
  screen.press('enter');
  expect(new Set(screen.plans.map(({ runtime }) => runtime))).toEqual(new Set(['python']));
  expect(screen.plans[0]?.interpreter).toMatchObject({ version: '3.8.18', asked: '3.8' });
});

test('back in Node.js the same work is compared there', () => {
  const screen = open();
  screen.press('w', 'right', 'enter', 'w', 'left', 'enter', 'enter');
  expect(screen.plans[0]).toMatchObject({ runtime: 'node', interpreter: null, workload: 'compute' });
});

test('a Python that is not there is not compared, and it is told why', () => {
  const screen = open(noPython);
  screen.press('w', 'right', 'enter');
  expect(screen.said).toEqual([expect.stringContaining('no Python was found')]);
  screen.press('escape', 'enter');
  expect(screen.plans[0]).toMatchObject({ runtime: 'node' });
});

test('of Python no size of a pool of libuv is asked', () => {
  const screen = open();
  screen.press('n');
  expect(screen.text()).toContain('threads for fs, dns, crypto, zlib');
  screen.press('escape', 'w', 'right', 'enter', 'n');
  expect(screen.text()).not.toContain('threads for fs, dns, crypto, zlib');
});

describe('two runtimes side by side', () => {
  const openBoth = (more: ScreenArgument = {}) =>
    openFake(createScreen, { argument: { ...both, ...more }, workloads: cardsOfBoth, survey: twoPythons });
  const rowsIn = (text: string) =>
    text.match(/(?:node|python) (?:sequential|async|threads|processes|hybrid) /g);

  test('have a row for each of their models, and run in turn', () => {
    const screen = openBoth();
    expect(rowsIn(screen.text())).toHaveLength(10);
    expect(screen.screen.heading?.().runtime).toBe('node 24.21, python 3.13.0');
    expect(screen.screen.subtitle(120)).toContain('Node.js and Python 3.13');
    screen.press('enter');
    screen.endAll((plan) => summaryOf(plan, { wallMs: plan.runtime === 'node' ? 400 : 900 }));
    expect(new Set(screen.plans.map(({ runtime, model }) => `${runtime} ${model}`)).size).toBe(8);
    expect(screen.text(80, 30)).toMatch(/node async +█.* 400 ms +1\.00 × ✓✓✓/);
    expect(screen.text(80, 30)).toMatch(/python async +█.* 900 ms +1\.00 × ✓✓✓/);
    expect(screen.text(80, 40)).toMatch(/What else it costs[\s\S]*\n {3}python processes /);
    // Where not all fits, rows scroll before the verdict is cut.
    const last = screen.text(60, 60).trimEnd().split('\n').at(-1)!;
    expect(screen.text(60, 22)).toContain(last);
    expect(screen.text(60, 22)).toMatch(/ ↓ \d more\n─ Verdict/);
    expect(screen.text(60, 17)).toMatch(/ \+ \d+ more$/);
  });

  test('take the models that were named, and numbers for a model in both', () => {
    const screen = openBoth({ models: ['threads'], lanes: { threads: 7 }, start: true });
    expect(screen.plans.map(({ runtime, model, concurrency }) => [runtime, model, concurrency])).toEqual(
      expect.arrayContaining([
        ['node', 'threads', 7],
        ['python', 'threads', 7],
      ]),
    );
    expect(new Set(screen.plans.map(({ model }) => model))).toEqual(new Set(['threads']));
  });

  test('are chosen among the options, and left again there or with another workload', () => {
    const screen = open();
    screen.press('n', 'right', 'enter');
    expect(rowsIn(screen.text())).toHaveLength(10);
    screen.press('n', 'left', 'enter');
    expect(screen.text()).not.toContain('python');
    screen.press('n', 'right', 'enter', 'w', 'up', 'enter');
    expect(screen.text()).not.toContain('python');
    expect(screen.screen.subtitle(80)).toContain('wait');
  });

  test('of one runtime are named by their versions', () => {
    const old = { ...python, path: '/opt/3.8.18/bin/python3', version: '3.8.18' };
    const card = both.beside[0].card;
    const screen = openBoth({
      wish: { workload: 'compute', runtime: 'python', interpreter: python },
      beside: [{ card, choice: { runtime: 'python', interpreter: old } }],
    });
    screen.press('n');
    expect(screen.text()).toMatch(/runtimes +3\.13,3\.8_ +where the work runs, default 3\.13/);
  });

  test('are no option where there is no other, or it has no such work', () => {
    const alone = open(noPython);
    alone.press('n');
    expect(alone.text()).not.toContain('where the work runs');
    const lone = openFake(createScreen, {
      ...{ argument: { wish: { workload: 'connections' } }, workloads: cardsOfBoth, survey: twoPythons },
    });
    lone.press('n');
    expect(lone.text()).not.toContain('where the work runs');
  });

  test('have keys for the first nine rows, and the cursor for all', () => {
    const screen = openBoth();
    screen.press('8');
    expect(screen.text()).toMatch(/→8 python threads +excluded/);
    expect(screen.screen.keys().find(({ shown }) => shown === '1-9')).toBeDefined();
    screen.press('down', 'down', 'space');
    expect(screen.text()).toMatch(/→ {2}python hybrid +ready/);
  });
});
