import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunEventOf } from '../../../source/protocol/events.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { fixture } from '../../helpers/plan.ts';
import { startRun } from '../../helpers/run-plan.ts';

const heldBy = ({ holder }: RunEventOf<'held'>) => (holder?.kind === 'task' ? holder.task : undefined);

test('a freeze is reported while it lasts, grows, and ends', async () => {
  const file = join(temporaryFolder(), 'go-on');
  const run = startRun({
    module: fixture('hold-until-file.mjs'),
    parameters: { file },
    tasks: 1,
    concurrency: 1,
  });
  // The file is not there: whatever arrives, arrives during the freeze. Two samples come within this time.
  await run.untilSession((session) => (session.loop.held.at(-1)?.durationMs ?? 0) > 600);
  const during = run.of('held').filter((freeze) => !freeze.over);
  expect(during.length).toBeGreaterThanOrEqual(2);
  // On a starved machine the loop may have been late before its task began: then it is nobody's, never another's.
  expect([0, undefined]).toContain(heldBy(during.at(-1)!));
  expect(during.every((freeze) => freeze.lane === 0)).toBe(true);
  expect(during.at(-1)!.looks).toBeGreaterThan(during[0]!.looks);
  const durations = during
    .filter((freeze) => freeze.startedMs === during.at(-1)?.startedMs)
    .map((freeze) => freeze.durationMs);
  expect(durations).toEqual([...durations].sort((a, b) => a - b));
  // The rest is alive as well: samples come, and they say that the loop is late and whose fault it is.
  const sinceFreeze = run.of('sample').filter((sample) => sample.atMs > during[0]!.atMs);
  expect(sinceFreeze.at(-1)?.lanes[0]).toMatchObject({ lane: 0, task: 0 });
  expect(sinceFreeze.at(-1)?.lanes[0]?.lagMs).toBeGreaterThan(durations[0]!);
  expect(run.session.tasks.counts.running).toBe(1);

  writeFileSync(file, '');
  await run.run.ended;
  const last = run.of('held').at(-1)!;
  expect(last).toMatchObject({ over: true, holder: during.at(-1)?.holder });
  expect(last.durationMs).toBeGreaterThanOrEqual(durations.at(-1)!);
  expect(run.session.loop.frozenMs).toBeGreaterThanOrEqual(last.durationMs);
  expect(run.session.ended?.outcome).toBe('completed');
});

test('the same work in a thread leaves the loop free: no freeze', async () => {
  const file = join(temporaryFolder(), 'go-on');
  const run = startRun({
    module: fixture('hold-until-file.mjs'),
    model: 'threads',
    parameters: { file },
    tasks: 2,
    concurrency: 2,
  });
  await run.untilSession((session) => session.tasks.counts.running === 2);
  const before = run.session.atMs;
  // Long enough for a freeze to have been seen: ten samples of the main loop.
  await run.untilSession((session) => session.atMs > before && (session.lanes[1]?.lagMs ?? 0) > 300);
  const held = run.session.lanes.slice(1).map((lane) => lane.lagMs);
  writeFileSync(file, '');
  await run.run.ended;
  // The threads' own loops were held, the main one was not.
  expect(Math.min(...held.map(Number))).toBeGreaterThan(run.summary.loop.lagP50Ms! * 3);
  expect(run.session.loop.frozenMs).toBeLessThan(300);
});
