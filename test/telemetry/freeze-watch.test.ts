import { describe, expect, test } from 'vitest';
import { beatPeriodMs } from '../../source/protocol/units.ts';
import { FreezeWatch, freezeMs, studiedFreezeMs } from '../../source/telemetry/freeze-watch.ts';
import { beatRing } from '../../source/telemetry/heartbeat.ts';
import { MemoryRecorder } from '../../source/telemetry/recorder.ts';
import { notYet, SharedTable } from '../../source/telemetry/shared-table.ts';

/** A watch whose beats and looks come by hand. */
function watchByHand(leastMs = freezeMs) {
  const table = new SharedTable(1, 10);
  const beat = beatRing(table);
  const recorder = new MemoryRecorder(table, 0);
  const watch = new FreezeWatch(table, null, leastMs);
  let lastMs = 0;
  return {
    recorder,
    startAt: (atMs: number) => watch.startAt(atMs),
    /** The loop beats at a time; it was active for so long since the last beat. */
    beat(atMs: number, activeMs: number, collectorMs = Number.NaN) {
      beat(atMs, atMs - lastMs, activeMs, collectorMs);
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
            event.holder?.kind === 'task' ? event.holder.task : (event.holder?.kind ?? null),
          ],
      );
    },
    lags: (atMs: number) => watch.read(atMs).lagsMs,
    events: (atMs: number) => watch.read(atMs).events,
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

test('a freeze of several tasks is of all of them, once the looks after the first have seen two', () => {
  const hand = watchByHand();
  hand.beat(10, 1);
  hand.recorder.started(1, 11);
  expect(hand.look(60)).toEqual([[45, false, 1]]);
  hand.recorder.started(2, 70);
  expect(hand.look(160)).toEqual([[145, false, null]]);
  hand.recorder.started(3, 170);
  expect(hand.look(270)).toEqual([[255, false, 'tasks']]);
  hand.beat(300, 289);
  expect(hand.look(301)).toEqual([[289, true, 'tasks']]);
});

test('where the task is not known in a look of four, it is nobody’s', () => {
  const toldAfter = (looks: readonly (number | null)[]) => {
    const hand = watchByHand();
    hand.beat(10, 1);
    for (const [at, task] of looks.entries()) {
      if (task === null) hand.recorder.yielded();
      else hand.recorder.started(task, 20 + at);
      hand.look(28 + at);
    }
    hand.beat(200, 189);
    return hand.look(201);
  };
  expect(toldAfter([1, 2, 3, 4, null])).toEqual([[189, true, 'tasks']]);
  expect(toldAfter([1, 2, 3, null])).toEqual([[189, true, null]]);
  expect(toldAfter([null, null, null, null, 1])).toEqual([[189, true, null]]);
});

test('a look that came before the task had begun clears nobody', () => {
  const blamedAfter = (looks: number) => {
    const hand = watchByHand();
    hand.beat(10, 1);
    hand.look(28);
    hand.recorder.started(1, 29);
    for (let look = 1; look < looks; look++) hand.look(30 + look);
    hand.beat(200, 189);
    return hand.look(201);
  };
  expect(blamedAfter(5)).toEqual([[189, true, 1]]);
  expect(blamedAfter(4)).toEqual([[189, true, null]]);
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

test('where the work is studied, what holds a loop for a little is told as well', () => {
  const [usual, studied] = [watchByHand(), watchByHand(studiedFreezeMs)];
  for (const hand of [usual, studied]) {
    hand.beat(10, 1);
    hand.look(10);
    hand.beat(35, 24);
  }
  expect(usual.look(35)).toEqual([]);
  expect(studied.look(35)).toEqual([[24, true, null]]);
});

describe('the collector', () => {
  /** The freeze of task 7 that a beat ends, of which the collector had its part. */
  function frozenWith(collectorMs: number) {
    const hand = watchByHand();
    hand.beat(10, 1, 0);
    hand.recorder.started(7, 11);
    expect(hand.look(60)).toEqual([[45, false, 7]]);
    hand.beat(210, 195, collectorMs);
    return hand.events(211).map((event) => event.type === 'held' && event)[0];
  }

  test('a freeze of which it had less than half is the task’s', () => {
    expect(frozenWith(60)).toMatchObject({ collectorMs: 60, cause: null, holder: { task: 7 } });
  });

  test('a freeze of which it had most is no task’s', () => {
    expect(frozenWith(120)).toMatchObject({ collectorMs: 120, cause: 'collector', holder: null });
  });

  test('it is not known where nobody follows it', () => {
    expect(frozenWith(Number.NaN)).toMatchObject({ collectorMs: null, holder: { task: 7 } });
  });
});

test('a late beat waits for what was collected before it, but not while the loop is frozen anew', () => {
  const table = new SharedTable(1, 10);
  const beat = beatRing(table);
  const watch = new FreezeWatch(table);
  const recorder = new MemoryRecorder(table, 0);
  const told = (atMs: number) =>
    watch
      .read(atMs)
      .events.map((event) => event.type === 'held' && [event.over, event.cause, event.durationMs]);
  beat(10, 10, 1, 0);
  expect(told(70)).toEqual([[false, null, 55]]);
  const collected = beat(110, 100, 98, notYet);
  recorder.started(5, 111);
  expect(told(115)).toEqual([]);
  collected(90);
  expect(told(116)).toEqual([[true, 'collector', 98]]);
  // Another timer that was due by then.
  const again = beat(310, 200, 198, notYet);
  expect(told(349)).toEqual([]);
  expect(told(350)).toEqual([[true, null, 198]]);
  // It is told once more when that is known, before what came after it.
  again(190);
  beat(610, 300, 298, 0);
  expect(told(611)).toEqual([
    [true, 'collector', 198],
    [true, null, 298],
  ]);
  expect(told(612)).toEqual([]);
});

test('who holds the loop is not asked while its beat waits to be told', () => {
  const table = new SharedTable(1, 10);
  const beat = beatRing(table);
  const recorder = new MemoryRecorder(table, 0);
  const watch = new FreezeWatch(table);
  beat(10, 10, 1, 0);
  recorder.started(3, 11);
  watch.read(40);
  watch.read(70);
  const collected = beat(110, 100, 98, notYet);
  recorder.yielded();
  watch.read(115);
  collected(1);
  expect(watch.read(116).events).toMatchObject([{ over: true, holder: { kind: 'task', task: 3 } }]);
});
