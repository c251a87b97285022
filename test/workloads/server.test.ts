import { describe, expect, test } from 'vitest';
import type { Session } from '../../source/session/state.ts';
import { eventually, hasProc, processesOfGroup } from '../helpers/processes.ts';
import { runPlan, startRun, type TestRun } from '../helpers/run-plan.ts';

/** More pages than one loop can draw, and connections for all of them: whoever waits, waits for the loop. */
const busy = { rate: 300, light: 0.75, waitMs: 10, rows: 20_000, pixels: 280, connections: 256 };
const quick = { rate: 500, light: 0.5, waitMs: 1, rows: 500, pixels: 8, connections: 16 };

const figure = (run: TestRun, name: string) =>
  run.session.check?.figures.find((figure) => figure.name === name)?.value ?? Number.NaN;

const serverOf = (session: Session): number | undefined =>
  session.processes.find(({ role }) => role === 'server')?.pid;

test('light requests wait behind the pages under async, and do not under hybrid', async () => {
  const work = { workload: 'server', parameters: busy, tasks: 200, concurrency: 200 };
  const onOneLoop = await runPlan({ ...work, model: 'async' });
  const behindALoop = await runPlan({ ...work, model: 'hybrid', poolThreads: 2 });
  for (const run of [onOneLoop, behindALoop]) {
    expect(run.session.check).toMatchObject({ ok: true, got: '200 correct answers, all received' });
    expect(figure(run, 'failedRequests')).toBe(0);
  }
  // Tens of times on a machine of one's own; others on it make it less, and hardly ever less than three.
  expect(figure(onOneLoop, 'lightP99Ms')).toBeGreaterThan(1.5 * figure(behindALoop, 'lightP99Ms'));
  expect(onOneLoop.summary.loop.lagP99Ms).toBeGreaterThan(behindALoop.summary.loop.lagP99Ms!);
});

test.runIf(hasProc)('lanes each have a server, all are answered, and no process is left', async () => {
  const run = await runPlan({
    workload: 'server',
    model: 'processes',
    parameters: quick,
    tasks: 60,
    concurrency: 2,
  });
  expect(run.session.check).toMatchObject({ ok: true, got: '60 correct answers, all received' });
  for (const lane of run.summary.lanes.slice(1)) expect(lane.tasks).toBeGreaterThan(0);
  expect(processesOfGroup(run.pid)).toEqual([]);
});

describe.each(['async', 'processes', 'hybrid'] as const)('under %s', (model) => {
  const work = { workload: 'server', model, parameters: quick, tasks: 100_000 };

  test('a cancel in the middle of it ends all of it', async () => {
    const run = startRun({ ...work, poolThreads: model === 'hybrid' ? 1 : null });
    await run.untilSession((session) => session.tasks.counts.done > 10);
    run.run.cancel();
    await run.run.ended;
    expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
    expect(run.summary.errors).toEqual([]);
    expect(run.summary.tasks.failed).toBe(0);
    if (hasProc) await eventually(() => processesOfGroup(run.pid).length === 0);
  });

  test('the end of the load client is told in one line', async () => {
    const run = startRun({ ...work, tasks: 2000, poolThreads: model === 'hybrid' ? 1 : null }, 50);
    await run.untilSession((session) => session.tasks.counts.done > 10 && serverOf(session) !== undefined);
    process.kill(serverOf(run.session)!, 'SIGKILL');
    await run.run.ended;
    const line = 'the load client has ended: no more requests come';
    expect(run.session.ended).toMatchObject({ outcome: 'failed', message: null });
    expect(run.session.check).toMatchObject({ ok: false, got: line });
    expect(new Set(run.summary.errors.map(({ message }) => message))).toEqual(new Set([line]));
  });
});
