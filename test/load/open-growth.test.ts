import { describe, expect, test } from 'vitest';
import { arrivals, chanceFrom } from '../../source/load/arrivals.ts';
import { backlogOf, type Requests } from '../../source/load/latency.ts';
import { openGrew } from '../../source/load/open-growth.ts';

const count = 250;
const runs = 200;

/** A server that works on one request after another, at that share of what it can do; the last that came is the next, or the first. */
function served(utilization: number, order: 'first' | 'last', seed: number, latencyMs = 0): Requests {
  const dueMs = arrivals(50, count, seed);
  const chance = chanceFrom(seed + 1_000_003);
  const doneMs = new Float64Array(count);
  const waiting: number[] = [];
  let nowMs = 0;
  for (let next = 0; next < count || waiting.length > 0; ) {
    if (waiting.length === 0) nowMs = Math.max(nowMs, dueMs[next]!);
    while (next < count && dueMs[next]! <= nowMs) waiting.push(next++);
    const at = order === 'last' ? waiting.pop()! : waiting.shift()!;
    nowMs += 20 * utilization * (0.5 - 0.5 * Math.log(1 - chance()));
    doneMs[at] = nowMs + latencyMs;
  }
  return { dueMs, startedMs: dueMs, doneMs, failed: new Uint8Array(count), untilMs: Math.max(...doneMs) };
}

/** In what share of so many runs it finds that more and more were open. */
function found(utilization: number, order: 'first' | 'last', latencyMs = 0): number {
  const all = Array.from({ length: runs }, (_, seed) => served(utilization, order, seed + 1, latencyMs));
  return all.filter(openGrew).length / runs;
}

describe('more and more requests that are open', () => {
  test('are found also where the last that came is answered first, which latencies do not tell', () => {
    const all = Array.from({ length: runs }, (_, seed) => served(1.5, 'last', seed + 1));
    expect(all.filter((one) => backlogOf(one).keptUp === false).length / runs).toBeLessThan(0.1);
    expect(found(1.5, 'last')).toBeGreaterThan(0.75);
    expect(found(1.12, 'last')).toBeGreaterThan(0.4);
  });

  test.each([0.5, 0.8])('are seldom found at %f of what it can do', (utilization) => {
    for (const order of ['first', 'last'] as const) expect(found(utilization, order)).toBeLessThan(0.03);
  });

  test('are none where each takes its time, and all of them the same', () => {
    expect(found(0.5, 'first', 2000)).toBe(0);
  });

  test('are those that were never answered, too', () => {
    const requests = served(0.5, 'first', 1);
    requests.doneMs.fill(Number.NaN, count / 2);
    expect(openGrew(requests)).toBe(true);
    requests.failed.fill(1, count / 2);
    expect(openGrew(requests)).toBe(false);
  });
});
