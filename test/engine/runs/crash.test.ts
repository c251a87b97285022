import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { taskAt } from '../../../source/session/task-table.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { fixture } from '../../helpers/plan.ts';
import { eventually, hasProc, processesOfGroup } from '../../helpers/processes.ts';
import { runPlan, startRun, type TestRun } from '../../helpers/run-plan.ts';

/** How often the watcher looks: so often that it has seen earlier tasks run, which must not be blamed. */
const lookEveryMs = 40;
const at = 8;
const tasks = 14;

const endInTask = (way: string) => ({
  module: fixture('end-in-task.mjs'),
  parameters: { at, way },
  tasks,
  concurrency: 2,
});

/** A small heap for the engine and all of its lanes: filling a large one takes minutes. */
function withSmallHeap(): void {
  // V8 gives a thread 16 MB beyond its limit to end in: a young generation of 16 MB could fill them at one stroke,
  // and then the whole process aborts.
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=64 --max-semi-space-size=1');
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** Exactly one task failed, for a reason; all others are done, and the lane that died was replaced. */
function expectOneVictim(run: TestRun, reason: string | RegExp): void {
  expect(run.session.ended).toMatchObject({ outcome: 'failed', message: null });
  expect(run.summary.tasks).toEqual({ total: tasks, done: tasks - 1, failed: 1, cancelled: 0 });
  expect(taskAt(run.session.tasks, at).state).toBe('failed');
  expect([...run.session.errors.keys()]).toEqual([at]);
  expect(run.session.errors.get(at)?.message).toMatch(reason);
  const crash = run.of('lane').filter((lane) => lane.state === 'crashed');
  expect(crash).toHaveLength(1);
  expect(crash[0]?.reason).toMatch(reason);
  expect(crash[0]?.lane).toBe(taskAt(run.session.tasks, at).lane);
}

describe.each(['sequential', 'async'] as const)('under %s the engine is what dies', (model) => {
  test.each([
    ['exit', /process\.exit\(7\)/],
    [
      'stray-timer',
      /an error that your code did not catch: TypeError: thrown by a timer \(.*end-in-task\.mjs:\d+\)$/,
    ],
    ['SIGSEGV', /killed by SIGSEGV/],
  ])('%s', async (way, message) => {
    const run = await runPlan({ ...endInTask(way), model }, lookEveryMs);
    expect(run.session.ended?.outcome).toBe('crashed');
    expect(run.session.ended?.message).toMatch(message);
    const { done, failed, cancelled } = run.summary.tasks;
    // An engine that had no last word is known as of the last look, which may have come between two tasks.
    if (way !== 'SIGSEGV') expect(failed).toBeGreaterThanOrEqual(1);
    expect(done + failed + cancelled).toBe(tasks);
  });
});

describe('under threads', () => {
  test.each([
    ['exit', /its thread called process\.exit\(7\)/],
    [
      'stray-timer',
      /^its thread ended over an error that your code did not catch: TypeError: thrown by a timer \(.*end-in-task\.mjs:\d+\)$/,
    ],
    ['memory', /its thread ran out of memory/],
  ])('%s: one task fails, the others are done', async (way, reason) => {
    if (way === 'memory') withSmallHeap();
    expectOneVictim(await runPlan({ ...endInTask(way), model: 'threads' }, lookEveryMs), reason);
  });
});

test('under hybrid, process.exit in the pool: one task fails, the others are done', async () => {
  expectOneVictim(
    await runPlan({ ...endInTask('exit'), model: 'hybrid' }, lookEveryMs),
    /process\.exit\(7\)/,
  );
});

describe('under processes', () => {
  test.each([
    ['exit', /its process called process\.exit\(7\)/],
    ['SIGKILL', /its process was killed by SIGKILL/],
    ['SIGSEGV', /its process was killed by SIGSEGV/],
    [
      'stray-timer',
      /an error that your code did not catch: TypeError: thrown by a timer \(.*end-in-task\.mjs:\d+\)$/,
    ],
    ['memory', /its process ran out of memory/],
  ])('%s: one task fails, the others are done', async (way, reason) => {
    if (way === 'memory') withSmallHeap();
    expectOneVictim(await runPlan({ ...endInTask(way), model: 'processes' }, lookEveryMs), reason);
  });

  test('killed from outside: one task fails, its process is replaced', async () => {
    const killBy = async (signal: 'SIGKILL' | 'SIGSEGV') => {
      const file = join(temporaryFolder(), 'go');
      const module = fixture('hold-until-file.mjs');
      const run = startRun({ module, parameters: { file }, model: 'processes', tasks: 3 });
      await run.untilSession((session) => session.tasks.counts.running === 2);
      const victim = run.session.lanes[1]!;
      process.kill(victim.pid, signal);
      await run.untilSession((session) => session.tasks.counts.failed === 1);
      writeFileSync(file, '');
      await run.run.ended;
      expect(run.session.ended?.outcome).toBe('failed');
      expect(run.summary.tasks).toEqual({ total: 3, done: 2, failed: 1, cancelled: 0 });
      expect(run.session.lanes[1]?.pid).not.toBe(victim.pid);
      const reason = `its process was killed by ${signal}`;
      expect(run.session.lanes[1]).toMatchObject({ openings: 2, reason });
    };
    // Both at once: they only wait.
    await Promise.all([killBy('SIGKILL'), killBy('SIGSEGV')]);
  });
});

test('an engine whose heap is full says so, and not by what signal it ended', async () => {
  withSmallHeap();
  const run = await runPlan({ ...endInTask('memory'), model: 'async' }, lookEveryMs);
  expect(run.session.ended).toMatchObject({
    outcome: 'crashed',
    message: expect.stringMatching(/^the heap of the engine process was full: .*--max-old-space-size/),
  });
});

test.runIf(hasProc)('an engine killed in mid-run is a crash, and its children go with it', async () => {
  const run = startRun({ workload: 'wait', parameters: { ms: 60_000 }, model: 'processes', tasks: 4 });
  await run.untilSession((session) => session.tasks.counts.running === 2);
  // The engine, its keeper, and two children.
  expect(processesOfGroup(run.pid)).toHaveLength(4);
  process.kill(run.pid, 'SIGKILL');
  await run.run.ended;
  expect(run.session.ended).toMatchObject({
    outcome: 'crashed',
    message: 'the engine process was killed by SIGKILL, as the system does when memory runs out',
  });
  expect(run.summary.tasks).toEqual({ total: 4, done: 0, failed: 2, cancelled: 2 });
  await eventually(() => processesOfGroup(run.pid).length === 0);
});
