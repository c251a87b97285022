import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';

import { temporaryFolder } from '../helpers/folder.ts';
import { fixture } from '../helpers/plan.ts';
import { runPlan, startRun } from '../helpers/run-plan.ts';

test('50 MB of output are read to the end, mostly dropped, and counted', async () => {
  const bytes = 50_000_000;
  const before = process.memoryUsage.rss();
  const run = await runPlan({
    module: fixture('prints.mjs'),
    parameters: { bytes },
    tasks: 1,
    concurrency: 1,
  });
  expect(run.session.ended?.outcome).toBe('completed');
  const out = run.of('output').filter(({ stream }) => stream === 'stdout');
  const kept = out.reduce((sum, { text }) => sum + text.length, 0);
  const dropped = out.reduce((sum, { droppedBytes }) => sum + droppedBytes, 0);
  expect(kept + dropped).toBe(bytes);
  expect(kept).toBeLessThan(bytes / 10);
  expect(run.session.output).toMatchObject({ droppedBytes: dropped });
  expect(run.session.output.lines.length).toBeLessThanOrEqual(500);
  // The other stream is not silenced by this one.
  expect(run.session.output.lines).toContainEqual({ stream: 'stderr', text: 'task 0 is through' });
  expect(process.memoryUsage.rss() - before).toBeLessThan(bytes);
});

test.each(modelIdsOf('node'))(
  'under %s, what a task prints arrives, all of it before the end',
  async (model) => {
    const file = join(temporaryFolder(), 'go-on');
    const run = startRun({ module: fixture('says-then-holds.mjs'), model, parameters: { file }, tasks: 2 });
    const said = (text: string) => run.session.output.lines.some((line) => line.text === text);
    // The task goes on only when the file is there: whatever is seen before, is seen while the task holds its lane.
    await run.untilSession(() => said('out of task 0') && said('err of task 0'));
    expect(run.session.tasks.counts.done).toBe(0);
    writeFileSync(file, '');
    await run.run.ended;
    expect(run.session.output.lines).toContainEqual({ stream: 'stdout', text: 'out of task 1' });
    expect(run.session.output.lines).toContainEqual({ stream: 'stderr', text: 'err of task 1' });
  },
);

test('control sequences in output, results and errors are dead on arrival, and count as printed', async () => {
  const run = await runPlan({ module: fixture('escapes.mjs'), tasks: 2 });
  expect(run.session.output.lines.map(({ text }) => text)).toContain('red');
  expect(run.session.errors.get(1)?.message).toBe('title');
  expect(JSON.stringify([...run.results])).not.toContain('\\u001b');
  expect(JSON.stringify(run.events)).not.toMatch(/\\u00(1b|9b|07)/);
});
