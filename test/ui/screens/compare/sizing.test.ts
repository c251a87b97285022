import { expect, test } from 'vitest';
import type { WorkloadCard } from '../../../../source/catalog/workloads.ts';
import type { Plan } from '../../../../source/protocol/plan.ts';
import { createScreen } from '../../../../source/ui/screens/compare/index.ts';
import type { ScreenArgument } from '../../../../source/ui/screens/screen.ts';
import { answerFor, questionOf } from '../../../answer/helpers/fake-work.ts';
import { summaryOf } from '../../../comparison/helpers/runs.ts';
import { openFake } from '../helpers/fake-services.ts';

const mine: WorkloadCard = { ...questionOf().card, id: 'mine', module: '/mine.mjs' };
const open = (argument: ScreenArgument = {}) =>
  openFake(createScreen, { argument: { wish: { workload: 'mine' }, ...argument }, workloads: [mine] });
/** Until what was looked up has come. */
const settled = () => new Promise(setImmediate);
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

/** A second of tasks of that length, one after another. */
const aSecond = (ms: number) => answerFor({ ms }).turns[0]!;
const alike = (plan: Plan) => summaryOf(plan, { wallMs: 1000 });

test('a file is called for a second first; what that shows are the numbers of its runs', async () => {
  const screen = open();
  screen.press('enter');
  expect(inOneLine(screen.text())).toContain('Calling mine for about a second, to see how many tasks');
  expect(screen.screen.subtitle(80)).toContain('▸ looking at the machine');
  await settled();
  expect(screen.plans).toMatchObject([{ model: 'sequential', profile: true }]);
  const { summary, course } = aSecond(20);
  screen.end(() => summary, course);
  expect(screen.plans.find(({ model }) => model === 'threads')).toMatchObject({
    concurrency: 2,
    profile: false,
  });
  expect(new Set(screen.plans.map(({ tasks }) => tasks)).size).toBe(1);
  expect(screen.plans[0]!.tasks).toBeGreaterThan(60);
  screen.endAll(alike);
  // The numbers stay: the same again needs no second of it.
  screen.press('enter', 'enter');
  expect(screen.plans[0]).toMatchObject({ profile: false });
});

test('what is too small to be handed out is left out, which is said, until it is included', async () => {
  const screen = open();
  screen.press('enter');
  await settled();
  const { summary, course } = aSecond(0.02);
  screen.end(() => summary, course);
  expect(new Set(screen.plans.map(({ model }) => model))).toEqual(new Set(['sequential', 'async']));
  screen.endAll(alike);
  expect(inOneLine(screen.text(80, 30))).toContain('threads was not run. Sending a task to another thread');
  screen.press('3', 'enter', 'enter');
  screen.endAll(alike);
  expect(inOneLine(screen.text(80, 30))).not.toContain('threads was not run');
});

test('where a number was given, nothing is called beforehand', () => {
  const screen = open({ wish: { workload: 'mine', concurrency: 3 }, start: true });
  expect(screen.plans.find(({ model }) => model === 'threads')).toMatchObject({
    concurrency: 3,
    profile: false,
  });
});

test('c stops it, while the machine is looked at and while the work is called', async () => {
  const screen = open();
  screen.press('enter', 'c');
  await settled();
  expect(screen.plans).toEqual([]);
  screen.press('enter');
  await settled();
  screen.press('c');
  expect(inOneLine(screen.text())).toContain('Enter runs mine under');
});
