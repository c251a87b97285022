import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import { decodeEvent } from '../source/protocol/decode.ts';
import { cpuSeconds, type Figure, heddle, pairs, reference, runHeddle, runJson } from './measure.ts';

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

const empty = 100_000;

/** How fast empty tasks are handed out. */
export async function dispatchThreads(count: number): Promise<Figure> {
  const args = ['noop', '-m', 'threads', '-c', String(lanes), '-t', String(empty)];
  const bare = [String(empty), String(lanes)];
  return {
    name: 'noop tasks a second under threads',
    against: 'bare piscina, a run a task',
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
    name: 'noop tasks a second under async',
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
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [heddle, 'run', reference('freezes'), '-m', 'async', '--events', '-'],
      { maxBuffer: 64e6 },
    );
    const events = stdout.trim().split('\n').map(decodeEvent);
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
  }
  const expected = 8 * count;
  // A freeze that was never reported is an error of its whole length.
  while (errors.length < expected) errors.push(1000);
  return [
    {
      name: 'error in the length of a freeze',
      against: "the workload's own clock",
      values: errors,
      line: { atMost: 5 },
      unit: 'ms',
    },
    {
      name: 'share of a freeze over when first told',
      against: "the workload's own clock",
      values: firstSeen,
      line: { atMost: 1 },
      unit: '×',
    },
  ];
}
