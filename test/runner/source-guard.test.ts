import { expect, test } from 'vitest';
import { createSourceGuard } from '../../source/runner/source-guard.ts';
import { planOf } from '../helpers/plan.ts';
import { endedEvent, playedSources } from '../helpers/played-sources.ts';

test('ends what is under way, waits until it is gone, and starts nothing more', async () => {
  const { sourceOf, say, plans, calls } = playedSources();
  const guard = createSourceGuard();
  const heard: string[] = [];
  const start = () => guard.guarded(sourceOf(planOf())).start(({ type }) => heard.push(type));
  start();
  say(endedEvent());
  start();
  let gone = false;
  const all = guard.endAll().then(() => {
    gone = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect([calls, gone]).toEqual([['kill'], false]);
  say(endedEvent('cancelled'));
  await all;
  start().kill();
  expect(plans).toHaveLength(2);
  expect(heard).toEqual(['run-ended', 'run-ended']);
});
