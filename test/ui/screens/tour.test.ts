import { expect, test } from 'vitest';
import { createScreen } from '../../../source/ui/screens/tour/index.ts';
import { summaryOf } from '../../guide/helpers/summary.ts';
import { openFake } from './helpers/fake-services.ts';

const waits = (plan: { tasks: number }) => summaryOf(`wall=${400 + plan.tasks}`);

test('a chapter makes its point and says what its example will run', () => {
  const text = openFake(createScreen).text();
  expect(text).toContain('Most programs wait');
  expect(text).toContain('the Python guide: 2.01 s, not 4 s');
  expect(text).toContain('heddle run wait --model threads --tasks 2');
});

test('Enter runs the example; what its figures mean appears as they come', () => {
  const open = openFake(createScreen);
  open.press('enter');
  expect(open.plans).toHaveLength(4);
  expect(open.text()).toContain('1 of 4: wait under threads');
  open.end(waits);
  open.end(waits);
  expect(open.text()).toContain('holds: One took 401 ms, two together took 402 ms');
  expect(open.text()).toContain('Each thread sleeps on its own');
  expect(open.text()).not.toContain('The loop only has to look');
  open.endAll(waits);
  expect(open.text()).toContain('One thread waits for both');
  expect(open.screen.subtitle(80)).toContain('chapter 1 of 9');
});

test('a machine that disagrees is taken at its word', () => {
  const open = openFake(createScreen);
  open.press('enter');
  open.endAll(({ tasks }) => summaryOf(`wall=${400 * tasks}`));
  expect(open.text()).toContain('does not hold: One took 400 ms, two together took 800 ms: 2.00 × as long');
  expect(open.text()).toContain('The second thread started late');
});

test('forward and back; what was run stays told', () => {
  const open = openFake(createScreen);
  open.press('left', 'enter');
  open.endAll(waits);
  open.press('right', 'right');
  expect(open.screen.subtitle(80)).toContain('The frozen loop  chapter 3 of 9  ✓');
  open.press('left', 'left');
  expect(open.text()).toContain('One thread waits for both');
  open.press('G', 'right');
  expect(open.screen.subtitle(80)).toContain('chapter 9 of 9');
  expect(open.text()).toContain('heddle run ./my-work.js');
  open.press('4');
  expect(open.screen.subtitle(80)).toContain('Races and locks  chapter 4 of 9');
  expect(open.text()).not.toContain('./my-work.js');
});

test('while an example runs one may read on; its figures are where they belong', () => {
  const open = openFake(createScreen);
  open.press('enter', 'right');
  open.endAll(waits);
  expect(open.text()).toContain('The example');
  open.press('left');
  expect(open.text()).toContain('One thread waits for both');
});

test('c stops the example, and it can be run again', () => {
  const open = openFake(createScreen);
  open.press('enter', 'c', 'enter');
  expect(open.text()).toContain('1 of 4');
});

test('opens at a chapter, and leads to the lab', () => {
  const open = openFake(createScreen, { argument: { at: 'races' } });
  open.press('o');
  expect(open.opened).toMatchObject([{ wish: { workload: 'race', model: 'threads' }, run: false }]);
});

test('long chapters scroll, and not beyond their end', () => {
  const open = openFake(createScreen, { argument: { at: 'freezing' } });
  const top = open.text(60, 8);
  open.press('down', 'down', 'down');
  expect(open.text(60, 8)).not.toBe(top);
  for (let times = 0; times < 60; times++) open.press('down');
  const end = open.text(60, 8);
  open.press('up');
  expect(open.text(60, 8)).not.toBe(end);
});
