import { expect, test } from 'vitest';
import { claims } from '../../../source/claims/index.ts';
import { keptName } from '../../../source/table/measured.ts';
import { createScreen } from '../../../source/ui/screens/claims/index.ts';
import { createScreen as createTable } from '../../../source/ui/screens/table/index.ts';
import { createScreen as createTour } from '../../../source/ui/screens/tour/index.ts';
import { summaryOf } from '../../guide/helpers/summary.ts';
import { openFake } from './helpers/fake-services.ts';

const waits = (plan: { tasks: number }) => summaryOf(`wall=${400 + plan.tasks}`);
const at = 'sleeping-threads-overlap';

test('lists every claim by chapter, and says all about the one that is chosen', () => {
  const open = openFake(createScreen, { argument: { at } });
  const text = open.text(80, 90);
  for (const { says } of claims) expect(text).toContain(says.slice(0, 60));
  expect(text).toMatch(/→ {3}Two threads that sleep/);
  expect(text).toContain('heddle run wait --model threads --tasks 2');
  expect(text).toContain('From the guide "Asyncio vs Threading in Python"');
  expect(open.screen.terms?.flat().join(' ')).toContain('in Node.js and in Python');
});

test('checks one claim: its runs and no others, and shows what they say', () => {
  const open = openFake(createScreen, { argument: { at } });
  open.press('enter');
  expect(open.plans.map(({ model, tasks }) => [model, tasks])).toEqual([
    ['threads', 1],
    ['threads', 2],
  ]);
  open.end(waits);
  expect(open.text()).toContain('2 of 2: wait under threads');
  expect(open.text()).not.toContain('holds:');
  open.end(waits);
  expect(open.text()).toContain('✓ holds: One took 401 ms, two together took 402 ms: 1.00 × as long');
  expect(open.screen.subtitle(80)).toContain('1 of 55 holds · 54 not checked');
});

test('what chance had a hand in is run once more, and not a third time', () => {
  const open = openFake(createScreen, { argument: { at } });
  const unsure = ({ tasks }: { tasks: number }) => summaryOf(`wall=${tasks === 1 ? 400 : 600}`);
  open.press('enter');
  open.end(unsure);
  open.end(unsure);
  expect(open.text()).toContain('1 of 2: wait under threads');
  expect(open.text()).toContain('inconclusive: One took 400 ms');
  open.endAll(waits);
  expect(open.text()).toContain('✓ holds: One took 401 ms, two together took 402 ms: 1.00 × as long');
  open.press('enter');
  open.end(unsure);
  open.end(unsure);
  open.end(unsure);
  open.end(unsure);
  expect(open.services.batches.running).toBe(false);
});

test('keeps what was measured, and shows it another time with its day', () => {
  const first = openFake(createScreen, { argument: { at } });
  first.press('enter');
  first.endAll(waits);
  const second = openFake(createScreen, { argument: { at }, kept: first.kept });
  expect(second.text()).toContain('holds: One took 401 ms');
  expect(second.text()).toContain('measured 2026-11-23');
});

test('what another machine measured says so', () => {
  const first = openFake(createScreen, { argument: { at } });
  first.press('enter');
  first.endAll(waits);
  const kept = JSON.parse(
    JSON.stringify(first.kept.get(keptName({ runtime: 'node 24.21' }))).replace('host, cpu', 'other, cpu'),
  );
  const second = openFake(createScreen, {
    argument: { at },
    kept: new Map([[keptName({ runtime: 'node 24.21' }), kept]]),
  });
  expect(second.text()).toContain('measured on another machine (other, cpu)');
});

test('c stops: what was not run is inconclusive, and nothing is kept of it', () => {
  const open = openFake(createScreen, { argument: { at } });
  open.press('enter');
  open.end(waits);
  open.press('c');
  expect(open.text()).toContain('stopped before its runs had ended');
  expect(open.kept.get(keptName({ runtime: 'node 24.21' }))).toEqual({});
});

test('a checks the quick set, each distinct run once', () => {
  const open = openFake(createScreen);
  open.press('a');
  expect(open.plans.length).toBeGreaterThan(20);
  expect(new Set(open.plans.map((plan) => JSON.stringify(plan))).size).toBe(open.plans.length);
});

test('a run that cannot be started is said, and the claim is as before', () => {
  const open = openFake(createScreen, { argument: { at } });
  open.press('enter');
  open.endAll(waits);
  const before = open.text();
  open.refusal = 'the lab has a run under way';
  open.press('a');
  expect(open.said).toEqual(['the lab has a run under way']);
  expect(open.text()).toBe(before);
  // Still those of the latest runs, not what is kept of them.
  expect(before).not.toContain('measured 2026-11-23');
});

test('a claim no run can check says why', () => {
  const open = openFake(createScreen, { argument: { at: 'thousands-of-threads-bring-a-machine-down' } });
  open.press('enter');
  expect(open.said[0]).toMatch(/1,024 threads/);
  expect(() => open.press('o')).toThrow('no key "o"');
});

test('keys walk the claims and the chapters, and never fall off', () => {
  const open = openFake(createScreen);
  const chosen = () => /→ .{2}(.{20})/.exec(open.text())?.[1];
  const first = chosen();
  open.press('up');
  expect(chosen()).toBe(first);
  open.press('down', 'down', 'up', 'up');
  expect(chosen()).toBe(first);
  open.press('right');
  expect(chosen()).toContain('Threads work with');
  open.press('left');
  expect(chosen()).toBe(first);
  open.press('G', 'down', 'right');
  expect(chosen()).toBe(claims.at(-1)!.says.slice(0, 20));
  open.press('g');
  expect(chosen()).toBe(first);
});

test('/ searches: the first match is chosen as one types, n goes on, Esc goes back', () => {
  const open = openFake(createScreen);
  const chosen = () => /→ .{2}(.{20})/.exec(open.text())?.[1];
  const type = (text: string) => {
    for (const character of text) open.screen.prompt!()!.type(character);
  };
  const first = chosen();
  open.press('/');
  type('LOCK ar');
  expect(chosen()).toBe('With a lock around e');
  expect(open.screen.prompt!()!.row).toContain('/LOCK ar_');
  type('x');
  expect(open.screen.prompt!()!.row).toContain('no claim matches');
  expect(chosen()).toBe(first);
  open.press('backspace', 'enter');
  expect(open.screen.prompt!()).toBeNull();
  expect(chosen()).toBe('With a lock around e');
  open.press('g', '/');
  type('compute');
  open.press('enter');
  const one = chosen();
  open.press('n');
  expect(chosen()).not.toBe(one);
  open.press('g', '/');
  type('memory');
  open.press('escape');
  expect(chosen()).toBe(first);
});

test('Space turns the pages of what is told of a claim, and comes round again', () => {
  const open = openFake(createScreen, { argument: { at } });
  const whole = openFake(createScreen, { argument: { at } }).text(60, 120);
  const last = '--tasks 2';
  expect(whole).toContain(last);
  const first = open.text(60, 12);
  expect(first).not.toContain(last);
  let pages = 1;
  for (; !open.text(60, 12).includes(last); pages++) open.press('space');
  expect(pages).toBeGreaterThan(1);
  open.press('space');
  expect(open.text(60, 12)).toBe(first);
  open.press('space', 'down', 'up');
  expect(open.text(60, 12)).toBe(first);
});

test('what one screen measures the others show while it comes, and any of them stops it', () => {
  const open = openFake(createScreen);
  const beside = openFake(createTable, { argument: { at: 'memory' }, beside: open });
  const tour = openFake(createTour, { beside: open });
  const measured = () => /(\d+) of 18 /.exec(beside.screen.subtitle(60))?.[1];
  expect(beside.screen.subtitle(60)).toContain('Nothing is measured yet');
  open.press('a');
  for (const _ of open.plans.slice(1)) open.end(() => summaryOf('wall=400 pss=1200 rss=1300 virtual=1400'));
  expect(Number(measured())).toBeGreaterThan(0);
  expect(beside.text()).toMatch(/▸ (\d+) of \1:/);
  // The tour did not start them: its chapter has nothing to tell of them.
  expect(tour.text()).toContain('The example');
  beside.press('c');
  expect(open.text()).not.toContain('▸');
  expect(() => tour.press('c')).toThrow('no key "c"');
});

test('o opens the run in the lab', () => {
  const open = openFake(createScreen, { argument: { at } });
  open.press('o');
  expect(open.opened).toMatchObject([{ wish: { workload: 'wait', model: 'threads', tasks: 2 }, run: false }]);
});

test('v checks in the Python that was found, and in Node.js again; without one it says so', () => {
  const usual = { path: '/usr/bin/python3', version: '3.11.7', lock: 'shared', origin: 'path' } as const;
  const open = openFake(createScreen, {
    argument: { at },
    survey: { usable: [usual], unusable: [], usual },
  });
  open.press('v');
  expect(open.screen.subtitle(80)).toContain('python 3.11');
  expect(open.text(80, 90)).toContain('heddle run wait --runtime python --model threads --tasks 2');
  open.press('v');
  expect(open.screen.subtitle(80)).not.toContain('python');
  const without = openFake(createScreen, { argument: { at } });
  without.press('v');
  expect(without.said.join(' ')).toContain('No Python was found');
});

test('claims are checked in the Python that is chosen in the lab', () => {
  const interpreter = { path: '/opt/python3.8', version: '3.8.18', lock: 'shared', asked: '3.8' } as const;
  const chosen = { workload: 'wait', model: 'threads', runtime: 'python', interpreter } as const;
  const open = openFake(createScreen, { argument: { at }, chosen });
  expect(open.screen.heading?.().runtime).toBe('python 3.8.18');
  expect(open.screen.keys().find(({ keys }) => keys === 'v')?.hint).toBe('Node.js');
});
