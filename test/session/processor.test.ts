import { describe, expect, test } from 'vitest';
import type { Plan } from '../../source/protocol/plan.ts';
import { computingRatio, natureOf, takenByOthers } from '../../source/session/processor.ts';
import { createSession } from '../../source/session/state.ts';
import { type LaneSummary, type Summary, summarize } from '../../source/session/summary.ts';
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
    lockMs: null,
    utilizationRatio: null,
    copyMs: null,
    collectorMs: null,
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

test.each<[string, Partial<Summary>, number | null]>([
  [
    'watching that took a tenth of a core competed with no lane',
    { overhead: { cpuRatio: 0.1, samplesDropped: 0 } },
    0.5,
  ],
  [
    'watching that took more may be to blame itself',
    { overhead: { cpuRatio: 0.11, samplesDropped: 0 } },
    null,
  ],
  ['a run of a few time slices', { wallMs: 299 }, null],
])('%s', (_, part, taken) => {
  expect(takenByOthers({ ...summaryOf([[500, 500]]), ...part })).toBe(taken);
});

test.each([
  [360, 240, 0.4],
  // Below three fifths of its time it is not held up, whatever it waited.
  [359, 240, null],
])('a lane that had %i ms and waited for %i', (cpuMs, waitMs, taken) => {
  const found = takenByOthers(summaryOf([[cpuMs, waitMs]]));
  if (taken === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(taken);
});

describe('computing', () => {
  test.each<
    [
      lanes: [cpuMs: number | null, waitMs: number | null, lockMs?: number][],
      wallMs: number | null,
      ratio: number | null,
    ]
  >([
    [[[980, 10]], 1000, 0.99],
    [[[500, 500]], 1000, 1],
    [
      [
        [1000, 0],
        [0, 0],
      ],
      1000,
      0.5,
    ],
    // A loop that waits wakes up late on a busy machine: that is no computing beyond 25 times its own.
    [[[10, 900]], 1000, 0.25],
    [[[400, null]], 1000, 0.4],
    // Threads that take turns with a lock want a core all the time.
    [
      [
        [250, 50, 700],
        [250, 50, 700],
      ],
      1000,
      1,
    ],
    // For a lock it waits because it is ready, however little it computes.
    [[[10, 0, 490]], 1000, 0.5],
    [[[null, 10]], 1000, null],
    [[], 1000, null],
    [[[1, 1]], null, null],
  ])('%j in %s ms: %s', (lanes, wallMs, ratio) => {
    const found = computingRatio(
      lanes.map(([cpuMs, waitMs, lockMs = null]) => ({ cpuMs, waitMs, lockMs })),
      wallMs,
    );
    if (ratio === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(ratio);
  });

  test.each([
    [1, 'computes'],
    [0.6, 'computes'],
    [0.59, 'both'],
    [0.3, 'both'],
    [0.29, 'waits'],
    [0, 'waits'],
  ] as const)('%d: %s', (ratio, nature) => {
    expect(natureOf(ratio)).toBe(nature);
  });
});

test('what was not measured takes nothing', () => {
  expect(takenByOthers(summarize(createSession(plan)))).toBeNull();
});
