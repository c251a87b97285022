import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../source/protocol/events.ts';
import { createRunner } from '../../../../source/ui/screens/lab/runner.ts';
import { computeToItsEnd, computeUnderThreads, opening, planOf } from '../../helpers/script.ts';

function fake() {
  const emits: ((event: RunEvent) => void)[] = [];
  const calls: string[] = [];
  let told = 0;
  const runner = createRunner({
    launch(_plan, onEvent) {
      emits.push(onEvent);
      return { cancel: () => calls.push('cancel'), kill: () => calls.push('kill') };
    },
    schedule: (flush) => flush(),
    onSession: () => told++,
  });
  const play = (events: Iterable<RunEvent>) => {
    for (const event of events) emits.at(-1)?.(event);
  };
  return { runner, play, calls, emits, told: () => told };
}

test('a run that ended becomes the previous one when the next starts', () => {
  const { runner, play } = fake();
  runner.start(planOf());
  play(computeToItsEnd());
  expect(runner.getSnapshot()).toMatchObject({ running: false, previous: null });
  runner.start(planOf({ model: 'async' }));
  expect(runner.getSnapshot()).toMatchObject({
    running: true,
    session: { plan: { model: 'async' } },
    previous: { plan: { model: 'threads' }, ended: { outcome: 'completed' } },
  });
});

test('a run that never began is no previous one', () => {
  const { runner, play } = fake();
  runner.start(planOf());
  play([{ type: 'run-ended', atMs: 1, outcome: 'crashed', wallMs: null, message: 'no' }]);
  runner.start(planOf());
  expect(runner.getSnapshot().previous).toBeNull();
});

test('one run at a time; cancel asks first and kills then; leaving kills', () => {
  const { runner, play, calls, emits } = fake();
  runner.cancel();
  runner.leave();
  runner.start(planOf());
  play(computeUnderThreads(500));
  runner.start(planOf());
  expect(emits).toHaveLength(1);
  runner.cancel();
  expect(runner.getSnapshot().cancelling).toBe(true);
  runner.cancel();
  runner.leave();
  expect(calls).toEqual(['cancel', 'kill', 'kill']);
  play([{ type: 'run-ended', atMs: 900, outcome: 'cancelled', wallMs: null, message: null }]);
  expect(runner.getSnapshot()).toMatchObject({ running: false, cancelling: false });
  runner.leave();
  expect(calls).toHaveLength(3);
});

test('who watches is told, once a tick', () => {
  const { runner, play, told } = fake();
  let heard = 0;
  const stop = runner.subscribe(() => heard++);
  runner.start(planOf());
  expect(heard).toBe(1);
  play(opening(planOf()));
  expect(heard).toBeGreaterThan(1);
  expect(told()).toBe(heard - 1);
  stop();
  const before = heard;
  play(computeToItsEnd());
  expect(heard).toBe(before);
});
