import { expect, test } from 'vitest';
import { heldTogether } from '../../source/findings/held-together.ts';
import { findingsOfWatch } from '../../source/findings/watched.ts';
import { frame, watchOf } from './watch/helpers/watch.ts';

/** So many functions, of which each held the loop longer than the next, and something else that is found. */
function told(functions: number) {
  const freezes = Array.from({ length: functions }, (_, at) => ({
    ...{ startedMs: 3000, durationMs: 2000 - at },
    frames: [frame(`f${at + 1}`)],
  }));
  return heldTogether(findingsOfWatch(watchOf({ freezes, loadedMs: 2000 })));
}
const saw = (functions: number) => told(functions).map((one) => one.saw.replace(/ \(auth.*/, ''));

test('of functions that held the loop four are told whole', () => {
  expect(saw(4)).toEqual([
    'f1',
    'f2',
    'f3',
    'f4',
    'It loaded for 2.0 s before its loop turned for the first time',
  ]);
});

test('of more the worst three, then all others in one finding, where they were', () => {
  const [, , third, fourth, last, ...others] = told(5);
  expect(third?.saw).toMatch(/^f3 /);
  expect(fourth).toMatchObject({
    severity: 'problem',
    saw: '2 more held the loop: f4 (auth.js:42), f5 (auth.js:42)',
    next: 'Mend those above first, then look again',
    step: null,
  });
  expect([last?.rule, others]).toEqual(['loading-slow', []]);
});

test('of many the first four by name', () => {
  const of = (functions: number) => told(functions)[3]?.saw.replaceAll(' (auth.js:42)', '');
  expect(of(7)).toBe('4 more held the loop: f4, f5, f6, f7');
  expect(of(9)).toBe('6 more held the loop: f4, f5, f6, f7, and 2 more');
});
