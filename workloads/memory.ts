import type { TaskContext, Workload } from '../source/protocol/workload.ts';
import { mostAtOnce, type Span } from './helpers/at-once.ts';
import { refuseTooMuchMemory } from './helpers/room.ts';
import { createStartLine, type StartLine, waitForOthers } from './helpers/start-line.ts';
import { counted, inWords } from './helpers/words.ts';

type Parameters = { kilobytes: number; ms: number };
/**
 * `atOnce`: how many tasks the model lets be there together. `holdMs`: how long one of them stays, once they are.
 * `line`: where threads wait for each other; processes share no memory, and a loop has all of them at once.
 */
type Shared = { atOnce: number; holdMs: number; line: StartLine | null };
type Context = TaskContext<Parameters, Shared>;

/** How often a blocked thread looks up: often enough for a bar that moves and a cancel that is heard. */
const sliceMs = 100;
/** How often the progress of all tasks of a loop is told. Each time leaves garbage that would pass for their cost. */
const tellMs = 600;
/** The smallest page of memory there is: a byte in each makes all of it real. */
const pageBytes = 4096;

/** A thousand threads take some seconds until each has its task, on a slow machine several times as long. */
const patienceMs = 20_000;

const cell = new Int32Array(new SharedArrayBuffer(4));
/** One clock for all threads and processes. */
const nowMs = () => performance.timeOrigin + performance.now();

/** Memory that is not only promised: what was never written to takes no room. */
function take(kilobytes: number): Uint8Array {
  const held = new Uint8Array(kilobytes * 1024);
  for (let at = 0; at < held.length; at += pageBytes) held[at] = 1;
  return held;
}

/** From when to when the task was there. Looks at its memory once more, which until then cannot be given back. */
function spanOf(held: Uint8Array, from: number): Span {
  for (let at = 0; at < held.length; at += pageBytes) {
    if (held[at] !== 1) throw new Error(`the memory it held was changed at byte ${at}`);
  }
  return [from, nowMs()];
}

/** The tasks that wait on this loop, and since when. */
const there = new Map<Context, number>();
let telling: NodeJS.Timeout | undefined;

/**
 * Waits with one timer that tells the progress of all tasks of the loop: timers and functions of their own for it
 * would cost more than the tasks, and what a task costs is what this is about.
 */
async function stay(context: Context, from: number): Promise<void> {
  there.set(context, from);
  telling ??= setInterval(() => {
    const now = nowMs();
    for (const [other, since] of there) other.progress((now - since) / other.shared.holdMs);
  }, tellMs);
  try {
    await context.sleep(context.shared.holdMs);
  } finally {
    there.delete(context);
    if (there.size === 0) {
      clearInterval(telling);
      telling = undefined;
    }
  }
}

export default {
  id: 'memory',
  title: 'Memory',
  shows: 'the memory that each further task takes: try more at once',
  kind: 'async-io',
  tasks: 10_000,
  parameters: {
    kilobytes: {
      type: 'number',
      title: 'extra memory that each task holds',
      unit: 'KB',
      default: 0,
      min: 0,
      max: 1_048_576,
      integer: true,
    },
    ms: {
      type: 'number',
      title: 'how long all tasks are held',
      unit: 'ms',
      default: 2500,
      min: 1,
      max: 600_000,
    },
  },

  setUp({ lanes, parameters: { kilobytes, ms }, tasks, concurrency }) {
    refuseTooMuchMemory(concurrency, kilobytes * 1024, 'kilobytes or --concurrency');
    // All of them share the time: whoever cannot be there at first is there later, and every run takes as long.
    const line = lanes.kind === 'thread' ? createStartLine(tasks, concurrency) : null;
    return { atOnce: concurrency, holdMs: ms / Math.ceil(tasks / concurrency), line };
  },

  blocking(index, context: Context) {
    const { holdMs, line } = context.shared;
    const held = take(context.parameters.kilobytes);
    const from = nowMs();
    if (line) waitForOthers(line, index, context, patienceMs);
    const together = nowMs();
    for (let passed = 0; passed < holdMs && !context.cancelled; passed = nowMs() - together) {
      Atomics.wait(cell, 0, 0, Math.min(sliceMs, holdMs - passed));
      context.progress((nowMs() - together) / holdMs);
    }
    return spanOf(held, from);
  },

  async cooperative(_index, context: Context) {
    const held = take(context.parameters.kilobytes);
    const from = nowMs();
    await stay(context, from);
    return spanOf(held, from);
  },

  check(results, { kilobytes }, { atOnce }) {
    const spans = results.filter((result) => result !== undefined) as Span[];
    const most = mostAtOnce(spans);
    return {
      ok: spans.length === results.length && most === atOnce,
      expected: `${counted(results.length, 'task')}, ${inWords(atOnce)} of them at once`,
      got: `${counted(spans.length, 'task')}, ${inWords(most)} of them at once${most < atOnce ? '; raise ms to hold them longer' : ''}`,
      figures: [
        { name: 'atOnce', title: 'at once', value: most, unit: 'tasks' },
        // Of nothing there is nothing to say.
        ...(kilobytes > 0
          ? [{ name: 'heldBytes', title: 'held per task', value: kilobytes * 1024, unit: 'B' }]
          : []),
      ],
    };
  },
} satisfies Workload<Parameters, Shared>;
