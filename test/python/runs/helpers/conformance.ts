import { basename } from 'node:path';
import { expect } from 'vitest';
import type { Interpreter } from '../../../../source/catalog/interpreters.ts';
import type { ModelId, StartMethod } from '../../../../source/protocol/plan.ts';
import { taskAt } from '../../../../source/session/task-table.ts';
import { eventually, groupOf, hasProc, processesOfGroup } from '../../../helpers/processes.ts';
import { placeIn, pythonPlan } from '../../../helpers/python.ts';
import { runPlan, startRun, type TestRun } from '../../../helpers/run-plan.ts';

type How = { readonly model: ModelId; readonly startMethod: StartMethod | null };

/** Where results have to leave what tasks run in. */
const crosses = ({ model }: How) => model === 'processes' || model === 'interpreters';
/** Where a task can only take its own lane with it. */
const isolates = ({ model }: How) => model === 'processes';
const onLoop = ({ model }: How) => model === 'async';

const ways = [
  'value',
  'nothing',
  'exit',
  'deep',
  'memory',
  'interrupt',
  'cancel',
  'stop',
  'odd',
  'hidden',
  'cause',
  'lambda',
  'lock',
  'print',
  'thread',
] as const;
type Way = (typeof ways)[number];

/** What becomes of a task that ends like this: what it returned as text, or its error. */
type End = string | null | { name: string; message: string; code?: string; at?: string };

const unpicklable = (value: string, { model }: How): End => ({
  name: 'PicklingError',
  message: `returned ${value}, which cannot leave its ${model === 'processes' ? 'process' : 'interpreter'}: pickle cannot copy it`,
  code: 'ERR_UNPICKLABLE',
});

function endOf(way: Way, how: How): End {
  const lambda = '<function end.<locals>.<lambda>>';
  const lock = "{'lock': <unlocked _thread.lock object>}";
  const ends: Record<Way, End> = {
    value: "{'a': [1, 2.5, None]}",
    nothing: null,
    exit: { name: 'SystemExit', message: 'called sys.exit(3)', at: 'sys.exit(3)' },
    deep: { name: 'RecursionError', message: 'maximum recursion depth exceeded', at: 'deep(depth + 1)' },
    memory: { name: 'MemoryError', message: '(no message)', at: 'raise MemoryError' },
    interrupt: { name: 'KeyboardInterrupt', message: '(no message)', at: 'raise KeyboardInterrupt' },
    cancel: { name: 'CancelledError', message: '(no message)', at: 'raise asyncio.CancelledError' },
    // A coroutine cannot raise it: Python makes another error of it.
    stop: onLoop(how)
      ? { name: 'RuntimeError', message: 'coroutine raised StopIteration', at: 'raise StopIteration' }
      : { name: 'StopIteration', message: '(no message)', at: 'raise StopIteration' },
    odd: { name: 'Odd', message: 'odd: 1, 2', at: 'raise Odd' },
    hidden: '(a value that cannot be shown: ValueError)',
    cause: {
      name: 'LookupError',
      message: "no data: FileNotFoundError: [Errno 2] No such file or directory: '/there/is/no/such/file'",
      at: 'raise LookupError',
    },
    lambda: crosses(how) ? unpicklable(lambda, how) : lambda,
    lock: crosses(how) ? unpicklable(lock, how) : lock,
    print: null,
    thread: null,
  };
  return ends[way];
}

/** Each way in which a task can end becomes the right event, and the run comes to its end. */
export async function endsRightly(interpreter: Interpreter, how: How): Promise<void> {
  const run = await runPlan(pythonPlan(interpreter, 'ends', { ...how, tasks: ways.length, concurrency: 2 }));
  expect(run.session.ended).toMatchObject({ outcome: 'failed', message: null });
  const errors = new Map(
    run.of('errors').flatMap((event) => event.errors.map((error) => [error.task, error])),
  );
  const got = ways.map((way, task): [Way, End] => {
    const error = errors.get(task);
    if (!error) return [way, run.results.get(task) ?? null];
    const { name, message, code, place } = error;
    return [
      way,
      { name, message, ...(code === null ? {} : { code }), ...(place === null ? {} : { at: place }) },
    ];
  });
  const wanted = ways.map((way): [Way, End] => {
    const end = endOf(way, how);
    const placed = typeof end === 'object' && end?.at ? { ...end, at: placeIn('ends', end.at) } : end;
    return [way, placed];
  });
  // In 3.8 to 3.10 the message of a recursion goes on, and that differs by version.
  const cut = ([way, end]: [Way, End]) =>
    way === 'deep' && typeof end === 'object' && end
      ? [way, { ...end, message: end.message.slice(0, 32) }]
      : [way, end];
  expect(got.map(cut)).toEqual(wanted.map(cut));
  expect(run.session.output.lines.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['grüße ✓ 日本\\udc80', 'no end']),
  );
  expect(tasksOf(run)).toEqual({
    total: ways.length,
    done: ways.length - errors.size,
    failed: errors.size,
    cancelled: 0,
  });
  timesFit(run, ways.length);
}

/** What is known of every task holds together: it waited, then ran, then ended. */
function timesFit(run: TestRun, tasks: number): void {
  for (let task = 0; task < tasks; task++) {
    const { queuedMs, startedMs, endedMs } = taskAt(run.session.tasks, task);
    expect([task, queuedMs! <= startedMs!, startedMs! <= endedMs!]).toEqual([task, true, true]);
  }
}

const tasksOf = (run: TestRun) => run.summary.tasks;

export const deaths = ['segfault', 'exit', 'kill', 'close'] as const;

/** A task that takes its process with it: a run that crashes, or one lane that is replaced; and why, and where. */
export async function diesRightly(
  interpreter: Interpreter,
  how: How,
  death: (typeof deaths)[number],
): Promise<void> {
  const run = await runPlan(
    pythonPlan(interpreter, 'dies', { ...how, parameters: { how: death }, tasks: 6, concurrency: 2 }),
  );
  const at = ` at ${basename(placeIn('dies', 'string_at'))} in die`;
  const why = {
    segfault: `was killed by SIGSEGV${at}`,
    exit: isolates(how) ? 'ended with exit code 3' : 'exit code 3',
    kill: 'was killed by SIGKILL',
    close: isolates(how) ? 'ended with exit code 1' : 'exit code 1',
  }[death];
  if (isolates(how)) {
    const [crash] = run.of('lane').filter(({ state }) => state === 'crashed');
    expect(crash?.reason).toBe(`its process ${why}`);
    expect(tasksOf(run)).toEqual({ total: 6, done: 5, failed: 1, cancelled: 0 });
    expect(run.of('errors').flatMap(({ errors }) => errors)).toMatchObject([
      { task: 1, name: 'LaneCrashed', message: `its process ${why}` },
    ]);
  } else {
    expect(run.session.ended?.outcome).toBe('crashed');
    expect(run.session.ended?.message).toContain(why);
  }
}

/** Tasks hear of a cancel wherever that can be, in time and not by being killed. */
export async function cancelsRightly(interpreter: Interpreter, how: How, held: string): Promise<void> {
  const run = startRun(
    pythonPlan(interpreter, 'holds', { ...how, parameters: { how: held }, tasks: 4, concurrency: 2 }),
  );
  const running = how.model === 'sequential' || (how.model === 'async' && held !== 'wait') ? 1 : 2;
  await run.until(({ type }) => type === 'phase');
  const group = hasProc ? groupOf(run.pid) : null;
  await run.untilSession(({ tasks }) => tasks.counts.running >= running);
  run.run.cancel();
  await run.run.ended;
  expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
  expect(tasksOf(run)).toEqual({ total: 4, done: 0, failed: 0, cancelled: 4 });
  if (group !== null) await eventually(() => processesOfGroup(group).length === 0);
}

/** Ways to hold a lane of which a model can hear the cancel: of a thread, C code cannot be interrupted. */
export function holdsOf({ model }: How): readonly string[] {
  if (model === 'async') return ['wait', 'sleep', 'compute'];
  return model === 'sequential' || model === 'processes' ? ['sleep', 'compute', 'look'] : ['look'];
}
