import type { Workload } from '../source/protocol/workload.ts';
import { counted } from './helpers/words.ts';

type Parameters = { ms: number };

/** How often a blocked thread looks up: often enough for a bar that moves and a cancel that is heard. */
const sliceMs = 50;

const cell = new Int32Array(new SharedArrayBuffer(4));

const back = (tasks: number) => `${counted(tasks, 'task')} returned`;

export default {
  id: 'wait',
  title: 'Wait',
  shows: 'tasks that only wait: a loop handles thousands, a thread one',
  kind: 'async-io',
  tasks: 24,
  parameters: {
    ms: { type: 'number', title: 'how long each task waits', unit: 'ms', default: 400, min: 0, max: 600_000 },
  },

  /** Holds the calling thread, and whatever loop runs on it, without using the processor. */
  blocking(index, context) {
    const { ms } = context.parameters;
    const began = performance.now();
    for (let passed = 0; passed < ms && !context.cancelled; passed = performance.now() - began) {
      Atomics.wait(cell, 0, 0, Math.min(sliceMs, ms - passed));
      context.progress((performance.now() - began) / ms);
    }
    return index;
  },

  async cooperative(index, context) {
    await context.sleep(context.parameters.ms);
    return index;
  },

  check(results) {
    const got = results.filter((result, index) => result === index).length;
    return { ok: got === results.length, expected: back(results.length), got: back(got) };
  },
} satisfies Workload<Parameters>;
