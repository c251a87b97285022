import { describe, expect, test } from 'vitest';
import { questions } from '../../../../source/guide/questions/index.ts';
import type { ModelId } from '../../../../source/protocol/plan.ts';
import { answersOf } from '../../../guide/helpers/machine.ts';
import { answer, answerAll, asked, openGuide, runOf } from './drive.ts';

/** The model in large. */
const verdictOf = (text: string) => /^─ Verdict ─.*\n {2}(\w+) {3}/m.exec(text)?.[1];

describe('the article, by keyboard', () => {
  test.each([
    ['cpu=yes', 'processes'],
    ['cpu=no io=no', 'sequential'],
    ['cpu=no io=yes scale=thousands', 'async'],
    ['cpu=no io=yes scale=framework', 'async'],
    ['cpu=no io=yes scale=few', 'threads'],
    ['cpu=no io=yes scale=legacy', 'threads'],
    ['cpu=unknown io=unknown scale=unknown', 'threads'],
  ])('%s: %s', (answers, model) => {
    const guide = openGuide();
    answerAll(guide, answersOf(answers));
    // Where nothing is left to ask the verdict comes by itself.
    if (asked(guide) !== undefined) guide.press('v');
    expect(verdictOf(guide.text())).toBe(model);
  });

  test('there is no verdict to go to before there is one', () => {
    const guide = openGuide();
    expect(() => guide.press('v')).toThrow('no key "v"');
    answer(guide, 'no');
    expect(asked(guide)).toBe('io');
    expect(() => guide.press('v')).toThrow('no key "v"');
  });
});

test.each([
  ['cpu=yes jobs=one', 'sequential'],
  ['cpu=yes runtime=node', 'threads'],
  ['cpu=yes runtime=free-threaded', 'threads'],
  ['cpu=yes runtime=cpython', 'processes'],
  ['cpu=yes cycles=native', 'threads'],
  ['cpu=yes runtime=node cycles=libuv', 'async'],
  ['cpu=yes mixed=heavy', 'hybrid'],
  ['cpu=no io=yes scale=few library=yes', 'async'],
  ['cpu=no io=yes scale=thousands library=no', 'hybrid'],
  ['cpu=no io=yes scale=few connections=thousands', 'async'],
  ['cpu=yes length=tiny', 'sequential'],
  ['cpu=yes runtime=node bytes=much', 'threads'],
  ['cpu=yes runtime=node state=some', 'threads'],
  ['cpu=yes runtime=node isolation=crash', 'processes'],
  ['cpu=no io=yes scale=thousands isolation=untrusted', 'hybrid'],
  ['cpu=yes memory=256mb', 'processes'],
  ['cpu=yes quota=yes', 'processes'],
  ['cpu=yes runtime=node cycles=native cancel=yes', 'processes'],
  ['cpu=yes goal=latency', 'processes'],
  ['cpu=yes runtime=node durable=jobs', 'threads'],
])('each further branch, by keyboard: %s: %s', (answers, model) => {
  const guide = openGuide();
  answerAll(guide, answersOf(answers));
  if (asked(guide) !== undefined) guide.press('v');
  expect(verdictOf(guide.text())).toBe(model);
});

test('every option of every question can be chosen, and says what follows', () => {
  const seen = new Set<string>();
  for (const start of ['cpu=yes', 'cpu=no io=yes scale=few']) {
    const guide = openGuide({ argument: { answers: answersOf(start) } });
    if (asked(guide) === undefined) guide.press('e', 'up', 'up', 'up', 'enter');
    const first = openGuide();
    for (const open of [guide, first]) {
      for (let key = asked(open); key !== undefined; key = asked(open)) {
        const { options } = questions.find((question) => question.key === key)!;
        for (const { value, because } of options) {
          while (!new RegExp(`^ → ${value} `, 'm').test(open.text())) {
            const before = open.text();
            open.press('down');
            if (open.text() === before) for (const _ of options) open.press('up');
          }
          // Wrapped, it may go on in another row.
          expect(open.text().replace(/\s+/g, ' ')).toContain(because);
          seen.add(`${key}=${value}`);
        }
        answer(open, answersOf(start)[key] ?? (open === first && key === 'jobs' ? 'many' : 'unknown'));
      }
    }
  }
  const all = questions.flatMap(({ key, options }) => options.map(({ value }) => `${key}=${value}`));
  expect(all.filter((one) => !seen.has(one))).toEqual([]);
});

describe('a question', () => {
  test('tells where one is and what the answers lead to', () => {
    const guide = openGuide();
    expect(guide.screen.subtitle(100)).toMatch(
      /question 1 of about \d+ .*▒ sequential ▒ async ▒ threads █ processes/,
    );
    guide.press('down');
    expect(guide.screen.subtitle(100)).toMatch(/▒ processes █ sequential █ async █ threads/);
    expect(guide.text()).toContain('still open: sequential, async, threads');
  });

  test('y tells why it is asked, and again does not', () => {
    const guide = openGuide();
    guide.press('y');
    expect(guide.text()).toContain('Why asked');
    guide.press('y');
    expect(guide.text()).not.toContain('Why asked');
  });

  test('← goes back to the answers given, and Enter keeps them', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=no io=yes scale=legacy'));
    guide.press('left', 'left');
    expect(asked(guide)).toBe('io');
    expect(guide.text()).toMatch(/^ → yes/m);
    guide.press('enter');
    expect(asked(guide)).toBe('scale');
    expect(guide.text()).toMatch(/^ → legacy/m);
    guide.press('left', 'left', 'left');
    expect(asked(guide)).toBe('cpu');
  });

  test('another answer on the way back says what it has changed', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many'));
    guide.press('left', 'left');
    answer(guide, 'no');
    expect(asked(guide)).toBe('io');
    expect(guide.text()).toMatch(/Changed +model: processes → open/);
  });
});

describe('e', () => {
  test('lists the answers; changing one shows what that changes', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many runtime=cpython cycles=interpreter'));
    guide.press('e');
    expect(guide.text()).toMatch(/^ {3}runtime +cpython +processes/m);
    guide.press('up', 'up', 'down');
    expect(guide.text()).toMatch(/^ → runtime/m);
    guide.press('enter');
    expect(asked(guide)).toBe('runtime');
    answer(guide, 'node');
    expect(guide.text()).toMatch(/^ → runtime +node +threads/m);
    expect(guide.text()).toMatch(/Changed +model: processes → threads/);
    expect(guide.text()).toContain('at once: 2 processes → 2 threads');
    guide.press('left');
    expect(asked(guide)).toBe('mixed');
  });

  test('← out of a change leaves the answer as it was', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many'));
    guide.press('e', 'up', 'up', 'enter', 'down', 'left');
    expect(guide.text()).toMatch(/^ → cpu +yes/m);
  });

  test('n forgets all answers', () => {
    const guide = openGuide({ argument: { answers: { cpu: 'yes' } } });
    guide.press('e', 'n');
    expect(asked(guide)).toBe('cpu');
    expect(guide.text()).not.toContain('So far');
  });
});

describe('m measures', () => {
  test('a run of a second of what is chosen in the lab; Enter takes its answer', () => {
    const guide = openGuide();
    guide.press('m');
    expect(guide.plans).toMatchObject([{ workload: 'wait', model: 'sequential', timeLimitMs: 1000 }]);
    expect(guide.text()).toMatch(/Measuring +wait runs for a second/);
    guide.end((plan) => {
      const run = runOf(plan, 1000, { outcome: 'timed-out' });
      return { ...run, cpu: { ...run.cpu, busyCores: 0.02 } };
    });
    expect(guide.text()).toMatch(/Measured +It wanted a processor 2 % of the time.* Enter answers "no"\./s);
    expect(guide.text()).toMatch(/^ → no /m);
    guide.press('enter');
    expect(asked(guide)).toBe('io');
  });

  test('a run that cannot tell chooses nothing', () => {
    const guide = openGuide();
    guide.press('m');
    guide.end((plan) => runOf(plan, 20));
    expect(guide.text()).toMatch(/Measured +The run was too short/);
    expect(guide.text()).not.toContain('Enter answers');
  });

  test('a run that broke says why, and answers nothing', () => {
    const guide = openGuide();
    guide.press('m');
    guide.end((plan) => runOf(plan, 1000, { outcome: 'crashed', message: 'out of memory' }));
    expect(guide.text()).toMatch(/Measured +The run crashed, so nothing was measured: out of memory/);
  });

  test('the work that was named on the command line comes before the lab', () => {
    const guide = openGuide({ argument: { wish: { workload: 'compute' } } });
    expect(guide.text()).toContain('m runs compute for a second');
    guide.press('m');
    expect(guide.plans[0]?.workload).toBe('compute');
  });

  test('it can be stopped, and what cannot be started says why', () => {
    const guide = openGuide();
    guide.press('m', 'x');
    expect(guide.text()).toContain('Not sure?');
    const busy = openGuide({ refusal: 'the lab has a run under way' });
    busy.press('m');
    expect(busy.said).toEqual(['the lab has a run under way']);
  });

  test('a machine without a run', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes isolation=no'));
    expect(asked(guide)).toBe('memory');
    guide.press('m');
    expect(guide.plans).toEqual([]);
    expect(guide.text()).toMatch(/Measured +8\.0 GB are free.* Enter answers "more"/);
  });
});

describe('the verdict', () => {
  const given = (answers: string) => openGuide({ argument: { answers: answersOf(answers) } });

  test('fits one screen at 80 columns: sizes, path, why not the others', () => {
    const guide = given('cpu=yes runtime=node jobs=many state=some cancel=yes');
    const text = guide.text(80, 21);
    expect(verdictOf(text)).toBe('threads');
    for (const part of ['2 threads at once', 'one for each of 2.00 cores', 'cpu=yes', 'runtime=node'])
      expect(text).toContain(part);
    for (const other of ['sequential', 'async', 'processes', 'hybrid'])
      expect(text).toMatch(new RegExp(`^ ${other} +\\S`, 'm'));
    expect(text).toContain('a[0]++ on it loses updates');
    expect(text).not.toContain(' more');
    expect(guide.screen.subtitle(80)).toContain('threads: 2 threads at once · Node.js');
  });

  test('with every question answered its first screen still has all but some of what to mind', () => {
    const guide = openGuide();
    answerAll(
      guide,
      answersOf('cpu=no io=yes scale=thousands mixed=heavy bytes=much state=some durable=steps'),
    );
    const text = guide.text(80, 21);
    for (const part of ['Temporal', 'Because', 'Why not', 'processes', 'Mind']) expect(text).toContain(part);
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
      'guide: threads: 2 threads at once · Node.js',
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
      /The guide is wrong here, because async took 200 ms and threads took 400 ms\./,
    ],
  ])('%s: claim and figures side by side, then the sentence', (_, of, sentence) => {
    const guide = proving();
    guide.endAll((plan) => runOf(plan, times(of)(plan)));
    const text = guide.text();
    expect(text).toMatch(/^ Claim +Work that computes gains from the cores/m);
    expect(text).toMatch(/^ threads +the verdict +400 ms/m);
    expect(text).toMatch(/^ async +should be worse +\d+ ms/m);
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
    guide.press('x');
    expect(guide.text()).toContain('nothing is judged');
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
      guide.press('m');
      look();
      guide.endAll((plan) => runOf(plan, 1000));
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
