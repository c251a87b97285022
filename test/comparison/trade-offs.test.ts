import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { type Ran, runsOf } from './helpers/runs.ts';

const verdictOf = (runs: Parameters<typeof runsOf>[0]) => compareRuns(...runsOf(runs)).verdict;
const three = (part: Ran, wallMs = 400) => [0, 1, 2].map((more) => ({ wallMs: wallMs + more, ...part }));

describe('rows whose times are level', () => {
  test('each figure by the one that has least of it, and which to take if nothing else matters', () => {
    expect(
      verdictOf({
        async: three({ lagP99Ms: 400, memoryBytes: 40e6 }),
        threads: three({ lagP99Ms: 1, memoryBytes: 150e6 }),
      }),
    ).toMatch(
      / The lightest is async \(memory 40 MB, threads 150 MB\)\. The most responsive is threads \(lag p99 1 ms, async 400 ms\)\. If nothing else matters, take async, the simpler one\.$/,
    );
  });

  test('what the workload itself is about comes first, and only one of it', () => {
    const run = (light: number) =>
      three({
        figures: [
          { name: 'failed', title: 'failed', value: 0, unit: 'requests' },
          { name: 'lightP99Ms', title: 'light p99', value: light, unit: 'ms' },
          { name: 'heavyP99Ms', title: 'heavy p99', value: 2 * light, unit: 'ms' },
        ],
      });
    const verdict = verdictOf({ async: run(240), hybrid: run(40) });
    expect(verdict).toContain(' They differ in light p99 (hybrid 40 ms, async 240 ms). ');
    expect(verdict).not.toContain('heavy');
  });

  test('on a busy machine nothing is weighed', () => {
    const busy = three({ memoryBytes: 150e6, queuedRatio: 0.5 });
    expect(verdictOf({ async: three({ memoryBytes: 40e6 }), threads: busy })).not.toContain('lightest');
  });

  const light = (value: number): Ran => ({ figures: [{ name: 'light', title: 'light', value, unit: 'ms' }] });
  test.each([
    ['an answer that is quick in both', light(2), light(9)],
    ['a lag nobody feels', { lagP99Ms: 1 }, { lagP99Ms: 20 }],
    ['memory that is more by a tenth', { memoryBytes: 400e6 }, { memoryBytes: 440e6 }],
    ['memory of one that was not measured', { memoryBytes: 40e6 }, {}],
  ])('%s is not worth a word', (_, a, b) => {
    expect(verdictOf({ async: three(a), threads: three(b) })).not.toMatch(/differ in|lightest|responsive/);
  });
});

describe('beside a winner', () => {
  test('what another has less of', () => {
    expect(
      verdictOf({ async: three({ memoryBytes: 40e6 }, 800), threads: three({ memoryBytes: 150e6 }, 400) }),
    ).toMatch(/^threads is the fastest .* The lightest is async \(memory 40 MB, threads 150 MB\)\.$/);
  });

  test('where it is worse in nothing, nothing is said', () => {
    expect(
      verdictOf({ async: three({ memoryBytes: 40e6 }, 400), threads: three({ memoryBytes: 150e6 }, 800) }),
    ).not.toContain('memory');
  });

  test('one that is better in nothing is said to be', () => {
    expect(
      verdictOf({
        async: three({ memoryBytes: 40e6 }, 800),
        threads: three({ memoryBytes: 150e6 }, 400),
        processes: three({ memoryBytes: 250e6 }, 800),
      }),
    ).toMatch(/ processes is better than threads in none of these\.$/);
  });
});
