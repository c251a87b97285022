import type { VitalEvent } from '../../source/protocol/vital-events.ts';
import { createVitals } from '../../source/session/create-vitals.ts';
import { begin, reduceVitals } from '../../source/session/reduce-vitals.ts';
import type { Vitals } from '../../source/session/vitals.ts';
import { everyEvent } from './events.ts';
import { unlooked } from './unmeasured.ts';

const lane = (id: number, name: string): VitalEvent => ({
  type: 'lane',
  atMs: 40,
  lane: id,
  name,
  kind: id === 0 ? 'loop' : 'thread',
  pid: 100,
  state: 'open',
  reason: null,
});

/** A look at a server of two cores that has one worker thread. */
export function look(atMs: number, lagsMs: readonly number[] = [0.4]): VitalEvent {
  const { sample } = everyEvent;
  const [main] = sample.lanes;
  const usage = sample.processes[0]!;
  return {
    ...sample,
    atMs,
    loopLagsMs: [...lagsMs],
    lanes: [
      { ...main!, lockMs: null, cpuMs: atMs / 2, waitMs: atMs / 50, lagMs: Math.max(...lagsMs), task: null },
      {
        ...main!,
        lockMs: null,
        lane: 1,
        cpuMs: atMs / 4,
        waitMs: atMs / 100,
        lagMs: 3,
        copyMs: null,
        task: null,
      },
    ],
    processes: [{ ...usage, cpuMs: (atMs * 3) / 4, rssBytes: 100e6 + atMs * 10_000, pssBytes: null }],
    machine: { coreBusyRatio: [0.7, 0.4], memoryUsedBytes: 3e9, throttledMs: 0 },
  };
}

/** What a server that somebody watches tells of itself: there is no plan, and there are no tasks. */
export const server: readonly VitalEvent[] = [
  lane(0, 'main'),
  lane(1, 'worker-1'),
  look(1000),
  { type: 'output', atMs: 1200, stream: 'stdout', text: 'listening on 3000\n', bytes: 18, droppedBytes: 0 },
  look(2000, [1, 6]),
  {
    type: 'held',
    atMs: 3700,
    lane: 0,
    startedMs: 2100,
    durationMs: 1600,
    over: false,
    looks: 80,
    cause: 'native-call',
    call: null,
    keepsLock: null,
    holder: { kind: 'request', request: 'POST /login', certainty: 'exact' },
    frames: [{ name: 'hashPassword', file: 'auth.js', line: 42, column: 10 }],
    ...unlooked,
  },
  { type: 'output', atMs: 3700, stream: 'stderr', text: 'slow request\n', bytes: 13, droppedBytes: 0 },
  look(3800, [1590]),
];

/** The vitals of a program after these events. */
export function vitalsOf(events: readonly VitalEvent[]): Vitals {
  const { engine, machine } = everyEvent['run-started'];
  // It is Node.js: its threads have no lock in common.
  const started = {
    engine: { ...engine, path: null, lock: null },
    machine: { ...machine, cores: 2, effectiveCores: 2 },
  };
  return events.reduce<Vitals>(reduceVitals, begin(createVitals('running'), started));
}
