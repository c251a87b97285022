import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findingsOf } from '../../../source/findings/index.ts';
import type { Summary } from '../../../source/session/summary.ts';
import { fixture } from '../../helpers/plan.ts';
import { runPlan } from '../../helpers/run-plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

const cores = availableParallelism();
const holds = { model: 'threads', module: fixture('holds.mjs') } as const;
const requests = {
  workload: 'server',
  tasks: 160,
  parameters: { rate: 160, light: 0.75, waitMs: 20, rows: 50_000, pixels: 240, connections: 128 },
} as const;
const compute = { model: 'threads', workload: 'compute', parameters: { numbers: 100_000_000 } } as const;

/** Takes the cores of this machine, as somebody else would. */
function crowd(): void {
  const others: ChildProcess[] = [];
  for (let other = 0; other < 3 * cores; other++) others.push(spawn(process.execPath, ['-e', 'for(;;);']));
  onTestFinished(() => {
    for (const other of others) other.kill('SIGKILL');
  });
}

/** For how much of the time lanes of the pool had a core, or stood in line for one. */
function wantedRatio({ lanes, wallMs }: Summary): number {
  const pool = lanes.filter(({ kind }) => kind !== 'loop');
  return pool.reduce((sum, { cpuMs, waitMs }) => sum + cpuMs! + waitMs!, 0) / pool.length / wallMs!;
}

describe('more-lanes-than-cores', () => {
  const lanes = 4 * cores;

  test('four lanes a core that compute', async () => {
    const { session, summary } = await runPlan({ ...compute, tasks: 2 * lanes, concurrency: lanes });
    const found = new Map(findingsOf(session).map((finding) => [finding.rule, finding]));
    expect(found.has('cores-busy')).toBe(false);
    const finding = found.get('more-lanes-than-cores');
    if (finding) expect(finding).toMatchObject({ severity: 'warning', figures: { lanes } });
    // The only excuse: others had a part of the cores.
    else expect(summary.cpu.busyCores).toBeLessThan(0.85 * summary.cpu.effectiveCores!);
  });

  test('four lanes a core that wait', async () => {
    const found = await findingsIn({ ...holds, tasks: lanes, concurrency: lanes, parameters: { ms: 500 } });
    expect(found.has('more-lanes-than-cores')).toBe(false);
  });

  test('threads that wait, block and compute a little, for requests', async () => {
    const found = await findingsIn({ ...requests, model: 'threads', concurrency: 16 });
    expect(found.has('more-lanes-than-cores')).toBe(false);
  });
});

describe('idle-pool', () => {
  const tasks = { ...holds, tasks: 4, concurrency: 4 };

  test('one long task and three short ones, on four lanes', async () => {
    const finding = (await findingsIn({ ...tasks, parameters: { ms: 5, firstMs: 800 } })).get('idle-pool');
    expect(finding).toMatchObject({ severity: 'warning', figures: { idleLanes: 3, lanes: 4, task: 0 } });
  });

  test('four tasks of the same length', async () => {
    expect((await findingsIn({ ...tasks, parameters: { ms: 800 } })).has('idle-pool')).toBe(false);
  });
});

describe('pool-waits', () => {
  const wait = { model: 'threads', workload: 'wait', concurrency: 4, parameters: { ms: 400 } } as const;

  test('eight tasks that wait, for four threads', async () => {
    const finding = (await findingsIn({ ...wait, tasks: 8 })).get('pool-waits');
    expect(finding).toMatchObject({ severity: 'warning', figures: { lanes: 4, tasks: 8 } });
  });

  test('four of them', async () => {
    expect((await findingsIn({ ...wait, tasks: 4, parameters: { ms: 500 } })).has('pool-waits')).toBe(false);
  });

  test('a server, whose requests compute as well: one loop for all of them would be held', async () => {
    // Half a core in all: more than one loop has room for, and little enough that eight hardly queue for two.
    const parameters = { ...requests.parameters, rate: 80, pixels: 150 };
    const { session, summary } = await runPlan({
      ...requests,
      parameters,
      model: 'processes',
      concurrency: 8,
    });
    const finding = findingsOf(session).find(({ rule }) => rule === 'pool-waits');
    if (finding) expect(finding.next).toMatch(/^Try hybrid/);
    // The only excuse: on a busy machine its lanes wanted a core for more of the time than lanes that wait.
    else expect(wantedRatio(summary)).toBeGreaterThan(0.2);
  });

  test('eight that compute', async () => {
    expect((await findingsIn({ ...compute, tasks: 8, concurrency: 4 })).has('pool-waits')).toBe(false);
  });
});

describe('dispatch-costs-more', () => {
  test('tasks that do nothing, a message each', async () => {
    const found = await findingsIn({ model: 'hybrid', workload: 'noop', tasks: 30_000, concurrency: 2 });
    expect(found.get('dispatch-costs-more')).toMatchObject({
      severity: 'warning',
      next: expect.stringContaining('threads'),
    });
    expect(found.has('idle-pool')).toBe(false);
  });

  test('tasks that take some milliseconds', async () => {
    const found = await findingsIn({
      ...holds,
      model: 'hybrid',
      tasks: 150,
      concurrency: 2,
      parameters: { ms: 5 },
    });
    expect(found.has('dispatch-costs-more')).toBe(false);
  });
});

describe('transfer-costs-more', () => {
  const results = { module: fixture('large-results.mjs'), tasks: 40, concurrency: 2 };

  test.each(['threads', 'processes'] as const)('large results of no work, under %s', async (model) => {
    const finding = (await findingsIn({ ...results, model, parameters: { ms: 0 } })).get(
      'transfer-costs-more',
    );
    expect(finding?.severity).toBe('warning');
    expect(finding!.figures.copyMs).toBeGreaterThan(finding!.figures.workMs!);
  });

  test('the same results of a lot of work', async () => {
    const found = await findingsIn({ ...results, model: 'threads', tasks: 6, parameters: { ms: 200 } });
    expect(found.has('transfer-costs-more')).toBe(false);
  });
});

describe('noisy-machine', () => {
  const two = { tasks: 2, concurrency: 2 };

  test.runIf(cores >= 2)('computing, while others take the cores', async () => {
    crowd();
    const numbers = 400_000_000;
    const finding = (await findingsIn({ ...compute, ...two, parameters: { numbers } })).get('noisy-machine');
    expect(finding).toMatchObject({ severity: 'warning', next: 'Run it again when the machine is quiet' });
  });

  test('waiting, while others take the cores', async () => {
    crowd();
    expect((await findingsIn({ ...holds, ...two, parameters: { ms: 800 } })).has('noisy-machine')).toBe(
      false,
    );
  });
});

describe('cores-busy', () => {
  test.runIf(cores >= 2)('a lane a core that computes', async () => {
    const { session, summary } = await runPlan({ ...compute, tasks: 4 * cores, concurrency: cores });
    const found = findingsOf(session).map(({ rule }) => rule);
    if (found.includes('cores-busy')) return;
    // The only excuse: lanes waited for cores that others had.
    const waitedMs = summary.lanes.reduce((sum, { waitMs }) => sum + waitMs!, 0);
    expect(waitedMs / (cores * summary.wallMs!)).toBeGreaterThan(0.1);
  });

  test('a lane a core that waits', async () => {
    const found = await findingsIn({ ...holds, tasks: cores, concurrency: cores, parameters: { ms: 500 } });
    expect(found.has('cores-busy')).toBe(false);
  });
});
