import { describe, expect, test } from 'vitest';
import { createVitals } from '../../source/session/create-vitals.ts';
import { addPlace, heldPlaces, isHeldIn, removePlace } from '../../source/session/held-places.ts';
import { ownFrames } from '../../source/session/own-frame.ts';
import { reduceVitals } from '../../source/session/reduce-vitals.ts';
import type { Held, Vitals } from '../../source/session/vitals.ts';
import { sessionOf } from '../findings/helpers/evidence.ts';
import { everyEvent } from '../helpers/events.ts';
import { unlooked } from '../helpers/unmeasured.ts';

type HeldEvent = typeof everyEvent.held;

const frame = (name: string | null, line: number, file = '/me/auth.js') => ({ name, file, line, column: 1 });
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

  test('have a line that is not only near, if one is known', () => {
    const [at, near] = [held(100, [frame('hash', 42)]), held(900, [frame('hash', 44)], { placed: 'near' })];
    expect(places(at, near)).toMatchObject([{ line: 42, placed: 'at', longestMs: 900 }]);
    expect(places(near, at)).toMatchObject([{ line: 42, placed: 'at', longestMs: 900 }]);
    const nearer = held(950, [frame('hash', 46)], { placed: 'near' });
    expect(places(near, nearer)).toMatchObject([{ line: 46, placed: 'near' }]);
  });

  test('are not blamed for what waited for a core, or where no line is known', () => {
    expect(places(held(900, [frame('hash', 4)], { cause: 'no-core' }), held(900, []))).toEqual([]);
  });

  test('are told of the freeze that lasts, too, and that one once', () => {
    const lasting = { durationMs: 700, over: false, frames: [frame('hash', 42)] };
    const { loop } = sessionOf({ model: 'async', freezes: [lasting, { ...lasting, over: true }] });
    expect(heldPlaces(loop)).toMatchObject([{ freezes: 2, heldMs: 1400 }]);
  });

  test('are told apart by what is called there, and whether it waits', () => {
    const sync = frame('execSync', 900, 'node:child_process');
    const all = [
      held(2000, [sync, frame('serve', 10)], { cause: 'child' }),
      held(900, [sync, frame('serve', 12)], { cause: 'blocked' }),
      held(1500, [frame('serve', 6)]),
      held(400, [frame('parse', 1, 'node:url'), frame('serve', 7)]),
      held(100, [frame('serve', 14)], { cause: 'blocked' }),
    ];
    expect(places(...all)).toMatchObject([
      { line: 10, freezes: 2, heldMs: 2900 },
      { line: 6, freezes: 2, heldMs: 1900 },
      { line: 14, freezes: 1, heldMs: 100 },
    ]);
    expect(removePlace(places(...all), all[1]!)).toMatchObject([{ freezes: 1 }, { freezes: 2 }, {}]);
  });

  test('are one with a call on their line that had returned when it was seen', () => {
    const sync = frame('execSync', 900, 'node:child_process');
    const late = held(300, [frame('serve', 10)], { cause: 'child', placed: 'before' });
    const known = held(200, [sync, frame('serve', 10)], { cause: 'child' });
    const elsewhere = held(100, [frame('serve', 11)], { cause: 'child', placed: 'before' });
    const computes = held(50, [frame('serve', 10)]);
    for (const all of [
      [late, known, elsewhere, computes],
      [known, late, computes, elsewhere],
    ])
      expect(places(...all)).toMatchObject([
        { way: 'execSync', freezes: 2, heldMs: 500, isLate: false },
        { way: 'waits', freezes: 1, isLate: true },
        { way: 'computes', freezes: 1, isLate: false },
      ]);
    expect(removePlace(places(late, known), late)).toMatchObject([{ way: 'execSync', freezes: 1 }]);
    const other = frame('readFileSync', 400, 'node:fs');
    expect(places(known, held(200, [other, frame('serve', 10)], { cause: 'blocked' }))).toHaveLength(2);
  });

  describe('without a name', () => {
    const at = (line: number, request: string | null, durationMs = 100) =>
      held(durationMs, [frame(null, line)], {
        holder: request === null ? null : { kind: 'request', request, certainty: 'exact' },
      });

    test('are those of other lines that serve another request', () => {
      expect(places(at(6, 'GET /a', 300), at(20, 'GET /b'))).toMatchObject([{ line: 6 }, { line: 20 }]);
      expect(places(at(6, 'GET /a'), at(6, 'GET /b'))).toMatchObject([{ freezes: 2 }]);
      expect(places(at(6, null), at(20, null))).toMatchObject([{ freezes: 2 }]);
    });

    test('are one where they are in the lines of one loop', () => {
      const all = [at(6, 'GET /a'), at(7, 'GET /a'), at(7, 'GET /b', 300), at(20, 'GET /c', 200)];
      const [loop, other] = places(...all);
      expect([loop, other]).toMatchObject([
        { line: 7, freezes: 3 },
        { line: 20, freezes: 1 },
      ]);
      expect(all.map((one) => isHeldIn(one, loop!))).toEqual([true, true, true, false]);
      expect(removePlace([loop!, other!], all[1]!)).toMatchObject([{ freezes: 2 }, { freezes: 1 }]);
    });

    test('serve a request, or are called by a timer', () => {
      const timer = { ...at(20, null), holder: { kind: 'timer', certainty: 'likely' } } as const;
      expect(places(at(6, 'GET /a'), timer)).toHaveLength(2);
    });
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

test('freezes in which it had no core are counted apart, as what is known of them changes', () => {
  const of = (startedMs: number, durationMs: number, more: Partial<HeldEvent>): HeldEvent => ({
    ...{ ...everyEvent.held, startedMs, durationMs, over: true, frames: [frame('hash', 42)] },
    ...more,
  });
  const after = (...events: readonly HeldEvent[]) =>
    events.reduce<Vitals>((vitals, event) => reduceVitals(vitals, event), createVitals('running')).loop
      .withoutCore;
  const noCore = { cause: 'no-core' } as const;
  expect(after(of(10, 100, {}))).toEqual({ freezes: 0, ms: 0 });
  expect(after(of(10, 100, noCore), of(200, 300, {}), of(600, 50, noCore))).toEqual({ freezes: 2, ms: 150 });
  expect(after(of(10, 100, { ...noCore, over: false }), of(10, 400, noCore))).toEqual({
    freezes: 1,
    ms: 400,
  });
  expect(after(of(10, 100, noCore), of(10, 100, {}))).toEqual({ freezes: 0, ms: 0 });
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
