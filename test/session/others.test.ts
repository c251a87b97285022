import { expect, test } from 'vitest';
import type { VitalEventOf } from '../../source/protocol/vital-events.ts';
import { createVitals } from '../../source/session/create-vitals.ts';
import { othersFilledCores } from '../../source/session/processor.ts';
import { addSample } from '../../source/session/reduce-sample.ts';
import type { Vitals } from '../../source/session/vitals.ts';
import { everyEvent } from '../helpers/events.ts';

type Sample = VitalEventOf<'sample'>;

/** A second of two cores, both of them busy, of which the engine used so much. */
function second(before: Vitals, ownMs: number, coreBusyRatio: number[] | null = [1, 1]): Vitals {
  const sample: Sample = everyEvent.sample;
  const [process] = sample.processes;
  const usedMs = (before.processes[0]?.cpuMs ?? 0) + ownMs;
  return addSample(before, {
    ...sample,
    atMs: before.atMs + 1000,
    processes: [{ ...process!, role: 'engine', cpuMs: usedMs }],
    machine: { ...sample.machine, coreBusyRatio },
  });
}

/** As many seconds one after another; the first sample is where the counting begins. */
function after(...seconds: [ownMs: number, busy?: number[] | null][]): Vitals['cpu'] {
  let vitals = createVitals('running');
  for (const [ownMs, busy] of [[0] as [number], ...seconds]) {
    vitals = { ...second(vitals, ownMs, busy), atMs: vitals.atMs + 1000 };
  }
  return vitals.cpu;
}

test('what others used is what was used, less the run’s own', () => {
  expect(after([500], [1500]).others).toEqual({ usedMs: 2000, ownMs: 2000, ofMs: 4000 });
  // Where it was not measured it is not counted, as much as nothing.
  expect(after([500], [1500, null]).others).toEqual({ usedMs: 1500, ownMs: 500, ofMs: 2000 });
  expect(after().others).toBeNull();
});

test.each<[what: string, ownMs: number, busy: number[], full: boolean]>([
  ['others use a quarter of the full cores', 1500, [1, 1], true],
  ['a little less than that', 1501, [1, 1], false],
  ['with 85 % in use', 500, [1, 0.7], true],
  ['with a core to spare', 500, [1, 0.69], false],
])('%s: %d ms of its own, %o busy', (_, ownMs, busy, full) => {
  expect(othersFilledCores(after([ownMs, busy]))).toBe(full);
});

test('nothing is known of others that nobody measured', () => {
  expect(othersFilledCores(createVitals('running').cpu)).toBe(false);
});
