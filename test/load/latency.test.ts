import { describe, expect, test } from 'vitest';
import { arrivals, chanceFrom } from '../../source/load/arrivals.ts';
import { backlogOf, latencyOf, percentile, type Requests } from '../../source/load/latency.ts';

/** Requests by columns; those without an end never had one. */
function requestsOf(rows: readonly (readonly [due: number, started?: number, done?: number])[]): Requests {
  const column = (at: number) => Float64Array.from(rows, (row) => row[at] ?? Number.NaN);
  const ends = rows.map((row) => row[2] ?? row[0]);
  return {
    dueMs: column(0),
    startedMs: column(1),
    doneMs: column(2),
    failed: new Uint8Array(rows.length),
    untilMs: Math.max(...ends),
  };
}

/** A queue before `lanes` that each work `busyMs` on a request, on average as an exponential share of it has it. */
function queue(utilization: number, count: number, lanes: number, spread: number, seed: number): Requests {
  const busyMs = 20;
  const dueMs = arrivals((utilization * lanes * 1000) / busyMs, count, seed);
  const chance = chanceFrom(seed + 1_000_003);
  const freeMs = new Array<number>(lanes).fill(0);
  return requestsOf(
    [...dueMs].map((due) => {
      const lane = freeMs.indexOf(Math.min(...freeMs));
      const started = Math.max(due, freeMs[lane]!);
      freeMs[lane] = started + busyMs * (1 - spread - spread * Math.log(1 - chance()));
      return [due, started, freeMs[lane]] as const;
    }),
  );
}

test('a percentile is a value that occurred', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(percentile([1, 2, 3, 4], 0.99)).toBe(4);
  expect(percentile([], 0.5)).toBeNull();
});

describe('latency', () => {
  test('counts from when a request was due: the wait in the queue is part of it', () => {
    const requests = requestsOf([...Array(10).keys()].map((at) => [at * 10, at * 10 + 30, at * 10 + 40]));
    expect(latencyOf(requests)).toEqual({ p50: 40, p95: 40, p99: 40, max: 40, counted: 8 });
  });

  test('the first fifth of the time warms up', () => {
    const cold = requestsOf(
      [...Array(10).keys()].map((at) => [at * 10, at * 10, at * 10 + (at < 2 ? 500 : 1)]),
    );
    expect(latencyOf(cold)).toMatchObject({ max: 1, counted: 8 });
  });

  test('what was due and never ended took at least until the end; what was not due yet is left out', () => {
    const requests = { ...requestsOf([[0, 0, 1], [10, 10, 11], [20], [30], [100]]), untilMs: 50 };
    expect(latencyOf(requests)).toMatchObject({ max: 30, counted: 2 });
  });

  test('a request that failed says nothing of how long an answer takes', () => {
    const requests = requestsOf([...Array(10).keys()].map((at) => [at * 10, at * 10, at * 10 + 5]));
    requests.failed.fill(1);
    expect(latencyOf(requests)).toEqual({ p50: null, p95: null, p99: null, max: null, counted: 0 });
  });
});

describe('the backlog', () => {
  test('the most that were due and had not started', () => {
    expect(
      backlogOf(
        requestsOf([
          [0, 0, 30],
          [1, 30, 60],
          [2, 60, 90],
          [95, 95, 99],
        ]),
      ).most,
    ).toBe(2);
    expect(backlogOf({ ...requestsOf([[0, 0, 30], [1], [2], [3]]), untilMs: 30 }).most).toBe(3);
  });

  test('what gets through is counted over the second half of the schedule', () => {
    const late = requestsOf([...Array(101).keys()].map((at) => [at * 10, at * 20, at * 20 + 20]));
    expect(backlogOf(late).donePerSecond).toBe(50);
  });

  test('nothing is told of few requests, nor of a run that was cut off before all were due', () => {
    const few = requestsOf([...Array(49).keys()].map((at) => [at * 10, at * 10, at * 10 + 5]));
    expect(backlogOf(few).keptUp).toBeNull();
    const many = requestsOf([...Array(50).keys()].map((at) => [at * 10, at * 10, at * 10 + 5]));
    expect(backlogOf(many).keptUp).toBe(true);
    expect(backlogOf({ ...many, untilMs: 300 }).keptUp).toBeNull();
    expect(backlogOf(requestsOf([])).keptUp).toBeNull();
  });

  const seeds = [...Array(200).keys()];
  const share = (utilization: number, lanes: number, spread: number, count: number) =>
    seeds.filter((seed) => backlogOf(queue(utilization, count, lanes, spread, seed)).keptUp).length /
    seeds.length;

  test.each([
    [1, 0],
    [1, 1],
    [8, 1],
  ])(
    '%i lanes, spread %d: 250 requests keep up at 80 %% of what they can do, at 130 %% they do not',
    (lanes, spread) => {
      expect(share(0.8, lanes, spread, 250)).toBeGreaterThanOrEqual(0.94);
      expect(share(1.3, lanes, spread, 250)).toBeLessThanOrEqual(0.04);
    },
  );

  test('waiting is no queue: what takes a second each keeps up when it is started in time', () => {
    const waits = requestsOf([...arrivals(100, 500, 1)].map((due) => [due, due, due + 1000]));
    expect(backlogOf(waits)).toMatchObject({ keptUp: true, most: 0 });
  });
});
