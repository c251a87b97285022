import { expect, test } from 'vitest';
import { Starvation } from '../../source/looks/starvation.ts';

type Ran = readonly [
  microtask: boolean | null,
  tick: boolean | null,
  begun?: number,
  callback?: boolean | null,
];

const first: Ran = [null, null];
const by = (...looks: readonly Ran[]) => {
  const starvation = new Starvation();
  for (const [microtask, tick, begun = 1, callback = null] of looks)
    starvation.add({
      atMs: 0,
      tookMs: 0,
      beatMs: 0,
      begun,
      request: null,

      ran: { microtask, tick, callback },
      entry: null,
      entered: false,
      sites: [],
    });
  return starvation.by;
};

test.each<[string, readonly Ran[], ReturnType<typeof by>]>([
  ['one look', [first], null],
  ['one long call', [first, [false, false], [false, false]], null],
  ['promises that resolve at once', [first, [true, false]], 'microtasks'],
  ['ticks that add ticks', [first, [false, true], [false, true]], 'ticks'],
  ['many callbacks in one turn', [first, [true, true], [true, true]], null],
  ['tasks that begin one after another', [first, [true, false, 2], [true, false, 3]], null],
  ['mostly one long call', [first, [false, false], [false, false], [true, false]], null],
  ['mostly promises', [first, [true, false], [true, false], [false, false]], 'microtasks'],
  ['ticks, by one task after another', [first, [false, true], [true, true, 2], [false, true, 2]], 'ticks'],
  ['queues that refill each other', [first, [true, true], [true, true, 1, false]], 'both'],
  ['callbacks that the loop calls anew', [first, [true, true], [true, true, 1, true]], null],
  [
    'mostly queues that refill each other',
    [first, [true, false], [true, true, 1, false], [true, true, 1, false]],
    'both',
  ],
  ['now and then', [first, [true, false], [true, true], [true, true], [true, true], [true, true]], null],
  ['a look that left nothing', [first, [false, null], [true, null]], null],
  ['what an earlier freeze has left', [[true, false]], null],
])('%s', (_, looks, queue) => {
  expect(by(...looks)).toBe(queue);
});
