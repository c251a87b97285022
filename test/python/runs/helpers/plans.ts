import { expect } from 'vitest';
import type { Interpreter } from '../../../../source/catalog/interpreters.ts';
import type { ModelId, Plan } from '../../../../source/protocol/plan.ts';
import { taskAt } from '../../../../source/session/task-table.ts';
import { pythonPlan } from '../../../helpers/python.ts';
import { runPlan, type TestRun } from '../../../helpers/run-plan.ts';

/** Runs tasks of 5 ms that tell what they were given. */
export const runTells = (interpreter: Interpreter, part: Partial<Plan>): Promise<TestRun> =>
  runPlan(pythonPlan(interpreter, 'tells', { parameters: { ms: 5 }, tasks: 6, concurrency: 2, ...part }));

/** Modules beside the person's file that are called like Python's own are found by that file, and by nothing else. */
export async function findsBoth(interpreter: Interpreter, how: Partial<Plan>): Promise<void> {
  const run = await runPlan(pythonPlan(interpreter, 'same_names/work', { ...how, tasks: 3, concurrency: 2 }));
  expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
  const found = "['queue', 'selectors', 'subprocess', True]";
  expect([...run.results.values()]).toEqual([found, found, found]);
}

/** Where there is a rate, each task has a time of its own at which it is due, and none starts before. */
export async function startsWhenDue(interpreter: Interpreter, model: ModelId): Promise<void> {
  const startMethod = model === 'processes' ? 'fork' : null;
  const run = await runTells(interpreter, { model, startMethod, ratePerSecond: 50 });
  const tasks = [...Array(6).keys()].map((task) => taskAt(run.session.tasks, task));
  expect(tasks.map(({ queuedMs, startedMs }) => startedMs! >= queuedMs!)).toEqual(Array(6).fill(true));
  expect(new Set(tasks.map(({ queuedMs }) => queuedMs)).size).toBe(6);
}

/** Without a lock nothing tells one from the other. */
const noShares = { jsRatio: null, nativeRatio: null };

/** A profile tells code that keeps the lock from C code that lets it go, and both from waiting. */
export async function profilesRightly(interpreter: Interpreter): Promise<void> {
  const profile = async (how: string) => {
    const part = { model: 'sequential', parameters: { how }, tasks: 2, profile: true } as const;
    const run = await runPlan(pythonPlan(interpreter, 'computes', part));
    return run.of('profile')[0];
  };
  const [loop, hash, wait] = [await profile('loop'), await profile('hash'), await profile('wait')];
  if (interpreter.lock === 'none') expect([loop, hash]).toMatchObject([noShares, noShares]);
  else {
    expect(loop?.jsRatio).toBeGreaterThan(0.8);
    expect(hash?.nativeRatio).toBeGreaterThan(0.6);
  }
  expect(wait?.activeRatio).toBeLessThan(0.2);
  expect(loop?.hottest).toMatchObject({ name: 'task', line: 8 });
}
