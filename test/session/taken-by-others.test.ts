import { expect, test } from 'vitest';
import type { Plan } from '../../source/protocol/plan.ts';
import { createSession } from '../../source/session/state.ts';
import { type LaneSummary, type Summary, summarize, takenByOthers } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';

const plan: Plan = planOf({});

/** A run of a second on two cores whose lanes used and waited for a core that long (ms), and its servers' share. */
function summaryOf(lanes: readonly [cpuMs: number, waitMs: number][], serverCores = 0): Summary {
  const cpuMs = lanes.reduce((sum, lane) => sum + lane[0], 0);
  const waitMs = lanes.reduce((sum, lane) => sum + lane[1], 0);
  const empty = summarize(createSession(plan));
  const lane = (id: number, cpu: number, wait: number): LaneSummary => ({
    id,
    name: `thread-${id}`,
    kind: 'thread',
    tasks: 1,
    cpuMs: cpu,
    waitMs: wait,
    utilizationRatio: null,
    copyMs: null,
    restarts: 0,
  });
  return {
    ...empty,
    wallMs: 1000,
    lanes: lanes.map(([cpu, wait], at) => lane(at + 1, cpu, wait)),
    cpu: {
      ...empty.cpu,
      busyCores: cpuMs / 1000,
      serverCores,
      effectiveCores: 2,
      queuedRatio: waitMs / (cpuMs + waitMs),
    },
  };
}

test.each<[string, [number, number][], number | null]>([
  [
    'both cores to itself',
    [
      [980, 10],
      [980, 10],
    ],
    null,
  ],
  [
    'half of the machine taken',
    [
      [500, 500],
      [500, 500],
    ],
    0.5,
  ],
  [
    'more lanes than cores: they queue for each other',
    [
      [500, 500],
      [500, 500],
      [500, 500],
    ],
    null,
  ],
  [
    'lanes that hardly computed, whatever they waited',
    [
      [10, 20],
      [10, 20],
    ],
    null,
  ],
])('%s', (_, lanes, taken) => {
  expect(takenByOthers(summaryOf(lanes))).toBe(taken);
});

test.each<[string, [number, number][], number, number | null]>([
  // Three that compute on two cores get two thirds of one each.
  [
    'two lanes queue behind their own server',
    [
      [667, 333],
      [667, 333],
    ],
    0.667,
    null,
  ],
  ['one lane and its server have a core each', [[990, 10]], 1, null],
  ['one lane and its server, on a machine half of which is taken', [[500, 500]], 0.5, 0.5],
  [
    'two lanes, a server with little to do, and others',
    [
      [400, 600],
      [400, 600],
    ],
    0.1,
    0.55,
  ],
])('%s', (_, lanes, serverCores, taken) => {
  const found = takenByOthers(summaryOf(lanes, serverCores));
  if (taken === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(taken);
});

test('what was not measured takes nothing', () => {
  expect(takenByOthers(summarize(createSession(plan)))).toBeNull();
});
