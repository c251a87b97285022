import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cardsFile } from '../../../scripts/python-cards.ts';
import { hasPoolBehind, isSerial, modelCard, modelsOf } from '../../../source/catalog/models.ts';
import type { WorkloadCard } from '../../../source/catalog/workloads.ts';
import type { Interpreter } from '../../../source/launch/interpreters.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import { runPlan, type TestRun } from '../../helpers/run-plan.ts';
import { pythonCases } from './cases.ts';

/** The cards of all workloads for CPython. */
export const pythonCards = JSON.parse(readFileSync(cardsFile, 'utf8')) as WorkloadCard[];

const tasks = 7;
const concurrency = 2;

export type Place = { readonly workload: string; readonly model: ModelId };

/** Every workload under each model of this interpreter that it does not refuse. */
export function places({ path, version, lock }: Interpreter): Place[] {
  const models = modelsOf({ runtime: 'python', interpreter: { path, version, lock, asked: null } });
  return pythonCards.flatMap(({ id, refuses }) =>
    models.filter((model) => !refuses[model.id]).map((model) => ({ workload: id, model: model.id })),
  );
}

/** Runs a workload for CPython with few tasks, to its end. */
export function runPlace(
  { workload, model }: Place,
  { path, version, lock }: Interpreter,
  parameters = pythonCases[workload]!.parameters,
): Promise<TestRun> {
  const card = pythonCards.find(({ id }) => id === workload)!;
  const traits = modelCard({ runtime: 'python', model });
  const behind = hasPoolBehind(traits, card);
  return runPlan({
    runtime: 'python',
    interpreter: { path, version, lock, asked: null },
    model,
    workload,
    parameters,
    tasks,
    concurrency: isSerial(traits) ? 1 : concurrency,
    poolThreads: behind ? 1 : null,
    poolProcesses: behind && card.parts.includes('dispatch') ? 1 : null,
  });
}

/** All tasks are done, with results that look right, and the check holds. */
export async function expectPlace(place: Place, interpreter: Interpreter): Promise<void> {
  const run = await runPlace(place, interpreter);
  const { result } = pythonCases[place.workload]!;
  expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
  expect(run.summary.tasks).toEqual({ total: tasks, done: tasks, failed: 0, cancelled: 0 });
  if (place.workload === 'noop') expect(run.session.check).toBeNull();
  else expect(run.session.check).toMatchObject({ ok: true });
  expect(run.results.size).toBe(result === null ? 0 : tasks);
  for (const [task, text] of run.results) expect(text).toMatch(result?.(task) ?? /^$/);
  // Whatever is said beside would be a warning of the interpreter.
  expect(run.session.output.lines).toEqual([]);
}
