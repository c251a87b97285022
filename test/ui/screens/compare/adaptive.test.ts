import { expect, test } from 'vitest';
import type { Plan } from '../../../../source/protocol/plan.ts';
import { createScreen } from '../../../../source/ui/screens/compare/index.ts';
import { summaryOf } from '../../../comparison/helpers/runs.ts';
import { openFake } from '../helpers/fake-services.ts';

const wait = { wish: { workload: 'wait' }, runs: 3 } as const;
const slowThreads = (plan: Plan) => summaryOf(plan, { wallMs: plan.model === 'async' ? 100 : 300 });
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

test('by itself it runs as often as it takes: rounds of 3, 5, 10 and 20, until one is ahead', () => {
  const open = openFake(createScreen, {
    argument: { wish: { workload: 'wait' }, models: ['async', 'threads'] },
  });
  expect(inOneLine(open.text())).toContain('of its own: 3 to 20 runs per model, until one is ahead.');
  open.press('enter');
  // Overlapping times: neither is ahead after three rounds.
  let run = 0;
  const alike = (plan: Plan) => summaryOf(plan, { wallMs: 400 + 10 * (run++ % 3) });
  for (let at = 0; at < 5; at++) open.end(alike);
  expect(open.text()).toContain('3 runs per model or more');
  expect(open.text()).toMatch(/async .* ✓✓[✓·]$/m);
  open.end(alike);
  expect(open.plans).toHaveLength(10);
  expect(open.text()).toMatch(/async .* ✓✓✓··$/m);
  expect(open.screen.subtitle(80)).toContain('run 7 of 10 or more');
});

test('one that is far ahead ends it after three rounds', () => {
  const open = openFake(createScreen, {
    argument: { wish: { workload: 'wait' }, models: ['async', 'threads'] },
  });
  open.press('enter');
  open.endAll(slowThreads);
  expect(open.plans).toHaveLength(6);
});

test('models that run the code of another one are left out, which is said, until they are included', () => {
  const open = openFake(createScreen, { argument: { ...wait, runs: 1 } });
  expect(open.text()).toMatch(/^ 5 hybrid +excluded: here it is async$/m);
  open.press('enter');
  open.endAll(slowThreads);
  expect(inOneLine(open.text())).toContain('hybrid was not run: it is async here');
  open.press('5', 'enter', 'enter');
  open.endAll(slowThreads);
  expect(inOneLine(open.text())).not.toContain('hybrid was not run');
});

test('--by is what it is judged by', () => {
  const argument = { ...wait, by: 'memory', models: ['async', 'threads'], start: true } as const;
  const open = openFake(createScreen, { argument });
  open.endAll((plan) => summaryOf(plan, { wallMs: 400, memoryBytes: plan.model === 'async' ? 50e6 : 250e6 }));
  expect(inOneLine(open.text())).toMatch(/async (?:takes|is|has) .*memory/);
});
