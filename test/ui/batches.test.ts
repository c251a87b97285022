import { expect, test } from 'vitest';
import type { RunEvent } from '../../source/protocol/events.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import type { Batch } from '../../source/ui/batches.ts';
import { createBatches } from '../../source/ui/batches.ts';
import { planOf } from '../helpers/plan.ts';

const plans = [planOf({ seed: 1 }), planOf({ seed: 2 }), planOf({ seed: 3 })];
const ended = (outcome: 'completed' | 'cancelled' = 'completed'): RunEvent => ({
  type: 'run-ended',
  atMs: 5,
  outcome,
  wallMs: 4,
  message: null,
});

/** Batches over engines that do what the test tells them. */
function openBatches(options: { refusal?: string; breaks?: boolean } = {}) {
  const launched: Plan[] = [];
  const seen: Batch[] = [];
  let say: (event: RunEvent) => void = () => {};
  let kills = 0;
  const batches = createBatches({
    launch(plan, onEvent) {
      if (options.breaks) throw new Error('no more processes');
      launched.push(plan);
      say = onEvent;
      return {
        cancel() {},
        kill() {
          kills++;
          onEvent(ended('cancelled'));
        },
      };
    },
    schedule: (flush) => flush(),
    refusal: () => options.refusal ?? null,
    onChange() {},
  });
  const start = () => batches.start(plans, (batch) => seen.push(batch));
  return { batches, start, launched, seen, say: (event: RunEvent) => say(event), kills: () => kills };
}

/** Runs start a tick after the one before has ended. */
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('runs plans one after another, never two at once', async () => {
  const { batches, start, launched, seen, say } = openBatches();
  expect(start()).toBeNull();
  for (const seed of [1, 2, 3]) {
    expect(launched.map((plan) => plan.seed)).toEqual([1, 2, 3].slice(0, seed));
    expect(batches.running).toBe(true);
    say(ended());
    await tick();
  }
  expect(batches.running).toBe(false);
  expect(seen.at(-1)).toMatchObject({ state: 'done', current: null });
  expect(seen.at(-1)?.summaries).toHaveLength(3);
});

test('shows the run under way while it lasts', () => {
  const { start, seen, say } = openBatches();
  start();
  say({ type: 'phase', atMs: 1, phase: 'running' });
  expect(seen.at(-1)?.current).toMatchObject({ phase: 'running' });
});

test('a stop kills the run under way, keeps what ended before, and starts no more', async () => {
  const { batches, start, launched, seen, say, kills } = openBatches();
  start();
  say(ended());
  await tick();
  batches.stop();
  await tick();
  expect(kills()).toBe(1);
  expect(launched).toHaveLength(2);
  expect(seen.at(-1)).toMatchObject({ state: 'stopped', current: null });
  expect(seen.at(-1)?.summaries).toHaveLength(1);
  expect(batches.running).toBe(false);
});

test('says why it cannot start: others are under way, the lab runs something, nothing to run', () => {
  const busy = openBatches();
  busy.start();
  expect(busy.start()).toMatch(/under way/);
  expect(busy.launched).toHaveLength(1);
  const refused = openBatches({ refusal: 'the lab is busy' });
  expect(refused.start()).toBe('the lab is busy');
  expect(refused.launched).toEqual([]);
  expect(busy.batches.start([], () => {})).toMatch(/nothing/);
});

test('an engine that cannot be started is a run that crashed, and the next is tried', async () => {
  const { start, seen } = openBatches({ breaks: true });
  start();
  for (let turn = 0; turn < 4; turn++) await tick();
  const last = seen.at(-1);
  expect(last?.state).toBe('done');
  expect(last?.summaries.map(({ outcome, message }) => [outcome, message])).toEqual(
    plans.map(() => ['crashed', 'no more processes']),
  );
});
