import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../../../source/catalog/models.ts';
import type { VariantWish } from '../../../../source/comparison/plan-comparison.ts';
import type { Plan } from '../../../../source/protocol/plan.ts';
import { createScreen } from '../../../../source/ui/screens/compare/index.ts';
import { type CompareState, startCompare, withBatch } from '../../../../source/ui/screens/compare/state.ts';
import { compareView } from '../../../../source/ui/screens/compare/view.ts';
import type { ScreenArgument } from '../../../../source/ui/screens/screen.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { type Ran, runsOfVariants, summaryOf, variantOf } from '../../../comparison/helpers/runs.ts';
import { ranOf } from '../../../helpers/ran.ts';
import { cards, room } from '../../helpers/plans.ts';
import { openFake } from '../helpers/fake-services.ts';

const wait: ScreenArgument = { wish: { workload: 'wait' }, runs: 3 };

const times = new Map([
  ['sequential', 9600],
  ['async', 401],
  ['threads', 805],
  ['processes', 1200],
  ['hybrid', 402],
]);
/** Runs like real ones: each round a little slower, and one model that holds its loop. */
const real = () => {
  const rounds = new Map<string, number>();
  return (plan: Plan) => {
    const round = rounds.get(plan.model) ?? 0;
    rounds.set(plan.model, round + 1);
    const ran: Ran = {
      wallMs: (times.get(plan.model) ?? 805) * (1 + 0.06 * round),
      lagP99Ms: plan.model === 'sequential' ? 387 : 1 + round,
      memoryBytes: plan.model === 'threads' ? 254e6 : 50e6,
      startMs: plan.model === 'threads' ? 538 : 60,
      busyCores: 0.05,
    };
    return summaryOf(plan, ran);
  };
};
const slowThreads = (plan: Plan) => summaryOf(plan, { wallMs: plan.model === 'async' ? 100 : 300 });

const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

describe('frames', () => {
  const open = (argument = wait) => openFake(createScreen, { argument });
  const before = open();
  const halfway = open({ ...wait, start: true });
  const play = real();
  for (let run = 0; run < 7; run++) halfway.end(play);
  const ended = open({ ...wait, start: true });
  ended.endAll(real());
  const failing = open({ ...wait, start: true, models: ['async', 'threads'] });
  failing.endAll((plan) =>
    plan.model === 'threads'
      ? summaryOf(plan, { outcome: 'crashed', message: 'the engine was killed by SIGKILL' })
      : summaryOf(plan, { wallMs: 200 }),
  );

  test.each([
    ['before', before],
    ['halfway', halfway],
    ['ended', ended],
    ['failing', failing],
  ])('%s, at 60, 80 and 120 columns', async (name, screen) => {
    const frames = [60, 80, 120].map((width) => screen.text(width, 19));
    await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot(`frames/compare-${name}.txt`);
  });

  test('fit every size, and ASCII has a sign for every mark', () => {
    const ascii = openFake(createScreen, { argument: { ...wait, start: true }, unicode: false });
    ascii.endAll(real());
    for (const width of [60, 80, 103, 104, 200]) {
      for (const height of [1, 2, 5, 12, 40]) {
        for (const screen of [before, halfway, ended, failing]) screen.text(width, height);
        expect(ascii.text(width, height)).toMatch(/^[\x20-\x3e\x40-\x7e\n]*$/);
      }
    }
  });

  test('the chosen model is in sight, however low the terminal', () => {
    const low = open();
    for (const model of ['sequential', 'async', 'threads', 'processes', 'hybrid']) {
      expect(low.text(60, 4)).toMatch(new RegExp(`^→\\d ${model}`, 'm'));
      low.press('down');
    }
  });

  test('with too little room the verdict stays and the costs go', () => {
    expect(ended.text(80, 12)).toContain('async is the fastest with 425 ms');
    expect(ended.text(80, 12)).not.toContain('What else it costs');
    expect(ended.text(80, 19)).toContain('What else it costs');
  });
});

test('Enter runs all models in turn; the runs that end fill the rows, and the winner is marked', () => {
  const open = openFake(createScreen, { argument: { ...wait, models: ['async', 'threads'] } });
  expect(inOneLine(open.text())).toContain(
    'Enter runs wait under 2 models in turn, each time in an engine process of its own: 6 runs.',
  );
  open.press('enter');
  expect(open.plans.map(({ model }) => model)).toEqual([
    'async',
    'threads',
    'threads',
    'async',
    'async',
    'threads',
  ]);
  open.end(slowThreads);
  expect(open.text()).toMatch(/async .* 100 ms ✓··$/m);
  open.endAll(slowThreads);
  expect(open.text()).toMatch(/2 async +✓/);
  expect(open.text()).toContain('async is the fastest with 100 ms. It is 3.00 × as fast as threads');
  expect(open.screen.parting?.()?.join('\n')).toContain('async is the fastest with 100 ms');
});

test('a reason too long for its row stands whole below the verdict, of the chosen model', () => {
  const message =
    'out of memory: a task took 3 GB and there were 2 GB left, so the engine ended the run itself';
  const open = openFake(createScreen, { argument: { ...wait, models: ['async', 'threads'], start: true } });
  open.endAll((plan) =>
    plan.model === 'threads'
      ? summaryOf(plan, { outcome: 'crashed', message })
      : summaryOf(plan, { wallMs: 200 }),
  );
  expect(inOneLine(open.text())).not.toContain(message);
  open.press('down');
  expect(inOneLine(open.text())).toContain(`threads: run 1 crashed: ${message}`);
  expect(open.screen.parting?.()?.join('\n').replace(/\s+/g, ' ')).toContain(message);
});

test('what stays after leaving in the middle says that it was stopped', () => {
  const open = openFake(createScreen, { argument: { ...wait, start: true } });
  open.end(slowThreads);
  expect(open.text()).toContain('under way');
  const left = open.screen.parting?.()?.join('\n');
  expect(left).toMatch(/Verdict ─+ stopped ─/);
  expect(left).not.toContain('under way');
});

test('models go out and in by their row and by their number', () => {
  const open = openFake(createScreen, { argument: { ...wait, runs: 1 } });
  open.press('1', 'down', 'space', '4', '1', '5');
  open.press('enter');
  expect(open.plans.map(({ model }) => model)).toEqual(
    modelIdsOf('node').filter((id) => id !== 'async' && id !== 'processes'),
  );
});

test('+ goes from as many runs as it takes to three and more, and - back again', () => {
  const open = openFake(createScreen, { argument: { ...wait, runs: 'auto' } });
  const runs = () => /(\d[\w ]*) runs per model/.exec(open.text())![1];
  const seen = ['+', '+', '-', '-', '-'].map((key) => {
    open.press(key);
    return runs();
  });
  expect(seen).toEqual(['3', '4', '3', '3 to 20', '3 to 20']);
});

test('what cannot be run is said, and nothing is started', () => {
  const open = openFake(createScreen, { argument: wait });
  open.press('1', '2', '3', '4', 'enter');
  expect(open.said).toEqual(['every model is excluded: Space includes one']);
  expect(open.plans).toEqual([]);
  const busy = openFake(createScreen, {
    argument: { ...wait, start: true },
    refusal: 'the lab runs something',
  });
  expect(busy.said).toEqual(['the lab runs something']);
});

test('another workload is chosen from the list, and what was measured goes with the one before', () => {
  const open = openFake(createScreen, { argument: { ...wait, start: true } });
  open.endAll(real());
  open.press('w', 'up', 'escape');
  expect(open.text()).toContain('425 ms');
  open.press('w');
  expect(open.text()).toMatch(/^ → wait /m);
  for (let row = 0; row < 30; row++) open.press('up');
  open.press('enter', 'enter');
  expect(open.text()).not.toContain('425 ms');
  expect(open.screen.subtitle(80)).not.toContain('wait');
});

test('o takes the model of the row to the lab; a run there waits for the runs here', () => {
  const open = openFake(createScreen, { argument: { ...wait, start: true } });
  open.press('down', 'o');
  open.endAll(real());
  open.press('o');
  expect(open.opened).toEqual([
    { wish: { workload: 'wait', runtime: 'node', model: 'async' }, run: false },
    { wish: { workload: 'wait', runtime: 'node', model: 'async' }, run: true },
  ]);
});

test('c is there only while runs are under way, and Enter only when none is', () => {
  const open = openFake(createScreen, { argument: wait });
  const keys = () => open.screen.keys().flatMap(({ keys: names }) => names.split(' '));
  expect([keys().includes('c'), keys().includes('enter')]).toEqual([false, true]);
  open.press('enter');
  expect([keys().includes('c'), keys().includes('enter')]).toEqual([true, false]);
});

test('rows may differ in how many run at once alone: labels, winner, signs and speed-ups are theirs', () => {
  const [one, four] = [
    { ...variantOf('c1', { concurrency: 1 }), label: '1 at once', isBaseline: true },
    { ...variantOf('c4', { concurrency: 4 }), label: '4 at once' },
  ];
  const [turns, ran] = runsOfVariants([
    [one, [800, 810, 820]],
    [four, [200, 205, 210]],
  ]);
  const card = cards.find(({ id }) => id === 'wait')!;
  const rows = [one, four].map(({ plan, ...named }): VariantWish => {
    const { model, concurrency } = plan;
    return { ...named, card, choice: { model, concurrency } };
  });
  const before = { ...startCompare({ workload: 'wait' }, card, 3), rows };
  const all = ran.map(({ summary, ...turn }) => ranOf(turn, summary));
  const batch = { turns, ended: all.slice(0, 3), cutOff: null, current: null, state: 'running' } as const;
  const judging = { by: 'time', leftOut: [] } as const;
  const halfway = withBatch(before, batch, [], judging);
  const ended = withBatch(halfway, { ...batch, ended: all, state: 'done' }, [], judging);
  const theme = createTheme({ colour: false, unicode: true });
  const setting = { card, workloads: cards, survey: null, room, theme };
  const text = (state: CompareState) =>
    compareView(state, { width: 80, height: 18 }, setting).map(theme.finish).join('\n');
  expect(text(before)).toContain('Enter runs wait under 2 variants in turn, each time in an engine process');
  expect(text(halfway)).toMatch(/^→1 1 at once .* 805 ms +1\.00 × ✓✓·$/m);
  expect(text(halfway)).toMatch(/^ 2 4 at once .* 200 ms +4\.03 × ✓··$/m);
  expect(text(ended)).toMatch(/^ 2 4 at once +✓/m);
  expect(text(ended)).toContain('and speed-up over 1 at once');
  expect(text(ended)).toContain('3 runs per variant');
  expect(text(ended)).toMatch(/Verdict ─+ 4 at once ─/);
  expect(text(ended)).toMatch(/4 at once is the fastest with 205 ms\. It is 3\.95 × as fast as 1 at once/);
});
