import type { Figure, SetUpContext, TaskContext, Workload } from '../source/protocol/workload.ts';
import { createStartLine, type StartLine, waitForOthers } from './helpers/start-line.ts';
import { addInThread, addOnLoop, type Counter, createCounter, type How } from './helpers/updates.ts';
import { counted, inWords } from './helpers/words.ts';

type Parameters = { how: How; updates: number };
/** `aloneNs`: what an update takes in one thread, or by one task, without a lock; null where nothing guards it. */
type Shared = { counter: Counter; line: StartLine; aloneNs: number | null };
type Context = TaskContext<Parameters, Shared>;
/** From when to when a task added, on the clock that all threads of a process share. */
type Result = { updates: number; fromMs: number; toMs: number };

/** Some milliseconds of work even with a lock: often enough for a bar that moves and a cancel that is heard. */
const chunk = 250_000;
/** Between two turns of the loop all tasks together: about 5 ms. */
const loopChunk = 50_000;
/** What the counter, a word of 32 bits with a sign, can hold. */
const mostCounted = 2 ** 31 - 1;

const guarded = (how: How) => how === 'mutex' || how === 'atomics';
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

let turning: Promise<void> | null = null;

/**
 * Lets the loop turn once for all tasks, which then go on together. Each with a turn of its own would do its next
 * updates alone, up to its next turn: nothing would be lost but by chance.
 */
function turnTogether(context: Context): Promise<void> {
  turning ??= context.yield().finally(() => {
    turning = null;
  });
  return turning;
}

function resultOf(updates: number, fromMs: number): Result {
  return { updates, fromMs, toMs: nowMs() };
}

function verdict(made: number, lost: number, how: How): string {
  if (lost === 0) return `all ${counted(made, 'update')} counted`;
  const why = guarded(how) ? '' : ', as expected without a lock';
  return `${inWords(lost)} of ${counted(made, 'update')} lost${why}`;
}

/** For the clock to tell, and for V8 to have compiled what it times: some milliseconds. */
const timedUpdates = { thread: 5_000_000, loop: 100_000 };

async function timeAlone(body: SetUpContext['body']): Promise<number> {
  const [add, times] =
    body === 'cooperative' ? [addOnLoop, timedUpdates.loop] : [addInThread, timedUpdates.thread];
  const counter = createCounter();
  await add.unlocked(counter, times);
  const from = nowMs();
  await add.unlocked(counter, times);
  return ((nowMs() - from) * 1e6) / times;
}

function figures(
  results: readonly Result[],
  expected: number,
  got: number,
  aloneNs: number | null,
): Figure[] {
  const fromMs = Math.min(...results.map((result) => result.fromMs));
  const toMs = Math.max(...results.map((result) => result.toMs));
  const measured = expected > 0;
  const updateNs = measured ? ((toMs - fromMs) * 1e6) / expected : null;
  return [
    { name: 'expectedUpdates', title: 'made', value: expected, unit: 'updates' },
    { name: 'gotUpdates', title: 'counted', value: got, unit: 'updates' },
    { name: 'lostUpdates', title: 'lost', value: expected - got, unit: 'updates' },
    {
      name: 'lostRatio',
      title: 'share lost',
      value: measured ? (expected - got) / expected : null,
      unit: 'ratio',
    },
    {
      name: 'updateNs',
      title: 'time per update',
      value: updateNs,
      unit: 'ns',
    },
    ...(aloneNs === null || updateNs === null
      ? []
      : [
          { name: 'aloneNs', title: 'alone, without a lock', value: aloneNs, unit: 'ns' },
          {
            name: 'guardTimes',
            title: 'guarded, it takes',
            value: updateNs / aloneNs,
            unit: '× as long',
          },
        ]),
  ];
}

export default {
  id: 'race',
  title: 'Race',
  shows: 'tasks share a counter: lost updates, and what a lock costs',
  kind: 'pitfall',
  tasks: 2,
  parameters: {
    how: {
      type: 'choice',
      title: 'how each task adds 1',
      choices: ['unlocked', 'increment', 'mutex', 'atomics'],
      default: 'unlocked',
    },
    updates: {
      type: 'number',
      title: 'updates per task',
      unit: 'updates',
      default: 20_000_000,
      min: 1,
      max: 1_000_000_000,
      integer: true,
    },
  },
  refuses: {
    processes: 'processes share no memory, so they have no counter to race for',
  },

  async setUp({ body, parameters: { how, updates }, tasks, concurrency }) {
    if (tasks * updates > mostCounted) {
      const most = Math.floor(mostCounted / tasks);
      throw new Error(
        `the counter holds at most ${inWords(mostCounted)}; with ${counted(tasks, 'task')} use at most ${most} updates: --set updates=${most}`,
      );
    }
    return {
      counter: createCounter(),
      line: createStartLine(tasks, concurrency),
      aloneNs: guarded(how) ? await timeAlone(body) : null,
    };
  },

  blocking(index, context: Context) {
    const { parameters, shared } = context;
    const add = addInThread[parameters.how];
    waitForOthers(shared.line, index, context);
    const fromMs = nowMs();
    let made = 0;
    while (made < parameters.updates && !context.cancelled) {
      const times = Math.min(chunk, parameters.updates - made);
      add(shared.counter, times);
      made += times;
      context.progress(made / parameters.updates);
    }
    return resultOf(made, fromMs);
  },

  async cooperative(_index, context: Context) {
    const { parameters, shared } = context;
    const add = addOnLoop[parameters.how];
    const most = Math.ceil(loopChunk / shared.line.lanes);
    const fromMs = nowMs();
    let made = 0;
    while (made < parameters.updates && !context.cancelled) {
      const times = Math.min(most, parameters.updates - made);
      await add(shared.counter, times);
      made += times;
      context.progress(made / parameters.updates);
      await turnTogether(context);
    }
    return resultOf(made, fromMs);
  },

  check(results, { how, updates }, { counter, aloneNs }) {
    const ended = results.filter((result) => result !== undefined) as Result[];
    const expected = ended.reduce((sum, result) => sum + result.updates, 0);
    const got = Atomics.load(counter.value, 0);
    const lost = expected - got;
    const whole = ended.every((result) => result.updates === updates);
    return {
      // Without a lock a loss is what there is to see; with one it must not happen.
      ok: whole && lost >= 0 && (lost === 0 || !guarded(how)),
      expected: `${counted(expected, 'update')} counted${guarded(how) ? '' : ', or fewer'}`,
      got: verdict(expected, lost, how),
      figures: figures(ended, expected, got, aloneNs),
    };
  },
} satisfies Workload<Parameters, Shared>;
