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
    const lines = cardLinesOf({ runtime: usualRuntime.id, model });
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

test('tells of the runtime that is chosen in the lab, and its runs name it', () => {
  const open = openFake(createScreen);
  const interpreter = { path: '/opt/python3.8', version: '3.8.18', lock: 'shared', asked: '3.8' } as const;
  open.services.chosen = () => ({ workload: 'wait', model: 'threads', runtime: 'python', interpreter });
  open.screen.enter!({});
  expect(open.text()).toContain('─ threads in Python ─');
  expect(open.screen.heading?.().runtime).toBe('python 3.8.18');
  expect(open.screen.subtitle(80)).toContain('6 interpreters');
  expect(open.screen.subtitle(60).trim()).toMatch(/^1 +2 +\[3 threads\] +4 +5 +6$/);
  expect(open.text()).toContain('share the lock of the interpreter (the GIL)');
  expect(open.text()).toContain('heddle run compute --runtime python --python 3.8 --model threads --tasks 8');
  open.press('6');
  expect(open.screen.subtitle(80)).toContain('[6 interpreters]');
  open.press('2', 'enter');
  expect(open.opened[0]).toMatchObject({
    run: true,
    wish: { runtime: 'python', interpreter, model: 'async' },
  });
  open.services.chosen = () => ({ workload: 'wait', model: 'threads' });
  open.screen.enter!({});
  expect(open.text()).toContain('A pool of worker threads');
});
