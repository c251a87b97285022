import { expect, test } from 'vitest';
import { cardOf } from '../../../../source/catalog/definition.ts';
import {
  hasPoolBehind,
  isSerial,
  laneCard,
  modelCard,
  modelIdsOf,
  usesPool,
} from '../../../../source/catalog/models.ts';
import { noModule } from '../../../../source/catalog/module-word.ts';
import { loadWorkload } from '../../../../source/engine/lane/load-workload.ts';
import type { ModelId } from '../../../../source/protocol/plan.ts';
import { taskColumns } from '../../../../source/protocol/task-rows.ts';
import { mostAtOnce } from '../../../../source/session/per-task.ts';
import { taskAt } from '../../../../source/session/task-table.ts';
import { runPlan, type TestRun } from '../../../helpers/run-plan.ts';
import { cases, type WorkloadCase } from '../../../workloads/cases.ts';

const tasks = 7;
const concurrency = 2;

/**
 * Every built-in workload under each model that it does not refuse. `half`: which of those pairs, in the manner of a
 * chessboard, so that each half has every workload and every model.
 */
export function runMatrix(half: 'black' | 'white'): void {
  const places = Object.entries(cases).flatMap(([workload, one], row) => {
    const models = (one.models ?? modelIdsOf('node')).filter(
      (_, column) => ((row + column) % 2 === 0) === (half === 'black'),
    );
    return models.map((model) => ({ workload, model, ...one }));
  });
  test.each(places)('$workload under $model: all of it, and as the protocol has it', expectRun);
}

async function expectRun({
  workload,
  model,
  parameters,
  result,
  wrong,
}: WorkloadCase & { workload: string; model: ModelId }): Promise<void> {
  const card = cardOf(await loadWorkload({ workload, ...noModule }), noModule);
  const traits = modelCard({ runtime: 'node', model });
  const behind = hasPoolBehind(traits, card);
  const poolThreads = behind ? concurrency : null;
  const atMost = isSerial(traits) ? 1 : concurrency;
  const run = await runPlan({ model, workload, parameters, tasks, concurrency: atMost, poolThreads });
  expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
  expect(run.summary.tasks).toEqual({ total: tasks, done: tasks, failed: 0, cancelled: 0 });
  if (wrong === null) expect(run.session.check).toBeNull();
  else expect(run.session.check).toMatchObject({ ok: true });
  expectResults(run, result);
  expectLanes(run, usesPool(traits, card) ? 'tasks' : behind ? 'parts' : 'none');
  expectOrder(run);
  for (let task = 0; task < tasks; task++) expectTimes(run, task);
  const atOnce = mostAtOnce(run.session.tasks);
  expect(atOnce).toBeLessThanOrEqual(atMost);
  // What waits for 20 ms must overlap wherever two may run.
  if (workload === 'wait') expect(atOnce).toBe(atMost);
}

function expectResults(run: TestRun, result: WorkloadCase['result']): void {
  expect(run.results.size).toBe(result === null ? 0 : tasks);
  for (const [task, text] of run.results) expect(text).toMatch(result?.(task) ?? /^$/);
  if (result !== null) return;
  expect(run.of('results')).toEqual([]);
}

/** `pool`: what the lanes besides the main loop are there for. */
function expectLanes(run: TestRun, pool: 'tasks' | 'parts' | 'none'): void {
  const { plan } = run.session;
  const kind = modelCard(plan).lane;
  const names = pool === 'none' ? ['main'] : ['main', `${kind}-1`, `${kind}-2`];
  const { lanes } = run.session;
  expect(lanes.map((lane) => lane.name)).toEqual(names);
  expect(lanes.map((lane) => lane.kind)).toEqual(['loop', kind, kind].slice(0, names.length));
  expect(lanes[0]?.pid).toBe(run.pid);
  // Threads live in the engine's process, children each in one of their own.
  expect(new Set(lanes.map((lane) => lane.pid)).size).toBe(laneCard(plan).sharesMemory ? 1 : 3);
  const ended = lanes.map((lane) => run.session.tasks.endedOn.get(lane.id) ?? 0);
  expect(ended.reduce((sum, count) => sum + count, 0)).toBe(tasks);
  expect(ended[0]).toBe(pool === 'tasks' ? 0 : tasks);
}

function expectOrder(run: TestRun): void {
  const types = run.events.map((event) => event.type);
  expect(types.indexOf('run-started')).toBe(0);
  expect(types.lastIndexOf('run-started')).toBe(0);
  expect(types.indexOf('run-ended')).toBe(types.length - 1);
  const phases = run.of('phase');
  expect(phases.map(({ phase }) => phase)).toEqual(['setting-up', 'starting', 'running', 'closing']);
  expectAscending(phases.map(({ atMs }) => atMs));
  // Stamped by one thread as they are written.
  const watched = run.events.filter(({ type }) => type === 'tasks' || type === 'sample' || type === 'held');
  expectAscending(watched.map(({ atMs }) => atMs));
  const lanes = new Set<number>();
  for (const event of run.events) {
    if (event.type === 'lane') lanes.add(event.lane);
    if (event.type !== 'tasks') continue;
    for (let row = 0; row < event.rows.length; row += taskColumns.length) {
      expect(lanes).toContain(event.rows[row + 2]);
    }
  }
}

function expectAscending(times: number[]): void {
  expect(times).toEqual([...times].sort((a, b) => a - b));
}

function expectTimes(run: TestRun, index: number): void {
  const { queuedMs, startedMs, endedMs } = taskAt(run.session.tasks, index);
  expectAscending([0, queuedMs!, startedMs!, endedMs!, run.session.atMs]);
}
