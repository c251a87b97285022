import type { TaskContext, Workload } from '../source/protocol/workload.ts';
import { Executor } from './helpers/executor.ts';
import { type BlockingCall, createGate, holdThread, open } from './helpers/hold-thread.ts';
import { counted, inWords } from './helpers/words.ts';

type Parameters = { how: string; ms: number };
/** `pooled`: the model keeps threads for such calls itself. */
type Shared = { pooled: boolean };
type Context = TaskContext<Parameters, Shared>;

/** How often progress is told and, where the loop is held, a cancel looked for: often enough for a bar that moves. */
const sliceMs = 50;
/** A timer counts whole milliseconds and may be early by as much. */
const earlyMs = 1;

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
/** Threads of the program's own: what a loop without a pool behind it has to bring along. */
const executor = new Executor(new URL(`./workers/blocking-call.${extension}`, import.meta.url));

/** The call made where the task runs: nothing else runs there until it is over. */
function callHere(context: Context): number {
  const { ms } = context.parameters;
  const gate = createGate();
  const began = performance.now();
  let passed = 0;
  while (passed < ms && !context.cancelled) {
    holdThread({ ms: Math.min(sliceMs, ms - passed), gate });
    passed = performance.now() - began;
    context.progress(passed / ms);
  }
  return passed;
}

/** The same time waited for in the way of the loop. */
async function wait(context: Context): Promise<number> {
  const { ms } = context.parameters;
  const began = performance.now();
  for (let passed = 0; passed < ms; passed = performance.now() - began) {
    await context.sleep(Math.min(sliceMs, ms - passed));
    context.progress((performance.now() - began) / ms);
  }
  return performance.now() - began;
}

/** The call made in another thread. The loop stays free, here to tell progress. */
async function callElsewhere(context: Context): Promise<number> {
  const { ms } = context.parameters;
  const call: BlockingCall = { ms, gate: createGate() };
  const began = performance.now();
  const telling = setInterval(() => context.progress((performance.now() - began) / ms), sliceMs);
  context.signal.addEventListener('abort', () => open(call.gate));
  try {
    const took = await (context.shared.pooled ? context.offload('call', call) : executor.run(call));
    context.signal.throwIfAborted();
    return Number(took);
  } finally {
    clearInterval(telling);
  }
}

export default {
  id: 'blocked-loop',
  title: 'Blocked loop',
  shows: 'a blocking call freezes the event loop; two ways to avoid that',
  kind: 'pitfall',
  tasks: 2,
  parameters: {
    how: {
      type: 'choice',
      title: 'how each task makes its call',
      choices: ['blocking', 'cooperative', 'offloaded'],
      default: 'blocking',
    },
    ms: { type: 'number', title: 'duration of the call', unit: 'ms', default: 2000, min: 1, max: 600_000 },
  },

  setUp: ({ lanes }) => ({ pooled: lanes.offloads }),

  // Not an async function: it would end a task that never waited only when the loop is free again, after all of them.
  run(_index, context) {
    const { how } = context.parameters;
    if (how === 'blocking') return callHere(context);
    return how === 'cooperative' ? wait(context) : callElsewhere(context);
  },

  parts: { call: (call: BlockingCall) => holdThread(call) },

  check(results, { ms }) {
    const took = results.filter((result) => typeof result === 'number');
    const shortest = Math.min(...took);
    const ok = took.length === results.length && shortest >= ms - earlyMs;
    const mean = took.reduce((sum, one) => sum + one, 0) / took.length;
    return {
      ok,
      expected: `${counted(results.length, 'call')} of ${inWords(ms)} ms each`,
      got: `${counted(took.length, 'call')}${took.length > 0 ? `, the shortest ${inWords(Math.round(shortest))} ms` : ''}`,
      figures: [{ name: 'callMs', title: 'time per call', value: took.length > 0 ? mean : null, unit: 'ms' }],
    };
  },
} satisfies Workload<Parameters, Shared>;
