import os from 'node:os';
import type { RunEvent } from '../source/protocol/events.ts';
import {
  cpuSeconds,
  eventsOf,
  type Figure,
  heddle,
  pairs,
  reference,
  runHeddle,
  runJson,
} from './measure.ts';

const lanes = os.availableParallelism();
const numbers = 'numbers=400000000';

/** What watching costs: processor time of the whole command with telemetry, by that without. */
export async function telemetry(model: string, count: number): Promise<Figure> {
  const args = ['run', 'compute', '-m', model, '-c', String(lanes), '-t', '24', '--set', numbers, '--json'];
  const on = () => cpuSeconds([heddle, ...args]);
  const off = () => cpuSeconds([heddle, ...args, '--sample', 'off']);
  return {
    name: `cpu of compute under ${model}, watched`,
    against: 'the same, not watched',
    values: await pairs(count, on, off),
    line: { atMost: 1.02 },
    unit: '×',
  };
}

/** What looking for the line costs, where the loop is frozen all the time: processor time with stacks, by that without. */
export async function stacks(count: number): Promise<Figure> {
  const args = ['run', 'compute', '-m', 'async', '-c', '4', '-t', '8', '--set', numbers, '--json'];
  return {
    name: 'cpu of compute under async, with stacks',
    against: 'the same with --no-stacks',
    values: await pairs(
      count,
      () => cpuSeconds([heddle, ...args]),
      () => cpuSeconds([heddle, ...args, '--no-stacks']),
    ),
    line: { atMost: 1.02 },
    unit: '×',
  };
}

/** How many empty tasks are handed out to see how fast that goes. */
export const empty = 100_000;

/** How fast empty tasks are handed out. */
export async function dispatchThreads(count: number): Promise<Figure> {
  const args = ['noop', '-m', 'threads', '-c', String(lanes), '-t', String(empty)];
  const bare = [String(empty), String(lanes)];
  return {
    name: 'noop tasks per second under threads',
    against: 'bare piscina, one run per task',
    values: await pairs(
      count,
      async () => (await runHeddle(...args)).tasksPerSecond,
      async () => (await runJson<{ tasksPerSecond: number }>(reference('bare-piscina'), bare)).tasksPerSecond,
    ),
    line: { atLeast: 20 },
    unit: '×',
  };
}

export async function dispatchAsync(count: number): Promise<Figure> {
  return {
    name: 'noop tasks per second under async',
    against: 'bare Promise.all',
    values: await pairs(
      count,
      async () => (await runHeddle('noop', '-m', 'async', '-t', String(empty))).tasksPerSecond,
      async () =>
        (await runJson<{ tasksPerSecond: number }>(reference('bare-promises'), [String(empty)]))
          .tasksPerSecond,
    ),
    line: { atLeast: 0.5 },
    unit: '×',
  };
}

/** How much faster computing gets on all cores, by how much faster it gets with nothing in between. */
export async function speedUp(model: 'threads' | 'processes', count: number): Promise<Figure> {
  const run = (name: string) => runHeddle('compute', '-m', name, '-t', '24', '--set', numbers);
  const bare = [model, '24', String(lanes), '400000000'];
  return {
    name: `speed-up of compute under ${model}`,
    against: model === 'threads' ? 'bare worker_threads' : 'bare fork()',
    values: await pairs(
      count,
      async () => (await run('sequential')).wallMs / (await run(model)).wallMs,
      async () => (await runJson<{ speedUp: number }>(reference('bare-parallel'), bare)).speedUp,
    ),
    line: { atLeast: 0.97 },
    unit: '×',
  };
}

/**
 * How far the reported length of a freeze is from what the workload itself measured, in milliseconds, and how much of
 * each freeze of 100 ms or more had passed when it was first reported.
 */
export async function freezes(count: number): Promise<Figure[]> {
  const errors: number[] = [];
  const firstSeen: number[] = [];
  for (let run = 0; run < count; run++) {
    const of = errorsOfFreezes(await eventsOf(reference('freezes'), '-m', 'async'));
    errors.push(...of.errors);
    firstSeen.push(...of.firstSeen);
  }
  return [
    errorInFreezes('a freeze', errors),
    {
      name: 'share of a freeze over when first told',
      against: "the workload's own clock",
      values: firstSeen,
      line: { atMost: 1 },
      unit: '×',
    },
  ];
}

/** How far the lengths of freezes may be from what the workload itself measured. */
export const errorInFreezes = (of: string, errors: number[]): Figure => ({
  name: `error in the length of ${of}`,
  against: "the workload's own clock",
  values: errors,
  line: { atMost: 5 },
  unit: 'ms',
});

/** How many freezes a script of that kind has. */
const freezesARun = 8;

/** Of one run of a script whose tasks return how long each held the loop: errors in milliseconds, and shares of freezes. */
export function errorsOfFreezes(events: readonly RunEvent[]): { errors: number[]; firstSeen: number[] } {
  const errors: number[] = [];
  const firstSeen: number[] = [];
  const truths: number[] = [];
  for (const event of events) {
    if (event.type === 'results') for (const { task, text } of event.results) truths[task] = Number(text);
  }
  // Freezes come in the order of their tasks; what was no task's (loading, the end of the lanes) is shorter.
  let next = 0;
  for (const event of events) {
    const truth = truths[next];
    if (event.type !== 'held' || truth === undefined) continue;
    if (!event.over) {
      if (truth >= 100 && event.durationMs < truth) firstSeen.push(event.durationMs / truth);
      continue;
    }
    errors.push(Math.abs(event.durationMs - truth));
    next++;
  }
  // A freeze that was never reported is an error of its whole length.
  while (errors.length < freezesARun) errors.push(1000);
  return { errors, firstSeen };
}
