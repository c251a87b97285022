import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../source/catalog/definition.ts';
import { hasPoolBehind, usesPool } from '../../../source/catalog/models.ts';
import { loadWorkload } from '../../../source/engine/lane/load-workload.ts';
import { taskColumns } from '../../../source/protocol/events.ts';
import { type ModelId, modelIds, type Parameters } from '../../../source/protocol/plan.ts';
import { mostAtOnce } from '../../../source/session/per-task.ts';
import { taskAt } from '../../../source/session/task-table.ts';
import { runPlan, type TestRun } from '../../helpers/run-plan.ts';

const tasks = 7;
const concurrency = 2;

type Case = {
  workload: string;
  parameters: Parameters;
  /** What the text of a task's result looks like; null: it returns nothing. */
  result: ((task: number) => RegExp) | null;
  /** Where it does not run under all of them. */
  models?: readonly ModelId[];
};

const cases: Case[] = [
  { workload: 'wait', parameters: { ms: 20 }, result: (task) => new RegExp(`^${task}$`) },
  { workload: 'compute', parameters: { numbers: 1001 }, result: () => /^333833500$/ },
  { workload: 'connections', parameters: { ms: 20, bytes: 500 }, result: () => /^[5-9]\d\d$/ },
  { workload: 'files', parameters: { kilobytes: 4, files: 3 }, result: () => /^'[0-9a-f]{64}'$/ },
  { workload: 'noop', parameters: {}, result: null },
  {
    workload: 'hash',
    parameters: { what: 'scrypt', calls: 2, iterations: 1, kilobytes: 64 },
    result: () => /^'[0-9a-f]{64}'$/,
  },
  {
    workload: 'image',
    parameters: { side: 20, passes: 1, images: 2 },
    result: () => /^'[0-9a-f]{64}'$/,
  },
  {
    workload: 'server',
    parameters: { rate: 500, light: 0.5, waitMs: 1, rows: 500, pixels: 8, connections: 8 },
    result: () => /^'(?:fine|page [0-7]: [0-9a-f]{16})'$/,
  },
  { workload: 'queries', parameters: { queries: 2, rows: 2000 }, result: () => /^\[ 'de \d+ \d+, / },
  {
    workload: 'blocked-loop',
    parameters: { how: 'offloaded', ms: 20 },
    result: () => /^\d+(\.\d+)?$/,
  },
  {
    workload: 'race',
    parameters: { how: 'mutex', updates: 2000 },
    result: () => /^{ updates: 2000, fromMs: [\d.]+, toMs: [\d.]+ }$/,
    models: modelIds.filter((model) => model !== 'processes'),
  },
  {
    workload: 'uncloneable',
    parameters: { what: 'plain', ms: 5 },
    result: () => /^{\s+name: 'Ada',\s+scores: \[ 1, 2, 3 \],\s+born: 1815-12-10T00:00:00.000Z,\s/,
  },
  {
    workload: 'transfer',
    parameters: { how: 'transfer', kilobytes: 4 },
    result: () => /^{ workMs: [\d.]+, leftBytes: (null|0|4096), bytes: Uint8Array\(4096\) \[/,
  },
  {
    workload: 'memory',
    parameters: { kilobytes: 16, ms: 400 },
    result: () => /^\[ [\d.]+, [\d.]+ \]$/,
  },
];

describe.each(cases)('$workload', ({ workload, parameters, result, models = modelIds }) => {
  test.each(models)('under %s: all of it, and as the protocol has it', async (model) => {
    const card = cardOf(await loadWorkload(workload, null), null);
    const behind = hasPoolBehind(model, card);
    const poolThreads = behind ? concurrency : null;
    const atMost = model === 'sequential' ? 1 : concurrency;
    const run = await runPlan({ model, workload, parameters, tasks, concurrency: atMost, poolThreads });
    expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
    expect(run.summary.tasks).toEqual({ total: tasks, done: tasks, failed: 0, cancelled: 0 });
    if (workload === 'noop') expect(run.session.check).toBeNull();
    else expect(run.session.check).toMatchObject({ ok: true });
    expectResults(run, result);
    expectLanes(run, model, usesPool(model, card) ? 'tasks' : behind ? 'parts' : 'none');
    expectOrder(run);
    for (let task = 0; task < tasks; task++) expectTimes(run, task);
    const atOnce = mostAtOnce(run.session.tasks);
    expect(atOnce).toBeLessThanOrEqual(atMost);
    // What waits for 20 ms must overlap wherever two may run.
    if (workload === 'wait') expect(atOnce).toBe(atMost);
  });
});

function expectResults(run: TestRun, result: Case['result']): void {
  expect(run.session.results.size).toBe(result === null ? 0 : tasks);
  for (const [task, text] of run.session.results) expect(text).toMatch(result?.(task) ?? /^$/);
  if (result !== null) return;
  expect(run.of('results')).toEqual([]);
}

/** `pool`: what the lanes besides the main loop are there for. */
function expectLanes(run: TestRun, model: ModelId, pool: 'tasks' | 'parts' | 'none'): void {
  const kind = model === 'processes' ? 'process' : 'thread';
  const names = pool === 'none' ? ['main'] : ['main', `${kind}-1`, `${kind}-2`];
  const { lanes } = run.session;
  expect(lanes.map((lane) => lane.name)).toEqual(names);
  expect(lanes.map((lane) => lane.kind)).toEqual(['loop', kind, kind].slice(0, names.length));
  expect(lanes[0]?.pid).toBe(run.pid);
  // Threads live in the engine's process, children each in one of their own.
  expect(new Set(lanes.map((lane) => lane.pid)).size).toBe(model === 'processes' ? 3 : 1);
  const ended = lanes.map((lane) => lane.tasksEnded);
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
  const watched = run.events.filter(({ type }) => type === 'tasks' || type === 'sample' || type === 'freeze');
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
