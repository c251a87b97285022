import { expect, test } from 'vitest';
import { type Batch, inOrder } from '../../source/runner/batch.ts';
import { createBatches } from '../../source/ui/batches.ts';
import { planOf } from '../helpers/plan.ts';
import { endedEvent, playedSources } from '../helpers/played-sources.ts';

const turns = [{ plan: planOf({ seed: 1 }) }, { plan: planOf({ seed: 2 }) }];

function openBatches(refusal: string | null = null) {
  const played = playedSources({ dies: true });
  const seen: Batch[] = [];
  const heard: Batch[] = [];
  const batches = createBatches({
    sourceOf: played.sourceOf,
    schedule: (flush) => flush(),
    refusal: () => refusal,
    onChange: (batch) => heard.push(batch),
  });
  return {
    ...played,
    batches,
    seen,
    heard,
    start: () => batches.start(inOrder(turns), (batch) => seen.push(batch)),
  };
}

/** Runs start a tick after the one before has ended. */
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('one batch at a time; whoever started it and the app hear of every change', async () => {
  const { batches, start, seen, heard, plans, say } = openBatches();
  expect(start()).toBeNull();
  expect(batches.running).toBe(true);
  expect(start()).toMatch(/under way/);
  expect(plans).toHaveLength(1);
  say(endedEvent());
  await tick();
  say(endedEvent());
  expect(batches.running).toBe(false);
  expect(seen.at(-1)?.state).toBe('done');
  expect(heard).toEqual(seen);
  expect(start()).toBeNull();
});

test('a stop ends the run under way at once, and only one that is under way', async () => {
  const { batches, start, seen, calls } = openBatches();
  batches.stop();
  start();
  batches.stop();
  batches.stop();
  expect(calls).toEqual(['kill']);
  expect(seen.at(-1)?.state).toBe('stopped');
  expect(batches.running).toBe(false);
});

test('who hears of the end may start the next at once, and the app hears of that last', () => {
  const { batches, heard, say } = openBatches();
  const [one, two] = turns;
  let again = true;
  batches.start(inOrder([one!]), ({ state }) => {
    if (state !== 'done' || !again) return;
    again = false;
    batches.start(inOrder([two!]), () => {});
  });
  say(endedEvent());
  expect(batches.running).toBe(true);
  expect(heard.at(-1)).toMatchObject({ state: 'running', turns: [two] });
});

test('says why it cannot start: the lab runs something, nothing to run', () => {
  const refused = openBatches('the lab is busy');
  expect(refused.start()).toBe('the lab is busy');
  expect(refused.plans).toEqual([]);
  expect(openBatches().batches.start(inOrder([]), () => {})).toMatch(/nothing/);
});
