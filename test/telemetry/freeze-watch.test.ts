import { expect, test } from 'vitest';
import { beatPeriodMs } from '../../source/protocol/units.ts';
import { FreezeWatch } from '../../source/telemetry/freeze-watch.ts';
import { beatRing } from '../../source/telemetry/heartbeat.ts';
import { MemoryRecorder } from '../../source/telemetry/recorder.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';

/** A watch whose beats and looks come by hand. */
function watchByHand() {
  const table = new SharedTable(1, 10);
  const beat = beatRing(table);
  const recorder = new MemoryRecorder(table, 0);
  const watch = new FreezeWatch(table);
  let lastMs = 0;
  return {
    recorder,
    startAt: (atMs: number) => watch.startAt(atMs),
    /** The loop beats at a time; it was active for so long since the last beat. */
    beat(atMs: number, activeMs: number) {
      beat(atMs, atMs - lastMs, activeMs);
      lastMs = atMs;
    },
    /** The freezes that a look at a time tells of: how long, over or not, whose fault. */
    look(atMs: number) {
      const { events } = watch.read(atMs);
      return events.map(
        (event) =>
          event.type === 'held' && [
            event.durationMs,
            event.over,
            event.holder?.kind === 'task' ? event.holder.task : null,
          ],
      );
    },
    lags: (atMs: number) => watch.read(atMs).lagsMs,
  };
}

test('a loop that beats in time is not frozen, and every lag is told once', () => {
  const hand = watchByHand();
  for (const at of [10, 20, 33]) hand.beat(at, 1);
  expect(hand.lags(34)).toEqual([0, 0, 3]);
  expect(hand.lags(35)).toEqual([]);
  expect(hand.look(40)).toEqual([]);
});

test('a freeze begins, grows and is over; its length is then the time the loop was active', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  hand.recorder.started(7, 11);
  expect(hand.look(20)).toEqual([]);
  expect(hand.look(60)).toEqual([[60 - 10 - beatPeriodMs / 2, false, 7]]);
  // Not again until it has grown.
  expect(hand.look(100)).toEqual([]);
  expect(hand.look(200)).toEqual([[185, false, 7]]);
  hand.recorder.yielded();
  hand.beat(250, 237);
  expect(hand.look(251)).toEqual([[237, true, 7]]);
  expect(hand.look(255)).toEqual([]);
});

test('a freeze of several tasks is nobody’s', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  hand.recorder.started(1, 11);
  expect(hand.look(60)).toEqual([[45, false, 1]]);
  hand.recorder.started(2, 70);
  expect(hand.look(160)).toEqual([[145, false, null]]);
  hand.beat(200, 189);
  expect(hand.look(201)).toEqual([[189, true, null]]);
});

test('a freeze that nobody saw while it lasted is told afterwards', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  hand.look(11);
  hand.beat(110, 95);
  hand.beat(120, 1);
  expect(hand.look(121)).toEqual([[95, true, null]]);
});

test('a loop that was late but idle was not frozen', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  hand.look(11);
  // The whole process was stopped: the beat is late, the loop did nothing.
  hand.beat(110, 2);
  expect(hand.look(111)).toEqual([]);
});

test('one that was announced and proves to be none is closed', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  hand.look(11);
  expect(hand.look(80)).toEqual([[65, false, null]]);
  hand.beat(90, 3);
  expect(hand.look(91)).toEqual([[70, true, null]]);
});

test('before the first beat nothing is known', () => {
  expect(watchByHand().look(500)).toEqual([]);
});

test('a watcher that was late itself misses no beat of the last ones', () => {
  const hand = watchByHand();
  for (let at = 10; at <= 600; at += 10) hand.beat(at, 1);
  expect(hand.lags(601)).toHaveLength(60);
});

test('of a beat that spans the start only what comes after counts', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  expect(hand.look(200)).toEqual([[185, false, null]]);
  // Lanes were being started until 205; the loop goes on in the same turn.
  hand.startAt(205);
  expect(hand.look(210)).toEqual([]);
  hand.beat(220, 209);
  expect(hand.lags(221)).toEqual([15]);
  hand.startAt(300);
  hand.beat(380, 158);
  expect(hand.look(381)).toEqual([[80, true, null]]);
});
