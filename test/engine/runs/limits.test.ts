import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { decodeEvent } from '../../../source/protocol/decode.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { latestOf } from '../../../source/session/figures.ts';
import { reduce } from '../../../source/session/reduce.ts';
import { createSession, type Session } from '../../../source/session/state.ts';
import { fixture, planOf } from '../../helpers/plan.ts';
import { eventually } from '../../helpers/processes.ts';
import { runPlan } from '../../helpers/run-plan.ts';

const program = new URL('../../helpers/host.ts', import.meta.url).pathname;

describe('libuv’s pool', () => {
  const waits = async (busy: number, libuvThreads: number | null) => {
    const parameters = { busy, ms: 700 };
    const module = fixture('fills-libuv-pool.mjs');
    return runPlan({ module, parameters, tasks: 1, concurrency: 1, libuvThreads }, 20);
  };

  test('a full one makes a trivial request wait as long as a thread is busy, a free one does not', async () => {
    const full = await waits(8, 2);
    const free = await waits(1, 4);
    expect(full.session.figures.get('libuvWaitMs')?.values).toBeGreaterThan(2);
    expect(free.session.figures.get('libuvWaitMs')?.values).toBeGreaterThan(2);
    // The same keys are derived in both. Of a free pool it is only a busy machine that makes a request wait, now and
    // then: hence the quicker ones.
    const quickMs = (run: typeof full) => {
      const { runningSinceMs, runningUntilMs } = run.session;
      const running = run
        .of('sample')
        .filter(({ atMs }) => atMs > runningSinceMs! && atMs <= runningUntilMs!);
      const waits = running
        .flatMap(({ figures }) => figures.find(({ name }) => name === 'libuvWaitMs')?.value ?? [])
        .sort((a, b) => a - b);
      return waits[Math.floor(waits.length / 4)]!;
    };
    expect(quickMs(full)).toBeGreaterThan(5 * quickMs(free));
  });

  test('is as large as the plan says, and its size is told as it is', async () => {
    const module = fixture('tells-limits.mjs');
    const told = await runPlan({ module, tasks: 1, model: 'processes', libuvThreads: 7 });
    expect(latestOf(told.session.figures, 'libuvThreads')).toBe(7);
    expect(told.results.get(0)).toMatch(/ 7'$/);
    vi.stubEnv('UV_THREADPOOL_SIZE', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const untold = await runPlan({ module, tasks: 1 });
    expect(untold.results.get(0)).toMatch(/ undefined'$/);
    expect(latestOf(untold.session.figures, 'libuvThreads')).toBeGreaterThanOrEqual(4);
  });
});

test('the heap’s limit is that of the engine’s main thread', async () => {
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=222');
  onTestFinished(() => void vi.unstubAllEnvs());
  const run = await runPlan({ module: fixture('tells-limits.mjs'), tasks: 1 });
  const { heapLimitBytes } = run.session.started!.engine;
  expect(run.results.get(0)).toContain(`'${heapLimitBytes} `);
  expect(heapLimitBytes! / 2 ** 20).toBeGreaterThanOrEqual(222);
});

const roots = { cpu: '/sys/fs/cgroup/cpu', memory: '/sys/fs/cgroup/memory' };
const writable = Object.values(roots).every((root) => {
  try {
    accessSync(join(root, 'cgroup.procs'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
});

/** The events of a run whose host, and so its engine, is in these groups. */
function runInGroups(groups: readonly string[], plan: Plan): Session {
  // The shell enters the groups and becomes the host.
  const enter = groups.map((folder) => `echo $$ > ${folder}/cgroup.procs`).join(' && ');
  const command = ['-c', `${enter} && exec "$@"`, 'sh', process.execPath, program, JSON.stringify(plan)];
  const output = execFileSync('/bin/sh', command);
  return output.toString().trim().split('\n').map(decodeEvent).reduce(reduce, createSession(plan));
}

/** A control group of v1 that is removed when the test is over, once whoever was in it is gone. */
function controlGroup(root: string, settings: Record<string, number>): string {
  const folder = join(root, `heddle-test-${process.pid}`);
  mkdirSync(folder);
  onTestFinished(async () => {
    await eventually(() => readFileSync(join(folder, 'cgroup.procs'), 'utf8') === '');
    rmdirSync(folder);
  });
  for (const [file, value] of Object.entries(settings)) writeFileSync(join(folder, file), String(value));
  return folder;
}

test.skipIf(!writable)(
  'in a control group, its quota and its limit are told, and how long the quota held the run back (needs cgroup v1, writable)',
  () => {
    const limitBytes = 3 * 2 ** 30;
    const groups = [
      controlGroup(roots.cpu, { 'cpu.cfs_period_us': 100_000, 'cpu.cfs_quota_us': 50_000 }),
      controlGroup(roots.memory, { 'memory.limit_in_bytes': limitBytes }),
    ];
    const plan = planOf({
      workload: 'compute',
      model: 'threads',
      parameters: { numbers: 60_000_000 },
      tasks: 4,
    });
    const session = runInGroups(groups, plan);
    expect(session.ended).toMatchObject({ outcome: 'completed' });
    expect(session.started?.machine).toMatchObject({
      quotaCores: 0.5,
      effectiveCores: 0.5,
      memoryLimitBytes: limitBytes,
    });
    expect(session.cpu.throttledMs).toBeGreaterThan(0);
  },
);

test.skipIf(!writable)(
  'a run that fills the memory of its container is stopped before the system has to kill (needs cgroup v1, writable)',
  () => {
    const group = controlGroup(roots.memory, { 'memory.limit_in_bytes': 800e6 });
    const { ended } = runInGroups([group], planOf({ module: fixture('takes-memory.mjs'), tasks: 1 }));
    expect(ended?.outcome).toBe('crashed');
    expect(ended?.message).toMatch(/^stopped before the memory ran out: it held [5-8]\d\d MB and left /);
  },
);
