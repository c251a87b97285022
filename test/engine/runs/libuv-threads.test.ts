import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { taskAt } from '../../../source/session/task-table.ts';
import { fixture } from '../../helpers/plan.ts';
import { startRun, type TestRun } from '../../helpers/run-plan.ts';

const tasks = 8;

/** Eight tasks at once: each holds a thread of libuv's pool until its FIFO is opened. */
function opening(libuvThreads: number): { fifos: string[]; run: TestRun } {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-fifos-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const fifos = Array.from({ length: tasks }, (_, task) => join(folder, `${task}`));
  execFileSync('mkfifo', fifos);
  const path = join(folder, 'fifos.json');
  writeFileSync(path, JSON.stringify(fifos));
  const inputs = { kind: 'json', path, pattern: null, count: tasks } as const;
  const module = fixture('opens-fifo.mjs');
  return {
    fifos,
    run: startRun({ module, inputs, model: 'async', tasks, concurrency: tasks, libuvThreads }),
  };
}

/** Lets the call go on that has begun to open this; false if none has. */
function release(fifo: string): boolean {
  try {
    closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    return false;
  }
}

/** Nobody tells when a call begins in the pool. */
async function untilReleased(fifo: string): Promise<void> {
  while (!release(fifo)) await sleep(1);
}

const haveBegun = (run: TestRun) =>
  run.untilSession(({ tasks: table }) =>
    Array.from({ length: tasks }, (_, task) => taskAt(table, task)).every(
      ({ startedMs }) => startedMs !== null,
    ),
  );

test("a pool of libuv's with one thread begins a call when the one before is done", async () => {
  const { fifos, run } = opening(1);
  await haveBegun(run);
  for (const [task, fifo] of fifos.entries()) {
    // While this one holds the thread, which the next ones need to begin.
    expect(fifos.slice(task + 1).map(release)).not.toContain(true);
    await untilReleased(fifo);
  }
  await run.run.ended;
  expect(run.summary.tasks.done).toBe(tasks);
});

test('a pool of eight has eight calls under way at once', async () => {
  const { fifos, run } = opening(tasks);
  // The last one first: it has begun although none before it is done.
  for (const fifo of fifos.toReversed()) await untilReleased(fifo);
  await run.run.ended;
  expect(run.summary.tasks.done).toBe(tasks);
});
