import { expect, test } from 'vitest';
import { createRuns } from '../../../../source/ui/screens/lab/runs.ts';
import { endedEvent, playedSources } from '../../../helpers/played-sources.ts';
import { opening } from '../../helpers/engine-events.ts';
import { planOf } from '../../helpers/plans.ts';
import { computeToItsEnd, computeUnderThreads } from '../../helpers/script.ts';

function fake(options: Parameters<typeof playedSources>[0] = {}) {
  const played = playedSources(options);
  const counts = { heard: 0, told: 0 };
  const runs = createRuns(
    { sourceOf: played.sourceOf, schedule: (flush) => flush(), onSession: () => counts.told++ },
    () => counts.heard++,
  );
  return { ...played, runs, counts };
}

test('a run that ended becomes the previous one when the next starts', () => {
  const { runs, say } = fake();
  runs.start(planOf());
  say(...computeToItsEnd());
  expect(runs.getSnapshot()).toMatchObject({ running: false, previous: null });
  runs.start(planOf({ model: 'async' }));
  expect(runs.getSnapshot()).toMatchObject({
    running: true,
    session: { plan: { model: 'async' } },
    previous: { plan: { model: 'threads' }, ended: { outcome: 'completed' } },
  });
});

test('a run that never began is no previous one', () => {
  const { runs, say } = fake();
  runs.start(planOf());
  say(endedEvent('crashed', 'no'));
  runs.start(planOf());
  expect(runs.getSnapshot().previous).toBeNull();
});

test('one run at a time; cancel asks first and kills then; leaving kills', () => {
  const { runs, say, calls, plans } = fake();
  runs.cancel();
  runs.leave();
  runs.start(planOf());
  say(...computeUnderThreads(500));
  runs.start(planOf());
  expect(plans).toHaveLength(1);
  runs.cancel();
  expect(runs.getSnapshot().cancelling).toBe(true);
  runs.cancel();
  runs.leave();
  expect(calls).toEqual(['cancel 2000', 'kill', 'kill']);
  say(endedEvent('cancelled'));
  expect(runs.getSnapshot()).toMatchObject({ running: false, cancelling: false });
  runs.leave();
  expect(calls).toHaveLength(3);
});

test('a run that a cancel ends at once is not being cancelled any more', () => {
  const { runs } = fake({ dies: true });
  runs.start(planOf());
  runs.cancel();
  runs.cancel();
  expect(runs.getSnapshot()).toMatchObject({ running: false, cancelling: false });
});

test('every change is told, once a tick', () => {
  const { runs, say, counts } = fake();
  runs.start(planOf());
  expect(counts).toEqual({ heard: 1, told: 0 });
  say(...opening(planOf()));
  expect(counts.heard).toBeGreaterThan(1);
  expect(counts.told).toBe(counts.heard - 1);
});
