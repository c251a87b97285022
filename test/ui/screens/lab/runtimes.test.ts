import { afterEach, describe, expect, test } from 'vitest';
import type { Survey } from '../../../../source/catalog/interpreters.ts';
import { accept } from '../../../../source/catalog/refusal.ts';
import { opening } from '../../helpers/engine-events.ts';
import { openLab } from '../../helpers/lab.ts';
import { cardsOfBoth, noPython, twoPythons } from '../../helpers/plans.ts';

let lab: ReturnType<typeof openLab>;
afterEach(() => lab.unmount());

const withPythons = (more: Parameters<typeof openLab>[2] = {}) =>
  openLab(80, 24, { interpreters: async () => twoPythons, ...more });
const row = (of: string) => lab.rows().find((one) => one.trimStart().startsWith(of)) ?? '';

describe('the runtime', () => {
  test('is stepped through with the arrows, and what is listed is what it has', async () => {
    lab = withPythons();
    await lab.settle();
    expect(row('Runtime')).toMatch(/\[Node\.js\] Python {2}3\.13\.0 {2}3\.8\.18/);
    expect(lab.text()).toContain('connections');
    await lab.press('right');
    expect(row('Runtime')).toMatch(/Node\.js {2}Python \[3\.13\.0\] 3\.8\.18 .*threads share one lock/);
    expect(lab.rows()[0]).toContain('python 3.13.0');
    expect(lab.text()).not.toContain('connections');
    expect(lab.text()).not.toContain('threads for fs, dns');
    await lab.press('enter');
    expect(lab.plans[0]).toMatchObject({
      ...{ runtime: 'python', model: 'threads', workload: 'compute', libuvThreads: null },
      interpreter: { path: '/opt/python/3.13.0/bin/python3', version: '3.13.0', asked: null },
    });
  });

  test('that is not the usual one is named in the plan as one would type it', async () => {
    lab = withPythons();
    await lab.press('right', 'right', 'right', 'enter');
    expect(lab.plans[0]?.interpreter).toMatchObject({ version: '3.8.18', asked: '3.8' });
  });

  test('goes back to Node.js, with what both have', async () => {
    lab = withPythons();
    await lab.press('right', '2', 'left', 'enter');
    expect(lab.plans[0]).toMatchObject({ runtime: 'node', interpreter: null, model: 'async' });
  });

  test('says which models came later, and what to do', async () => {
    lab = withPythons();
    await lab.press('right', '6');
    expect(lab.text()).toContain('→ 6 interpreters ✗ needs Python 3.14 or newer');
    await lab.press('enter');
    expect(lab.plans).toEqual([]);
    expect(lab.text()).toContain('or use processes');
    await lab.press('left', 'enter');
    expect(lab.plans[0]).toMatchObject({ runtime: 'node', model: 'async' });
  });

  test('decides how processes can be started', async () => {
    lab = withPythons();
    await lab.press('4');
    expect(lab.text()).not.toContain('start method');
    await lab.press('right', 'n', 'down', 'down');
    expect(row('→ start method')).toContain('fork');
    await lab.press('right', 'enter');
    expect(lab.plans[0]).toMatchObject({ model: 'processes', startMethod: 'spawn' });
  });
});

describe('a Python', () => {
  test('that is not there says so, and what to do; Node.js works', async () => {
    lab = openLab(80, 24, { interpreters: async () => noPython });
    await lab.settle();
    expect(row('Runtime')).toContain('[Node.js] Python  ✗ not found');
    await lab.press('right', 'enter');
    expect(lab.plans).toEqual([]);
    expect(lab.text()).toMatch(/✗ no Python was found; install CPython 3\.8 or newer/);
    await lab.press('left', 'enter');
    expect(lab.plans[0]).toMatchObject({ runtime: 'node' });
  });

  test('that cannot be used is named with the reason', async () => {
    const old: Survey['unusable'][number] = {
      ...{ path: '/usr/bin/python', version: '2.7.18', problem: 'is too old' },
      origin: 'path',
    };
    lab = openLab(80, 24, { interpreters: async () => ({ ...noPython, unusable: [old] }) });
    await lab.press('right');
    expect(lab.text()).toContain('/usr/bin/python is too old');
  });

  test('is looked for after the first frame, and taken as soon as it is found', async () => {
    let found: (survey: Survey) => void = () => {};
    const done: string[] = [];
    lab = openLab(80, 24, {
      onReady: () => done.push('drawn'),
      interpreters() {
        done.push('asked');
        return new Promise((resolve) => {
          found = resolve;
        });
      },
      initial: { choice: { runtime: 'python', model: 'threads', workload: 'compute' }, autostart: false },
    });
    await lab.settle();
    expect(done).toEqual(['drawn', 'asked']);
    await lab.press('enter');
    expect(lab.plans).toEqual([]);
    expect(lab.text()).toContain('still looking for Python');
    found(twoPythons);
    await lab.settle();
    expect(lab.text()).toContain('Enter runs compute under threads');
    await lab.press('enter');
    expect(lab.plans[0]?.interpreter?.version).toBe('3.13.0');
  });

  test('that was named on the command line is one of the choices', async () => {
    const interpreter = { path: '/own/python', version: '3.9.1', lock: 'none', asked: './own' } as const;
    lab = withPythons({
      initial: { choice: { runtime: 'python', interpreter, workload: 'compute' }, autostart: false },
    });
    await lab.settle();
    expect(row('Runtime')).toMatch(/Python \[3\.9\.1\] 3\.13\.0 .*share no lock/);
    await lab.press('left', 'right', 'enter');
    expect(lab.plans[0]?.interpreter).toEqual(interpreter);
  });
});

test("a file of one's own brings its runtime and its interpreter", async () => {
  const interpreter = { path: '/venv/bin/python', version: '3.11.7', lock: 'shared', asked: null } as const;
  const card = { ...cardsOfBoth.at(-1)!, id: 'work.py', module: '/jobs/work.py', interpreter };
  lab = withPythons({
    files: {
      recent: () => ['./work.py'],
      typeable: (path) => path,
      complete: async (text) => ({ text, matches: [], problem: null }),
      open: async () => accept(card),
    },
  });
  await lab.press('f', 'down', 'enter');
  expect(row('Runtime')).toMatch(/Python \[3\.11\.7\]/);
  await lab.press('enter');
  expect(lab.plans[0]).toMatchObject({ runtime: 'python', module: '/jobs/work.py', interpreter });
});

test('what would run in another runtime than the run on the screen says so', async () => {
  lab = withPythons();
  await lab.press('enter');
  const ended = { type: 'run-ended', atMs: 900, outcome: 'completed', wallMs: 800, message: null } as const;
  await lab.play([...opening(lab.plans[0]!), ended]);
  await lab.press('m', 'right', 'escape');
  expect(lab.text()).toContain('→ r runs compute under threads in Python 3.13.0: 24 tasks');
  await lab.press('r');
  expect(lab.text()).toContain('Last run: compute under threads in Node.js');
});

test('all runtimes that do not fit beside the chosen one are left out', async () => {
  const usable = Array.from({ length: 12 }, (_, minor) => ({
    ...twoPythons.usable[0]!,
    ...{ version: `3.${minor + 8}.10`, path: `/opt/${minor}` },
  }));
  lab = openLab(60, 24, { interpreters: async () => ({ ...noPython, usable, usual: usable[0]! }) });
  for (let step = 0; step < 12; step++) {
    await lab.press('right');
    expect(row('Runtime')).toContain(`[3.${step + 8}.10]`);
    expect(row('Runtime')).toMatch(/one lock *$/);
  }
});
