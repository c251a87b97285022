import { describe, expect, test } from 'vitest';
import type { ModelId } from '../../../../source/protocol/plan.ts';
import { answersOf } from '../../../guide/helpers/machine.ts';
import { answer, answerAll, asked, openGuide, runOf, verdictOf } from './drive.ts';

describe('the verdict', () => {
  const given = (answers: string) => openGuide({ argument: { answers: answersOf(answers) } });

  test('fits one screen at 80 columns: sizes, path, why not the others', () => {
    const guide = given('cpu=yes runtime=node jobs=many state=some cancel=yes');
    const text = guide.text(80, 21);
    expect(verdictOf(text)).toBe('threads');
    for (const part of ['2 threads at once', 'one for each of 2', 'cpu=yes', 'runtime=node'])
      expect(text).toContain(part);
    for (const other of ['sequential', 'async', 'processes', 'hybrid'])
      expect(text).toMatch(new RegExp(`^ ${other} +\\S`, 'm'));
    expect(text).toContain('a[0]++ on it loses updates');
    expect(text).not.toContain(' more');
    expect(guide.screen.subtitle(80)).toContain('Use threads: 2 threads at once, in Node.js');
  });

  test('with every question answered its first screen still has all but some of what to mind', () => {
    const guide = openGuide();
    answerAll(
      guide,
      answersOf('cpu=no io=yes scale=thousands mixed=heavy bytes=much state=some durable=steps'),
    );
    const text = guide.text(80, 21);
    for (const part of ['Temporal', 'Because', 'Why not', 'processes', 'Keep in mind'])
      expect(text).toContain(part);
    guide.press('down', 'down', 'down');
    expect(guide.text(80, 21)).not.toBe(text);
  });

  test('Enter goes on to what may refine it, ← to the answer given last', () => {
    const guide = given('cpu=yes jobs=many');
    guide.press('enter');
    expect(asked(guide)).toBe('runtime');
    guide.press('v', 'left');
    expect(asked(guide)).toBe('jobs');
  });

  test('c shows it as a program in either language', () => {
    const guide = given('cpu=yes runtime=cpython');
    guide.press('c');
    expect(guide.text()).toContain('ProcessPoolExecutor');
    guide.press('n');
    expect(guide.text()).toContain("from 'node:child_process'");
    guide.press('p');
    expect(guide.text()).toContain('ProcessPoolExecutor');
    guide.press('left');
    expect(verdictOf(guide.text())).toBe('processes');
  });

  test('o opens the work of its proof in the lab, a its card', () => {
    const guide = given('cpu=yes runtime=node');
    guide.press('o', 'a');
    expect(guide.opened).toMatchObject([{ wish: { workload: 'compute', model: 'threads' }, run: false }]);
    expect(guide.went).toEqual([{ to: 'models', argument: { at: 'threads' } }]);
  });

  test('what stays on the normal screen after leaving', () => {
    expect(given('cpu=yes runtime=node').screen.parting?.()).toEqual([
      'guide: Use threads: 2 threads at once, in Node.js',
      expect.stringMatching(/^prove it: heddle compare compute /),
    ]);
    expect(openGuide().screen.parting?.()).toBeNull();
  });

  test('coming back with other answers shows theirs', () => {
    const guide = given('cpu=yes');
    guide.screen.enter?.({ answers: { cpu: 'no', io: 'no' } });
    expect(verdictOf(guide.text())).toBe('sequential');
    guide.screen.enter?.({});
    expect(verdictOf(guide.text())).toBe('sequential');
  });
});

describe('p proves it', () => {
  const proving = () => {
    const guide = openGuide({ argument: { answers: answersOf('cpu=yes runtime=node') } });
    guide.press('p');
    return guide;
  };
  const times = (of: Partial<Record<ModelId, number>>) => (plan: { model: ModelId }) => of[plan.model] ?? 0;

  test.each<[string, Partial<Record<ModelId, number>>, RegExp]>([
    [
      'agrees',
      { sequential: 800, async: 810, threads: 400, processes: 410 },
      /The machine agrees: threads took 400 ms/,
    ],
    [
      'unclear',
      { sequential: 410, async: 810, threads: 400, processes: 410 },
      /No clear winner: threads took 400 ms/,
    ],
    [
      'the guide is wrong',
      { sequential: 800, async: 200, threads: 400, processes: 410 },
      /The guide is wrong here: async took 200 ms, and threads took 400 ms\./,
    ],
  ])('%s: claim and figures side by side, then the sentence', (_, of, sentence) => {
    const guide = proving();
    guide.endAll((plan) => runOf(plan, times(of)(plan)));
    const text = guide.text();
    expect(text).toMatch(/^ Claim +Work that computes is faster in threads/m);
    expect(text).toMatch(/^ threads +the verdict +400 ms/m);
    expect(text).toMatch(/^ async +slower +\d+ ms/m);
    expect(text.replace(/\s+/g, ' ')).toMatch(sentence);
  });

  test('it runs each model in turn, live', () => {
    const guide = proving();
    expect(guide.plans).toHaveLength(12);
    expect(guide.text()).toContain('run 1 of 12');
    guide.end((plan) => runOf(plan, 100));
    expect(guide.text()).toContain('run 2 of 12');
    expect(guide.text()).toContain('100 ms');
    expect(guide.text()).toMatch(/Now +▸ compute under/);
  });

  test('it can be stopped, and run again', () => {
    const guide = proving();
    guide.end((plan) => runOf(plan, 100));
    guide.press('c');
    expect(guide.text()).toContain('there is no result');
    guide.press('p');
    expect(guide.text()).toContain('run 1 of 12');
  });

  test('its result stays while one looks at the verdict, and goes with another answer', () => {
    const guide = proving();
    guide.endAll((plan) => runOf(plan, plan.model === 'threads' ? 100 : 200));
    guide.press('left', 'p');
    expect(guide.text()).toContain('12 runs');
    guide.press('left', 'e', 'up', 'up', 'enter');
    answer(guide, 'no');
    guide.press('left');
    answer(guide, 'no');
    guide.press('p');
    expect(guide.plans[0]?.workload).toBe('noop');
  });

  test('says that it runs a workload of its own, and f takes the models to Compare with the file', () => {
    const workloads = proving().services.workloads.map((card) =>
      card.id === 'wait' ? { ...card, module: '/home/me/wait.js' } : card,
    );
    const guide = openGuide({ workloads, argument: { answers: answersOf('cpu=yes runtime=node') } });
    guide.press('p');
    expect(guide.text()).toMatch(/Your file +These runs are of Heddle's workload compute, not of wait\./);
    const concurrency = Number(/--concurrency (\d+)/.exec(guide.text())?.[1]);
    guide.press('f');
    const models = ['sequential', 'async', 'threads', 'processes'];
    expect(guide.went).toMatchObject([
      { to: 'compare', argument: { wish: { workload: 'wait', concurrency }, models } },
    ]);
    const demo = proving();
    expect(demo.screen.keys().map(({ keys }) => keys)).not.toContain('f');
    expect(demo.text()).not.toContain('Your file');
  });

  test('in CPython where that was asked about, in the interpreter that is found', () => {
    const found = { path: '/usr/bin/python3', version: '3.11.7', lock: 'shared', origin: 'path' } as const;
    const survey = { usable: [found], unusable: [], usual: found };
    const guide = openGuide({ survey, argument: { answers: answersOf('cpu=yes runtime=cpython') } });
    guide.press('p');
    expect(guide.text()).toContain('--runtime python');
    expect(guide.plans.map(({ runtime, interpreter }) => [runtime, interpreter?.path])).toEqual(
      Array.from({ length: 12 }, () => ['python', found.path]),
    );
    guide.endAll((plan) => runOf(plan, plan.model === 'processes' ? 400 : 800));
    expect(guide.text().replace(/\s+/g, ' ')).toContain('The machine agrees: processes took 400 ms');
  });

  test.each([
    [null, /still looking for Python/],
    [{ usable: [], unusable: [], usual: null }, /no Python was found; install CPython/],
  ] as const)('without a Python it says why not', (survey, says) => {
    const guide = openGuide({ survey, argument: { answers: answersOf('cpu=yes runtime=cpython') } });
    guide.press('p');
    expect(guide.said.join()).toMatch(says);
    expect(guide.text()).toContain('Not run yet');
  });

  test('what cannot be started says why', () => {
    const guide = openGuide({
      argument: { answers: { cpu: 'yes' } },
      refusal: 'the lab has a run under way',
    });
    guide.press('p');
    expect(guide.said).toEqual(['the lab has a run under way']);
    expect(guide.text()).toContain('Not run yet');
  });
});

test.each([60, 80, 120])('%s columns: every view fits, in ASCII as well', (width) => {
  for (const unicode of [true, false]) {
    for (const height of [3, 13, 21, 37]) {
      const guide = openGuide({ unicode });
      const look = () => {
        const text = guide.text(width, height);
        if (!unicode) expect(text).toMatch(/^[\x20-\x7e\n]*$/);
        expect(text).not.toMatch(/undefined|NaN|\[object/);
        expect(guide.screen.subtitle(width)).not.toMatch(/undefined/);
      };
      look();
      guide.press('y');
      look();
      guide.press('enter', 'down', 'enter', 'enter', 'e');
      look();
      guide.press('v');
      look();
      guide.press('c');
      look();
      guide.press('left', 'p');
      look();
      guide.endAll((plan) => runOf(plan, 1000));
      look();
    }
  }
});
