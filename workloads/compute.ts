import type { TaskContext, Workload } from '../source/protocol/workload.ts';

type Parameters = { numbers: number };

/** About 2 ms of work: short enough for a loop to stay responsive between chunks, long enough to cost nothing. */
const chunk = 1_000_000;

/** Keeps the hot loop in a function of its own: any call inside it would make it several times slower. */
function sumOfSquares(from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += i * i;
  return sum;
}

function* chunks(context: TaskContext<Parameters>): Generator<void, number> {
  const { numbers } = context.parameters;
  let sum = 0;
  for (let from = 0; from < numbers && !context.cancelled; from += chunk) {
    const to = Math.min(numbers, from + chunk);
    sum += sumOfSquares(from, to);
    context.progress(to / numbers);
    yield;
  }
  return sum;
}

export default {
  id: 'compute',
  title: 'Compute',
  shows: 'tasks that only compute: nothing but more cores speeds them up',
  kind: 'cpu',
  tasks: 24,
  parameters: {
    numbers: {
      type: 'number',
      title: 'squares that each task adds up',
      unit: 'numbers',
      default: 400_000_000,
      min: 1,
      max: 1e12,
      integer: true,
    },
  },

  blocking(_index, context) {
    const steps = chunks(context);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  },

  /** The same work with a turn of the loop after each chunk: others get their turn, but nothing gets faster. */
  async cooperative(_index, context) {
    const steps = chunks(context);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await context.yield();
    }
  },

  check(results, { numbers }) {
    // In the same order of additions, so that even the rounding is the same.
    let expected = 0;
    for (let from = 0; from < numbers; from += chunk)
      expected += sumOfSquares(from, Math.min(numbers, from + chunk));
    const wrong = results.filter((result) => result !== undefined && result !== expected);
    return { ok: wrong.length === 0, expected: `${expected}`, got: `${wrong[0] ?? expected}` };
  },
} satisfies Workload<Parameters>;
