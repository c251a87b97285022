import { expect, test } from 'vitest';
import type { Plan } from '../../source/protocol/plan.ts';
import { createSession } from '../../source/session/state.ts';
import { type LaneSummary, type Summary, summarize, takenByOthers } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';

const plan: Plan = planOf({});

/** A run of a second on two cores whose pool lanes used and waited for a core that long, in milliseconds. */
function summaryOf(lanes: readonly [cpuMs: number, waitMs: number][]): Summary {
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
    cpu: { ...empty.cpu, effectiveCores: 2, queuedRatio: waitMs / (cpuMs + waitMs) },
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

test('what was not measured takes nothing', () => {
  expect(takenByOthers(summarize(createSession(plan)))).toBeNull();
});
