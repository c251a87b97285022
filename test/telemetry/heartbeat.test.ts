import { expect, test } from 'vitest';
import { createClock } from '../../source/telemetry/clock.ts';
import { beatRing, startHeartbeat } from '../../source/telemetry/heartbeat.ts';
import { MemoryRecorder } from '../../source/telemetry/recorder.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';

/** Tells when the loop is to beat in another period than before. */
class Recorder extends MemoryRecorder {
  #told = Promise.withResolvers<number>();

  override period(ms: number): void {
    super.period(ms);
    this.#told.resolve(ms);
    this.#told = Promise.withResolvers();
  }

  get nextPeriod(): Promise<number> {
    return this.#told.promise;
  }
}

test('a loop with nothing to do is woken less often, until it has something to do', async () => {
  const table = new SharedTable(1, 0);
  const recorder = new Recorder(table, 0);
  const clock = createClock(0);
  const spared: number[] = [];
  let lastMs = 0;
  const write = beatRing(table);
  const stop = startHeartbeat({
    ...{ recorder, clock, periodMs: 10, restMs: 40, telemetry: true, keepsAlive: true },
    cancellation: { requested: false, request: () => {} },
    onBeat(...beat) {
      spared.push(beat[0] - lastMs - beat[1]);
      lastMs = beat[0];
      return write(...beat);
    },
  });
  recorder.open(0, 10);
  expect(await recorder.nextPeriod).toBe(40);
  const beats = spared.length;
  setImmediate(() => {
    for (const until = clock() + 5; clock() < until; );
  });
  expect(await recorder.nextPeriod).toBe(10);
  expect(spared[beats]).toBeCloseTo(30);
  expect(spared[beats - 1]).toBeCloseTo(0);
  expect(table.lanes[0]!.periodMs).toBe(10);
  stop();
});
