import { describe, expect, test } from 'vitest';
import { createVitals } from '../../source/session/create-vitals.ts';
import { addPlace, heldPlaces } from '../../source/session/held-places.ts';
import { ownFrames } from '../../source/session/own-frame.ts';
import { reduceVitals } from '../../source/session/reduce-vitals.ts';
import type { Held, Vitals } from '../../source/session/vitals.ts';
import { sessionOf } from '../findings/helpers/evidence.ts';
import { everyEvent } from '../helpers/events.ts';
import { unlooked } from '../helpers/unmeasured.ts';

type HeldEvent = typeof everyEvent.held;

const frame = (name: string, line: number, file = '/me/auth.js') => ({ name, file, line, column: 1 });
const held = (durationMs: number, frames: Held['frames'], part: Partial<Held> = {}): Held => ({
  ...{ lane: 0, startedMs: 0, durationMs, over: true, looks: 9, cause: 'computing', call: null },
  ...{ keepsLock: null, holder: null, frames },
  ...unlooked,
  ...part,
});
const places = (...all: Held[]) => all.reduce(addPlace, []);

describe('the functions that held the loop', () => {
  test('have the share of each freeze in which they were found, and the line of the longest', () => {
    const [most, ...others] = places(
      held(1000, [frame('hash', 42)], { stacks: 11, stacksHere: 9 }),
      held(2000, [frame('hash', 44)], { stacks: 4, stacksHere: 4 }),
      held(500, [frame('hash', 40)]),
      held(900, [frame('parse', 7)]),
    );
    expect(most).toMatchObject({ name: 'hash', file: '/me/auth.js', line: 44, freezes: 3 });
    expect(most!.heldMs).toBeCloseTo(2500 + 1000 * (9 / 11));
    expect(others).toMatchObject([{ name: 'parse', freezes: 1, heldMs: 900 }]);
  });

  test('say how that line stands to the call', () => {
    const [most] = places(
      held(100, [frame('hash', 42)]),
      held(900, [frame('hash', 44)], { placed: 'before' }),
      held(200, [frame('hash', 40)], { placed: 'below' }),
    );
    expect(most).toMatchObject({ line: 44, placed: 'before' });
    expect(places(held(100, [frame('hash', 42)]))).toMatchObject([{ placed: 'at' }]);
  });

  test('are not blamed for what waited for a core, or where no line is known', () => {
    expect(places(held(900, [frame('hash', 4)], { cause: 'no-core' }), held(900, []))).toEqual([]);
  });

  test('are told of the freeze that lasts, too, and that one once', () => {
    const lasting = { durationMs: 700, over: false, frames: [frame('hash', 42)] };
    const { loop } = sessionOf({ model: 'async', freezes: [lasting, { ...lasting, over: true }] });
    expect(heldPlaces(loop)).toMatchObject([{ freezes: 2, heldMs: 1400 }]);
  });

  test('are never more than fifty', () => {
    const many = Array.from({ length: 80 }, (_, at) => held(80 - at, [frame(`f${at}`, 1)]));
    expect(places(...many)).toHaveLength(50);
  });
});

test('a freeze that is told again takes the place of what was told of it', () => {
  const first: HeldEvent = {
    ...{ ...everyEvent.held, startedMs: 10, durationMs: 100 },
    ...{ over: true, frames: [frame('hash', 42)] },
  };
  const better: HeldEvent = { ...first, cause: 'collector', frames: [], holder: null, collectorMs: 90 };
  const after = (...events: readonly HeldEvent[]) =>
    events.reduce<Vitals>((vitals, event) => reduceVitals(vitals, event), createVitals('running')).loop;
  const other = { ...first, startedMs: 200, over: false };
  const loop = after(first, other, better);
  expect(loop).toMatchObject({ freezeCount: 2, frozenMs: 200, places: [], frozenCollectingMs: 101.5 });
  expect(loop.held.map(({ over, cause }) => [over, cause])).toEqual([
    [true, 'collector'],
    [false, 'native-call'],
  ]);
  expect(after(first, better, { ...other, over: true }).places).toMatchObject([{ freezes: 1, name: 'hash' }]);
});

test('frames of a package or a runtime are nobody’s own', () => {
  const frames = [
    frame('a', 1, 'node:fs'),
    frame('b', 2, '/me/node_modules/x/y.js'),
    frame('c', 3),
    frame('d', 4),
  ];
  expect(ownFrames({ frames }).map(({ name }) => name)).toEqual(['c', 'd']);
});
