import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runAsText } from '../../source/host/text-runs.ts';
import type { RunEvent } from '../../source/protocol/events.ts';
import { planOf } from '../helpers/plan.ts';

/** The build puts it in; these are the sources. */
vi.hoisted(() => Object.assign(globalThis, { HEDDLE_VERSION: '0.1.0' }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ended: RunEvent = {
  type: 'run-ended',
  atMs: 5,
  outcome: 'crashed',
  wallMs: null,
  message: 'it is over',
};

/** A run of an engine that says nothing but its end, when that is asked for. */
function silentRun(summaryFollows = false) {
  const notes: string[] = [];
  const { promise, resolve } = Promise.withResolvers<(event: RunEvent) => void>();
  const source = {
    plan: planOf({}),
    start(onEvent: (event: RunEvent) => void) {
      resolve(onEvent);
      return { cancel() {}, kill() {} };
    },
  };
  const run = runAsText(source, { note: (line) => notes.push(line) }, summaryFollows);
  const end = async () => {
    (await promise)(ended);
    await run;
  };
  return { notes, end };
}

test('an engine that hangs before its first word is told of after ten seconds, once', async () => {
  const { notes, end } = silentRun();
  vi.advanceTimersByTime(9999);
  expect(notes).toEqual([]);
  vi.advanceTimersByTime(20_000);
  expect(notes).toEqual(['The engine process has not started after 10 s. Ctrl-C cancels.']);
  await end();
});

test('a run that ends before that is not told to be slow, and its end is told', async () => {
  const { notes, end } = silentRun();
  await end();
  vi.advanceTimersByTime(20_000);
  expect(notes).toEqual([expect.stringMatching(/: crashed \(it is over\)$/)]);
});

test('its end is not told twice on one terminal', async () => {
  const { notes, end } = silentRun(true);
  await end();
  expect(notes).toEqual([]);
});
