import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { type Ran, runsOf } from './helpers/runs.ts';

type Runs = Parameters<typeof runsOf>[0];

const judged = (runs: Runs) => {
  const { winner, verdict } = compareRuns(...runsOf(runs));
  return { winner, verdict };
};

describe('who wins', () => {
  // Wall times in ms.
  test.each<[string, Runs, string | null]>([
    ['all runs of one below all of the other', { async: [200, 210, 205], threads: [400, 420, 410] }, 'async'],
    ['whatever their order', { async: [400, 420, 410], threads: [200, 210, 205] }, 'threads'],
    ['overlapping in one run', { async: [200, 200, 405], threads: [400, 420, 410] }, null],
    ['touching', { async: [200, 200, 400], threads: [400, 420, 410] }, null],
    ['apart, but by 4 %', { async: [1000, 1001, 1002], threads: [1040, 1041, 1042] }, null],
    ['apart by 6 %', { async: [1000, 1001, 1002], threads: [1060, 1061, 1062] }, 'async'],
    [
      'level with the second, the third far off',
      { async: [200, 210, 220], threads: [205, 215, 225], hybrid: [900, 900, 900] },
      null,
    ],
    [
      'before two that are level',
      { async: [100, 101, 102], threads: [305, 315, 325], hybrid: [310, 315, 320] },
      'async',
    ],
    ['one run each, however clear', { async: [200], threads: [4000] }, null],
    ['a second run of all but one', { async: [200, 200], threads: [4000] }, null],
    ['nobody to compare with', { async: [200, 210, 205] }, null],
    ['far apart, but the next too short to tell', { async: [3, 3, 3], threads: [297, 298, 299] }, null],
    ['short, but the next long enough', { async: [3, 3, 3], threads: [300, 301, 302] }, 'async'],
  ])('%s', (_, runs, winner) => {
    expect(judged(runs).winner).toBe(winner);
  });

  const good: Ran[] = [{ wallMs: 200 }, { wallMs: 201 }, { wallMs: 202 }];
  const slow: Ran[] = [{ wallMs: 400 }, { wallMs: 401 }, { wallMs: 402 }];
  test.each(['failed', 'crashed', 'timed-out', 'cancelled'] as const)(
    'a model with a run that %s is not ranked',
    (outcome) => {
      const fast = [{ wallMs: 100 }, { wallMs: 100, outcome }, { wallMs: 100 }];
      const { winner, verdict } = judged({ async: fast, threads: good, hybrid: slow });
      expect(winner).toBe('threads');
      expect(verdict).toMatch(/ Not ranked: async\. A run did not complete\.$/);
    },
  );
});

describe('in words', () => {
  test.each<[string, Runs, string]>([
    [
      'far ahead',
      { async: [200, 201, 202], threads: [420, 421, 422], hybrid: [900, 900, 900] },
      'async wins with 201 ms. Next is threads with 421 ms, 2.09 × as long. Runs below 300 ms are too short for an exact ratio.',
    ],
    [
      'ahead by a little',
      { async: [400, 400, 400], threads: [448, 448, 449] },
      'async wins with 400 ms. Next is threads with 448 ms, 12 % longer.',
    ],
    [
      'a win of two runs each',
      { async: [400, 400], threads: [800, 800] },
      'async wins with 400 ms. Next is threads with 800 ms, 2.00 × as long. With 2 runs each, chance alone does that 1 time in 3: run more.',
    ],
    [
      'level, and one behind',
      { async: [400, 400, 480], threads: [440, 444, 448], processes: [800, 800, 800] },
      'No clear winner between async (400 ms) and threads (444 ms): their times overlap. No other figure sets them apart: take the one that is simplest for you. Next is processes with 800 ms, 2.00 × as long.',
    ],
    [
      'too close',
      { async: [1000, 1001, 1002], threads: [1040, 1041, 1042] },
      'No clear winner between async (1.0 s) and threads (1.0 s): they are less than 5 % apart. No other figure sets them apart: take the one that is simplest for you.',
    ],
    [
      'one run each',
      { async: [200], threads: [400] },
      'Not enough data: one run each. async (200 ms) was the fastest, which may be chance: run each at least 3 times.',
    ],
    ['alone', { async: [200, 200, 200] }, 'Only async (200 ms) was run: add a model to compare.'],
    [
      'the only one that completed',
      { async: [200, 200], threads: [{ outcome: 'crashed' }] },
      'Only async (200 ms) has completed. Not ranked: threads. A run did not complete.',
    ],
    [
      'too short, of tasks that are done two at a time',
      { async: [3, 3, 3], threads: [8, 8, 8] },
      'Too short to compare: async took 3 ms, threads 8 ms. Run more tasks: --tasks 3340 makes it about a second.',
    ],
    [
      'too short, whatever the number of tasks',
      { async: [0, 0, 0], threads: [8, 8, 8] },
      'Too short to compare: async took 0 ms, threads 8 ms. Make each task longer, so that a run takes a second.',
    ],
    [
      'too short, and with more tasks than there may be long enough',
      { async: [0.009, 0.009, 0.009], threads: [8, 8, 8] },
      'Too short to compare: async took 0.01 ms, threads 8 ms. Make each task longer, so that a run takes a second.',
    ],
    [
      'nobody',
      { async: [{ outcome: 'crashed' }], threads: [{ outcome: 'failed' }] },
      'No run has completed. The reason for each is above: correct that first.',
    ],
  ])('%s', (_, runs, verdict) => {
    expect(judged(runs).verdict).toBe(verdict);
  });

  test('what tells two apart that are level: lag and memory beyond their spreads, and no more than two things', () => {
    const run = (wallMs: number, lagP99Ms: number, memoryBytes: number) => ({
      wallMs,
      lagP99Ms,
      memoryBytes,
      busyCores: 1,
    });
    const { verdict } = judged({
      async: [run(400, 400, 40e6), run(401, 410, 41e6), run(402, 405, 42e6)],
      threads: [run(400, 1, 150e6), run(401, 2, 151e6), run(402, 1, 152e6)],
    });
    expect(verdict).toMatch(
      /They differ in lag p99 \(1 ms threads, 405 ms async\) and memory \(41 MB async, 151 MB threads\)\. Take threads for the lowest lag p99 and async for the lowest memory\.$/,
    );
  });

  test('what the workload itself is about comes first, and only one of it', () => {
    const run = (wallMs: number, light: number, lagP99Ms: number) => ({
      wallMs,
      lagP99Ms,
      figures: [
        { name: 'failed', title: 'failed', value: 0, unit: 'requests' },
        { name: 'lightP99Ms', title: 'light p99', value: light, unit: 'ms' },
        { name: 'heavyP99Ms', title: 'heavy p99', value: 2 * light, unit: 'ms' },
      ],
    });
    const { verdict } = judged({
      async: [run(400, 238, 214), run(401, 240, 214), run(402, 242, 214)],
      hybrid: [run(400, 38, 19), run(401, 40, 19), run(402, 42, 19)],
    });
    expect(verdict).toMatch(
      /They differ in light p99 \(40 ms hybrid, 240 ms async\) and lag p99 \(19 ms hybrid, 214 ms async\)\. Decide by light p99 if that matters to you\. Otherwise take hybrid: its lag p99 is the lowest\.$/,
    );
  });

  test('to take: whatever is lowest in all, or as low; nothing on a busy machine', () => {
    const run = (memoryBytes: number, lagP99Ms: number, queuedRatio = 0) =>
      [400, 401, 402].map((wallMs) => ({ wallMs, memoryBytes, lagP99Ms, queuedRatio }));
    const two = { async: run(40e6, 1), sequential: run(41e6, 2), threads: run(150e6, 90) };
    expect(judged(two).verdict).toMatch(
      / Take async or sequential: their lag p99 and memory are the lowest\.$/,
    );
    const one = { ...two, sequential: run(41e6, 80) };
    expect(judged(one).verdict).toMatch(/ Take async: its lag p99 and memory are the lowest\.$/);
    const disturbed = { ...one, sequential: run(41e6, 80, 0.5) };
    expect(judged(disturbed).verdict).toMatch(/their times overlap\. The machine was busy/);
  });

  const light = (value: number): Ran => ({ figures: [{ name: 'light', title: 'light', value, unit: 'ms' }] });
  test.each([
    ['an answer that is quick in both', light(2), light(9)],
    ['a lag nobody feels', { lagP99Ms: 1 }, { lagP99Ms: 20 }],
    ['memory that is more by a tenth', { memoryBytes: 400e6 }, { memoryBytes: 440e6 }],
    ['memory of one that was not measured', { memoryBytes: 40e6 }, {}],
  ])('%s is not worth a word', (_, a, b) => {
    const three = (part: Ran) => [400, 401, 402].map((wallMs) => ({ wallMs, ...part }));
    expect(judged({ async: three(a), threads: three(b) }).verdict).not.toContain('differ');
  });

  const started = (wallMs: number, startMs?: number) =>
    [0, 1, 2].map((more) => ({ wallMs: wallMs + more, ...(startMs === undefined ? {} : { startMs }) }));
  test.each<[string, Runs, string | null]>([
    [
      'turns the order',
      { sequential: started(400, 100), processes: started(300, 300) },
      'With start-up included, sequential is first: 501 ms, then processes (601 ms).',
    ],
    ['decides between two that are level', { async: started(400, 100), threads: started(400, 300) }, null],
    ['leaves the order', { async: started(100, 100), threads: started(400, 300) }, null],
    ['makes them level', { sequential: started(500, 100), threads: started(400, 210) }, null],
    ['was not measured of one', { sequential: started(400, 100), threads: started(300) }, null],
    [
      'of one run each says nothing',
      { async: [{ wallMs: 9, startMs: 9 }], threads: [{ wallMs: 5, startMs: 99 }] },
      null,
    ],
  ])('a start that %s', (_, runs, says) => {
    const { verdict } = judged(runs);
    if (says === null) expect(verdict).not.toContain('With start-up');
    else expect(verdict).toContain(says);
  });

  test('of two that are level the start is one of the differences', () => {
    const { verdict } = judged({ async: started(400, 100), threads: started(400, 200) });
    expect(verdict).toMatch(
      / They differ in start \(100 ms async, 200 ms threads\)\. Take async: its start is the lowest\.$/,
    );
    expect(judged({ async: started(400, 100), threads: started(400, 199) }).verdict).not.toContain('differ');
  });

  test('a busy machine is named with the share it took at worst', () => {
    const three = [600, 601, 602].map((wallMs) => ({ wallMs }));
    const disturbed = [
      { wallMs: 1200, queuedRatio: 0.5 },
      { wallMs: 1201 },
      { wallMs: 1202, queuedRatio: 0.3 },
    ];
    const { verdict } = judged({ async: disturbed, threads: three });
    expect(verdict).toMatch(
      /^threads wins .* The machine was busy: other programs took up to 50 % of a run's time\. Run it again\.$/,
    );
  });

  test('before all runs are in it is said so', () => {
    const [turns, ran] = runsOf({ async: [200, 210, 205], threads: [400, 420, 410] });
    expect(compareRuns(turns, []).verdict).toBe('So far: No run has completed.');
    expect(compareRuns(turns, ran.slice(0, 3)).verdict).toMatch(/^So far: Not enough data yet\. async/);
    expect(compareRuns(turns, ran.slice(0, 4)).verdict).toMatch(/^So far: async wins/);
    expect(compareRuns(turns, ran).verdict).toMatch(/^async wins/);
  });
});
