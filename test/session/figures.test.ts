import { describe, expect, test } from 'vitest';
import { percentile } from '../../source/load/latency.ts';
import { beatPeriodMs } from '../../source/protocol/units.ts';
import { busyCores } from '../../source/session/cpu-use.ts';
import { addLags, emptyLagHistogram, lagAt } from '../../source/session/lag-histogram.ts';
import { mostAtOnce } from '../../source/session/per-task.ts';
import { addToSeries, emptySeries, resample, type Series } from '../../source/session/series.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { summarize } from '../../source/session/summary.ts';
import { chunkSize } from '../../source/session/task-chunk.ts';
import { applyRows, createTaskTable, taskAt } from '../../source/session/task-table.ts';
import { planOf } from '../helpers/plan.ts';
import { taskRow } from '../helpers/rows.ts';

/** Rows of done tasks that ran from and to these times. */
const ran = (...times: [number, number | null][]) =>
  times.flatMap(([from, to], task) => taskRow(task, to === null ? 'running' : 'done', 0, [0, from, to], 1));
const tableOf = (...times: [number, number | null][]) =>
  applyRows(createTaskTable(times.length), ran(...times));
const sessionOf = (part: Partial<Session>): Session => ({ ...createSession(planOf()), ...part });

describe('task table', () => {
  test('of 100,000 tasks an update copies one chunk and leaves the others, and older tables, alone', () => {
    const before = createTaskTable(100_000);
    const after = applyRows(before, taskRow(70_000, 'done', 3, [1, 2, 5], 1));
    const copied = after.chunks.filter((chunk, at) => chunk !== before.chunks[at]);
    expect(copied).toEqual([after.chunks[Math.floor(70_000 / chunkSize)]]);
    expect(taskAt(after, 70_000)).toMatchObject({ state: 'done', lane: 3, endedMs: 5 });
    expect(taskAt(before, 70_000)).toMatchObject({ state: 'waiting', endedMs: null });
    expect(after.counts).toMatchObject({ waiting: 99_999, done: 1 });
  });

  test('every task can be read, none beyond', () => {
    const table = createTaskTable(chunkSize + 1);
    expect(taskAt(table, chunkSize).index).toBe(chunkSize);
    expect(() => taskAt(table, chunkSize + 1)).toThrow(RangeError);
    expect(() => taskAt(table, -1)).toThrow(RangeError);
  });

  test('rows of tasks and states that are not there are left out', () => {
    const table = createTaskTable(1);
    expect(applyRows(table, [5, 2, 0, 1, 1, 1, 1, 0, 9, 0, 1, 1, 1, 1]).counts).toEqual(table.counts);
  });

  test('a task that is told to have ended twice counts once', () => {
    const once = applyRows(createTaskTable(1), taskRow(0, 'done', 4, [1, 1, 1], 1));
    const twice = applyRows(once, taskRow(0, 'failed', 4, [1, 1, 2], 1));
    expect([...twice.endedOn]).toEqual([[4, 1]]);
    expect(twice.counts).toMatchObject({ done: 0, failed: 1 });
  });
});

describe('series', () => {
  const fold = (points: [number, number | null][]) =>
    points.reduce((series: Series, [at, value]) => addToSeries(series, at, value), emptySeries);

  test('a bucket keeps its largest value; a gap is no zero', () => {
    expect(
      fold([
        [10, 1],
        [20, 5],
        [30, 2],
        [250, 3],
      ]).values,
    ).toEqual([5, Number.NaN, 3]);
    expect(fold([[10, null]])).toBe(emptySeries);
  });

  test('when the buckets run out, neighbours are merged and no peak is lost', () => {
    const series = fold(Array.from({ length: 1000 }, (_, i) => [i * 100, i === 500 ? 99 : i % 7]));
    expect(series.values.length).toBeLessThanOrEqual(240);
    expect(series.bucketMs).toBe(800);
    expect(series.values[Math.floor(50_000 / 800)]).toBe(99);
  });

  test('a late value far ahead merges as often as it takes', () => {
    const series = fold([
      [0, 1],
      [3_600_000, 2],
    ]);
    expect(series.values[0]).toBe(1);
    expect(series.values[Math.floor(3_600_000 / series.bucketMs)]).toBe(2);
  });

  test('resampling keeps peaks, and shows what was not measured as such', () => {
    const series = fold([
      [0, 1],
      [100, 9],
      [200, 2],
      [300, 3],
    ]);
    expect(resample(series, 0, 400, 2)).toEqual([9, 3]);
    expect(resample(series, 0, 800, 4)).toEqual([9, 3, Number.NaN, Number.NaN]);
    expect(resample(series, 0, 200, 4)).toEqual([1, 1, 9, 9]);
  });
});

describe('lag histogram', () => {
  test('a freeze stands for all beats that were due meanwhile', () => {
    const lags = addLags(emptyLagHistogram, [...Array(99).fill(0.5), 1000]);
    // 99 good beats and one bad: without the correction half of the time would look fine.
    expect(lags.total).toBe(99 + 1000 / beatPeriodMs);
    expect(lagAt(lags, 0.4)).toBeLessThan(1);
    expect(lagAt(lags, 0.75)).toBeGreaterThan(400);
    expect(lagAt(lags, 1)).toBe(1000);
  });

  test('percentiles are right to a few per cent', () => {
    const lags = addLags(
      emptyLagHistogram,
      Array.from({ length: 1000 }, (_, i) => (i + 1) / 100),
    );
    for (const ratio of [0.1, 0.5, 0.9, 0.99]) {
      expect(lagAt(lags, ratio)! / (ratio * 10)).toBeCloseTo(1, 1);
    }
  });

  test('before the first beat there is none; a lag of nothing is zero', () => {
    expect(lagAt(emptyLagHistogram, 0.5)).toBeNull();
    expect(lagAt(addLags(emptyLagHistogram, [0]), 0.5)).toBe(0);
  });
});

test.each([
  [
    'one after another',
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
    1,
  ],
  [
    'all at once',
    [
      [0, 9],
      [1, 9],
      [2, 9],
    ],
    3,
  ],
  [
    'two of three',
    [
      [0, 5],
      [1, 2],
      [3, 6],
    ],
    2,
  ],
  [
    'one still runs',
    [
      [0, null],
      [5, 6],
    ],
    2,
  ],
  ['none', [], 0],
] as [string, [number, number | null][], number][])('most at once: %s', (_what, times, most) => {
  expect(mostAtOnce(tableOf(...times))).toBe(most);
});

test.each([
  [0, 1],
  [0.25, 1],
  [0.26, 2],
  [0.5, 2],
  [0.75, 3],
  [0.99, 4],
  [1, 4],
])('percentile %f of 1 to 4 is %i: a value that occurred', (ratio, value) => {
  expect(percentile(Float64Array.of(1, 2, 3, 4), ratio)).toBe(value);
});

test('a percentile of nothing is not measured', () => {
  expect(percentile(new Float64Array(), 0.5)).toBeNull();
});

test('busy cores are processor time by time', () => {
  const { cpu } = createSession(planOf());
  const span = (first: number | null, cpuMs: number) =>
    sessionOf({
      cpu: {
        ...cpu,
        first:
          first === null
            ? null
            : { atMs: first, cpuMs: 50, serversMs: 0, engineMs: null, watcherMs: null, childrenMs: null },
        last: { atMs: 200, cpuMs, serversMs: 0, engineMs: null, watcherMs: null, childrenMs: null },
      },
    });
  expect(busyCores(span(100, 200))).toBe(1.5);
  expect(busyCores(span(200, 200))).toBeNull();
  expect(busyCores(span(null, 200))).toBeNull();
});

test('memory a task: by the most at once, each kind for itself, and not measured when it is lost in the noise', () => {
  const { memory } = createSession(planOf());
  const eight = Array.from({ length: 8 }, (_, task): [number, number] => [task, 50]);
  const cost = (part: Partial<Session['memory']>) => {
    const { perTask, perTaskBytes } = summarize(
      sessionOf({ tasks: tableOf(...eight), memory: { ...memory, ...part } }),
    ).memory;
    return [perTask.rssBytes, perTask.pssBytes, perTask.virtualBytes, perTaskBytes];
  };
  const rss = { grownRssBytes: 800 };
  expect(cost(rss)).toEqual([100, null, null, 100]);
  // PSS before RSS: pages that processes share are not paid for twice.
  expect(cost({ ...rss, grownPssBytes: 160, peakPssBytes: 200 })).toEqual([100, 20, null, 20]);
  expect(cost({ ...rss, grownVirtualBytes: 32_000 })).toEqual([100, null, 4000, 100]);
  expect(cost({ grownRssBytes: 0 })).toEqual([null, null, null, null]);
  expect(cost({})).toEqual([null, null, null, null]);
});

test('a summary of a run of which nothing was measured says null, never 0', () => {
  const { plan, tasks, output, overhead, ...figures } = summarize(createSession(planOf()));
  expect(tasks).toEqual({ total: 4, done: 0, failed: 0, cancelled: 0 });
  // Counts: these are zero, and known to be.
  expect(output).toEqual({ lines: 0, bytes: 0, droppedBytes: 0 });
  expect(overhead.samplesDropped).toBe(0);
  expect(overhead.cpuRatio).toBeNull();
  expect(plan.tasks).toBe(4);
  expect(JSON.stringify(figures)).not.toMatch(/:0[,}]/);
});
