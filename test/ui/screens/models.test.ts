import { expect, test } from 'vitest';
import { usualRuntime } from '../../../source/catalog/runtimes/index.ts';
import { cardLinesOf } from '../../../source/guide/models/index.ts';
import { createScreen } from '../../../source/ui/screens/models/index.ts';
import { openFake } from './helpers/fake-services.ts';

test('opens with the card of the model chosen in the lab, or of the one asked for', () => {
  expect(openFake(createScreen).text()).toContain('A pool of worker threads');
  expect(openFake(createScreen, { argument: { at: 'hybrid' } }).text()).toContain('event loop in front');
});

test('every line of every card leads to its run', () => {
  const open = openFake(createScreen, { argument: { at: 'sequential' } });
  for (const [at, { id: model }] of usualRuntime.models.entries()) {
    const lines = cardLinesOf(model);
    open.press(String(at + 1));
    for (let line = 0; line < lines.length; line++) open.press('enter', 'down');
    const opened = open.opened.splice(0);
    expect(opened.every(({ wish, run }) => run && wish.model === model)).toBe(true);
    expect(opened.map(({ wish }) => wish)).toEqual(expect.arrayContaining(lines.map(({ wish }) => wish)));
  }
});

test('arrows go from model to model, round and round', () => {
  const last = usualRuntime.models.at(-1)!;
  const open = openFake(createScreen, { argument: { at: last.id } });
  open.press('right');
  expect(open.text()).toContain('One task after another on the main loop');
  expect(open.screen.subtitle(80)).toContain('[1 sequential]');
  open.press('left');
  expect(open.text()).toContain(`─ ${last.id} ─`);
  expect(open.screen.subtitle(80)).toContain(`[${usualRuntime.models.length} ${last.id}]`);
});

test('the run of the chosen line is in sight, also where lines wrap', () => {
  const open = openFake(createScreen, { argument: { at: 'processes' } });
  open.press('G');
  for (const width of [60, 80, 120]) {
    const text = open.text(width, 21);
    expect(text).toContain('→ A process per waiting');
    expect(text).toContain('heddle run wait --model processes --tasks 64');
  }
});
