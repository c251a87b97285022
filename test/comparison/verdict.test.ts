import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { type Ran, runsOf } from './helpers/runs.ts';

type Runs = Parameters<typeof runsOf>[0];

const judged = (runs: Runs) => {
  const { winner, verdict, advice } = compareRuns(...runsOf(runs));
  return { winner, verdict, advice };
};

/** Runs about that time, each a little other than the one before. */
const about = (ms: number, rounds = 3, spread = 0.01) =>
  Array.from({ length: rounds }, (_, at) => ms * (1 + spread * (((at * 7) % 11) / 5 - 1)));

describe('who wins', () => {
  // Wall times in ms.
  test.each<[string, Runs, string | null]>([
    ['a quarter ahead after three rounds', { async: about(400), threads: about(520) }, 'async'],
    ['whatever their order', { async: about(520), threads: about(400) }, 'threads'],
    ['less than a quarter ahead', { async: about(400), threads: about(480) }, null],
    ['5 % ahead after five rounds', { async: about(1000, 5), threads: about(1070, 5) }, 'async'],
    ['4 % ahead, however often', { async: about(1000, 20, 0.001), threads: about(1040, 20, 0.001) }, null],
    ['level, the third far off', { async: about(400), threads: about(405), processes: about(900) }, null],
    ['before two that are level', { async: about(400), threads: about(905), processes: about(910) }, 'async'],
    ['one run each', { async: [400], threads: [1600] }, null],
    ['one run each, ten times apart', { async: [400], threads: [4000] }, 'async'],
    ['nobody to compare with', { async: about(400) }, null],
    ['far apart, but the next too short to tell', { async: [3, 3, 3], threads: [297, 298, 299] }, null],
    ['short, but the next long enough', { async: [3, 3, 3], threads: [300, 301, 302] }, 'async'],
  ])('%s', (_, runs, winner) => {
    expect(judged(runs).winner).toBe(winner);
  });

  test.each(['failed', 'crashed', 'timed-out', 'cancelled'] as const)(
    'a model with a run that %s is not ranked',
    (outcome) => {
      const fast = [{ wallMs: 100 }, { wallMs: 100, outcome }, { wallMs: 100 }];
      const { winner, verdict } = judged({ async: fast, threads: about(400), processes: about(800) });
      expect(winner).toBe('threads');
      expect(verdict).toMatch(/ Not ranked: async\. A run did not complete\.$/);
    },
  );

  test('two names for the same code are the same, whatever their times', () => {
    const loop = (ms: number) => about(ms).map((wallMs): Ran => ({ wallMs, queuedRatio: 0 }));
    const { winner, verdict } = judged({ async: loop(400), hybrid: loop(900) });
    expect(winner).toBeNull();
    expect(verdict).toContain('hybrid ran as async here');
  });
});

describe('in words', () => {
  test.each<[string, Runs, string, unknown]>([
    [
      'far ahead',
      { async: [400, 401, 402], threads: [820, 821, 822], processes: [1900, 1900, 1900] },
      'async is the fastest with 401 ms. It is 2.05 × as fast as threads (2.04–2.06, 3 rounds).',
      null,
    ],
    [
      'against one that got no second round',
      { sequential: [9600], async: [400, 401, 402], threads: [820, 821, 822] },
      'async is the fastest with 401 ms. It is 2.05 × as fast as threads (2.04–2.06, 3 rounds). sequential takes at least 8 × as long as async (one round).',
      null,
    ],
    [
      'ahead by a little, after three rounds',
      { async: [400, 400, 400], threads: [448, 448, 449] },
      'Cannot tell which is faster of async (400 ms) and threads (448 ms). threads took 1.12 × as long (1.12–1.12, 3 rounds). 3 rounds like these show only a difference of 25 % or more.',
      { kind: 'runs', runs: 5 },
    ],
    [
      'level beyond doubt',
      { async: about(1000, 10), threads: about(1010, 10), processes: about(2000, 10) },
      'async (1.0 s) and threads (1.0 s) take the same time, within 5 % (1.00–1.02, 10 rounds). async is 2.00 × as fast as processes (1.98–2.02, 10 rounds). Take async, the simpler one: no other figure sets them apart.',
      null,
    ],
    [
      'one run each',
      { async: [400], threads: [800] },
      'Not enough data: one run each. async (400 ms) was the fastest, which may be chance.',
      { kind: 'runs', runs: 3 },
    ],
    ['alone', { async: [400, 400, 400] }, 'Only async (400 ms) was run.', { kind: 'models' }],
    [
      'the only one that completed',
      { async: [400, 400], threads: [{ outcome: 'crashed' }] },
      'Only async (400 ms) has completed. Not ranked: threads. A run did not complete.',
      null,
    ],
    [
      'too short, of tasks that are done two at a time',
      { async: [3, 3, 3], threads: [8, 8, 8] },
      'Too short to compare: async (3 ms) and threads (8 ms). Runs below 300 ms do not tell which is faster.',
      { kind: 'tasks', tasks: 3340 },
    ],
    [
      'too short, and with more tasks than there may be long enough',
      { async: [0.009, 0.009, 0.009], threads: [8, 8, 8] },
      'Too short to compare: async (0.01 ms) and threads (8 ms). Runs below 300 ms do not tell which is faster.',
      { kind: 'longer-tasks' },
    ],
    [
      'nobody',
      { async: [{ outcome: 'crashed' }], threads: [{ outcome: 'failed' }] },
      'No run has completed. The reason for each is above: correct that first.',
      null,
    ],
  ])('%s', (_, runs, verdict, advice) => {
    expect(judged(runs)).toMatchObject({ verdict, advice });
  });

  test('what they run at once is told where it differs: then not only the models are compared', () => {
    const [turns, ran] = runsOf({ sequential: about(900), async: about(400), threads: about(800) });
    const wider = <T extends { id: string; plan: { concurrency: number } }>(one: T): T =>
      one.id === 'async' ? { ...one, plan: { ...one.plan, concurrency: 500 } } : one;
    const { verdict } = compareRuns(turns.map(wider), ran.map(wider));
    expect(verdict).toMatch(/^async is the fastest .* Tasks at once differ: async 500, threads 2\.$/);
  });

  test('by another figure, in its own words', () => {
    const run = (memoryBytes: number) => about(400).map((wallMs): Ran => ({ wallMs, memoryBytes }));
    const {
      winner,
      verdict,
      judged: figure,
    } = compareRuns(...runsOf({ async: run(40e6), threads: run(120e6) }), {
      by: 'memory',
    });
    expect([figure.id, winner]).toEqual(['peakMemoryBytes', 'async']);
    expect(verdict).toMatch(
      /^async has the lowest memory, 40 MB\. threads has 3\.00 × as much \(3\.00–3\.00, 3 rounds\)\./,
    );
  });

  test('by the figure that the workload is about', () => {
    const run = (value: number, better: number) =>
      about(400).map(
        (wallMs): Ran => ({
          wallMs,
          figures: [
            { name: 'lightP99Ms', title: 'light p99', value, unit: 'ms' },
            { name: 'hits', title: 'hits', value: better, unit: 'hits' },
          ],
        }),
      );
    const runs = runsOf({ async: run(240, 10), hybrid: run(40, 20) });
    expect(compareRuns(...runs, { by: { figure: 'lightP99Ms' } }).winner).toBe('hybrid');
    expect(compareRuns(...runs, { by: { figure: 'hits', better: 'higher' } }).winner).toBe('hybrid');
    expect(compareRuns(...runs, { by: { figure: 'hits' } }).winner).toBe('async');
    expect(compareRuns(runs[0], [], { by: { figure: 'hits' } }).verdict).toBe(
      'So far: No run has completed.',
    );
  });

  test('at a rate: by the latency, and who did not keep up is told', () => {
    const run = (latencyP99Ms: number, keptUp: boolean) =>
      about(3000).map((wallMs): Ran => ({ wallMs, latencyP99Ms, keptUp }));
    const { winner, verdict, judged } = compareRuns(
      ...runsOf({ sequential: run(900, false), async: run(30, true) }),
      { by: 'latency' },
    );
    expect([judged.id, winner]).toEqual(['latencyP99Ms', 'async']);
    expect(verdict).toMatch(
      /^async has the lowest latency p99, 30 ms\. sequential has 30 × as much .* sequential did not keep up with the rate\./,
    );
  });

  test('at a rate: one that did not keep up and took ten times as long gets no second round', () => {
    const run = (latencyP99Ms: number, keptUp: boolean): Ran[] => [{ wallMs: 3000, latencyP99Ms, keptUp }];
    const by = { by: 'latency' } as const;
    const verdictOf = (...[slow, quick]: Ran[][]) =>
      compareRuns(...runsOf({ sequential: slow!, async: quick! }), by).verdict;
    expect(verdictOf(run(900, false), run(30, true))).toContain(
      'sequential takes at least 8 × as long (latency p99) as async (one round).',
    );
    expect(verdictOf(run(900, true), run(30, true))).toMatch(/^Not enough data/);
    const wild = [30, 400, 90].flatMap((latencyP99Ms) => run(latencyP99Ms, true));
    expect(verdictOf([run(80, false), run(90, false), run(100, false)].flat(), wild)).toMatch(
      /^async has the lowest/,
    );
    expect(verdictOf(run(900, false), run(30, false))).toContain('None of them kept up with the rate.');
  });

  const started = (wallMs: number, startMs?: number) =>
    [0, 1, 2].map((more) => ({ wallMs: wallMs + more, ...(startMs === undefined ? {} : { startMs }) }));
  test.each<[string, Runs, string | null]>([
    [
      'turns the order',
      { sequential: started(400, 100), processes: started(300, 400) },
      'With start-up included, sequential is first: 501 ms, then processes (701 ms).',
    ],
    ['leaves the order', { async: started(100, 100), threads: started(400, 300) }, null],
    ['makes them level', { sequential: started(500, 100), threads: started(400, 210) }, null],
    ['was not measured of one', { sequential: started(400, 100), threads: started(300) }, null],
  ])('a start that %s', (_, runs, says) => {
    const { verdict } = judged(runs);
    if (says === null) expect(verdict).not.toContain('With start-up');
    else expect(verdict).toContain(says);
  });

  test('a busy machine is named with the share it took at worst', () => {
    const busy = about(1200).map((wallMs, at): Ran => ({ wallMs, queuedRatio: [0.5, 0, 0.3][at]! }));
    expect(judged({ async: busy, threads: about(600) }).verdict).toMatch(
      /^threads is .* The machine was busy: other programs took up to 50 % of a run's time\.$/,
    );
    expect(judged({ async: busy, threads: about(1250) }).advice).toEqual({ kind: 'quiet' });
  });

  test('before all runs are in it is said so', () => {
    const [turns, ran] = runsOf({ async: about(400), threads: about(800) });
    expect(compareRuns(turns, []).verdict).toBe('So far: No run has completed.');
    expect(compareRuns(turns, ran.slice(0, 3)).verdict).toMatch(
      /^So far: Not enough data: one run each\. async/,
    );
    expect(compareRuns(turns, ran).verdict).toMatch(/^async is the fastest/);
  });
});
