import { expect, test } from 'vitest';
import { type FigureId, figureCards } from '../../source/catalog/figures.ts';
import { figureText } from '../../source/session/figure-values.ts';
import { createSession } from '../../source/session/state.ts';
import { type Summary, summarize } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';

const empty = summarize(createSession(planOf()));
const summary: Summary = {
  ...empty,
  wallMs: 4000,
  startMs: 120,
  tasks: { total: 8, done: 6, failed: 2, cancelled: 0 },
  tasksPerSecond: 2,
  taskMs: { min: 0.02, p50: 2, p95: 3, p99: 4, max: 5 },
  latencyMs: { p50: 21, p95: 22, p99: 23, max: 24, counted: 100 },
  loop: { ...empty.loop, lagP50Ms: 6, lagP99Ms: 7, lagMaxMs: 8, frozenMs: 9 },
  cpu: { ...empty.cpu, busyCores: 0.5 },
  overhead: { ...empty.overhead, cpuRatio: 0.1 },
  memory: {
    ...empty.memory,
    peakRssBytes: 30e6,
    peakPssBytes: 20e6,
    peakVirtualBytes: 40e6,
    perTaskBytes: 5e3,
  },
};

/** Each figure as text and screens show it; CPU a task is what is left of it without watching, by tasks that ended. */
const told: Readonly<Record<FigureId, string>> = {
  wallMs: '4.0 s',
  startMs: '120 ms',
  tasksPerSecond: '2.0',
  taskMinMs: '20 µs',
  taskP50Ms: '2.0 ms',
  taskP95Ms: '3.0 ms',
  taskP99Ms: '4.0 ms',
  taskMaxMs: '5.0 ms',
  latencyP50Ms: '21 ms',
  latencyP95Ms: '22 ms',
  latencyP99Ms: '23 ms',
  latencyMaxMs: '24 ms',
  loopLagP50Ms: '6 ms',
  loopLagP99Ms: '7 ms',
  loopLagMaxMs: '8 ms',
  frozenMs: '9 ms',
  peakRssBytes: '30 MB',
  peakPssBytes: '20 MB',
  peakVirtualBytes: '40 MB',
  peakMemoryBytes: '20 MB',
  bytesPerTask: '5.0 KB',
  cpuMsPerTask: '200 ms',
  busyCores: '0.50',
};

test.each(Object.keys(figureCards) as FigureId[])('%s', (id) => {
  expect(figureText(id, summary)).toBe(told[id]);
});

test('without PSS memory is RSS, and what was not measured is no 0', () => {
  expect(
    figureText('peakMemoryBytes', { ...summary, memory: { ...summary.memory, peakPssBytes: null } }),
  ).toBe('30 MB');
  for (const id of Object.keys(figureCards) as FigureId[]) expect(figureText(id, empty), id).toBe('—');
});
