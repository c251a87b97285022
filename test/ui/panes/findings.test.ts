import { expect, test } from 'vitest';
import { findingsPane } from '../../../source/ui/panes/findings.ts';
import { type Figures, sessionOf, together } from '../../findings/helpers/evidence.ts';
import { paneView, plain } from '../helpers/lab-screen.ts';

const none: Figures = { model: 'async', tasks: together(2, 1000) };
const one: Figures = { ...none, freezes: [{ durationMs: 900, task: 1 }] };
const two: Figures = { ...one, main: { cpuMs: 1000 }, atOnce: 2 };
const three: Figures = { ...two, heapLimitBytes: 100e6, memory: { peakHeapUsedBytes: 96e6 } };

const drawn = (figures: Figures, height = 3) =>
  findingsPane.draw(sessionOf(figures), { width: 80, height }, paneView, plain).map((line) => line.trimEnd());

test('without findings it takes no room', () => {
  expect(findingsPane.shown(sessionOf(none))).toBe(false);
  expect(findingsPane.shown(sessionOf(one))).toBe(true);
});

test.each([24, 40])('during a run it is as tall whatever was found, on %d rows', (height) => {
  const heights = [one, two, three].map((figures) =>
    findingsPane.wants(sessionOf({ ...figures, outcome: null }), { width: 80, height }, null),
  );
  expect(new Set(heights).size).toBe(1);
  // No more than a third of the screen.
  expect(heights[0]).toBeLessThanOrEqual(height / 3);
});

test('what was seen comes before what to do, and the count tells of the rest', () => {
  const [title, ...rows] = drawn({ ...one, outcome: null });
  expect(title).toMatch(/ 1 problem ─$/);
  expect(rows).toEqual([
    ' ✗ The loop was frozen for 900 ms, blocked by task 1',
    expect.stringMatching(/^ → Try threads \(3\)/),
  ]);
  expect(drawn({ ...two, outcome: null })[2]).toMatch(/^ ! 2 tasks at once, but one loop computed 100 %/);
  expect(drawn({ ...three, outcome: null })[0]).toMatch(/ 2 problems, 1 warning · \+ 1 more: Tab, Enter ─$/);
  const narrow = { width: 44, height: 3 };
  const [short] = findingsPane.draw(sessionOf({ ...three, outcome: null }), narrow, paneView, plain);
  expect(short).toMatch(/^─ Findings ─+ \+ 2 more: Tab, Enter ─$/);
  expect(drawn({ ...three, outcome: null }, 5)[0]).toMatch(/ 2 problems, 1 warning ─$/);
});

test('from three rows on it is also said what to do about the first', () => {
  const rows = drawn({ ...three, outcome: null }, 4).slice(1);
  expect(rows.map((row) => row.slice(0, 2))).toEqual([' ✗', ' →', ' ✗']);
});

test('of the first all that was seen is told, also where it takes the rows of others', () => {
  const narrow = { width: 44, height: 3 };
  const [, ...rows] = findingsPane.draw(sessionOf({ ...two, outcome: null }), narrow, paneView, plain);
  expect(rows.join(' ').replace(/\s+/g, ' ').trim()).toBe(
    '✗ The loop was frozen for 900 ms, blocked by task 1',
  );
});

test("after the run the first step is the summary's to tell", () => {
  const [, ...rows] = drawn(one);
  expect(rows[1]).toBe('   Meanwhile no other task, timer or connection could run.');
  expect(rows.join()).not.toContain('→');
});

test('with the screen to itself it tells reasons and sources', () => {
  const text = drawn(three, 24).join('\n');
  expect(text).toMatch(/ → Try threads \(3\)[^→]*\n {3}Meanwhile.*\n {3}Node\.js, Don't Block/);
  expect(findingsPane.length(sessionOf(three), { width: 80, height: 20 })).toBeGreaterThanOrEqual(3 * 5);
});
