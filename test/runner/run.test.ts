import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { overheard } from '../../source/protocol/source.ts';
import { startRun } from '../../source/runner/run.ts';
import type { Session } from '../../source/session/state.ts';
import { planOf } from '../helpers/plan.ts';
import { endedEvent, playedSources } from '../helpers/played-sources.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A run of a source that the test plays, and the sessions it told of. */
function open(options: Parameters<typeof playedSources>[0] = {}) {
  const played = playedSources(options);
  const sessions: Session[] = [];
  const run = startRun(played.sourceOf(planOf()), {
    schedule: (flush) => flush(),
    onChange: (session) => sessions.push(session),
  });
  return { ...played, run, sessions };
}

test('every change is told, and the end resolves with the whole session', async () => {
  const { run, say, sessions } = open();
  say({ type: 'phase', atMs: 1, phase: 'running' }, endedEvent());
  expect(sessions.map(({ phase, ended }) => [phase, ended !== null])).toEqual([
    ['running', false],
    ['ended', true],
  ]);
  expect(await run.ended).toBe(sessions.at(-1));
});

test('one that cannot be started is a run that crashed, and says why', async () => {
  const { run, sessions, calls } = open({ breaks: true });
  expect((await run.ended).ended).toMatchObject({ outcome: 'crashed', message: 'no more processes' });
  expect(sessions).toHaveLength(1);
  run.cancel();
  run.kill();
  expect(calls).toEqual([]);
});

test('the first cancel asks, the second kills', () => {
  const { run, calls } = open();
  run.cancel();
  expect(calls).toEqual(['cancel 2000']);
  run.cancel();
  expect(calls).toEqual(['cancel 2000', 'kill']);
});

test('what was asked to end and does not is killed, and what has ended is not', () => {
  const deaf = open();
  deaf.run.cancel();
  vi.advanceTimersByTime(3499);
  expect(deaf.calls).not.toContain('kill');
  vi.advanceTimersByTime(1);
  expect(deaf.calls).toContain('kill');

  const good = open();
  good.run.cancel();
  good.say(endedEvent('cancelled'));
  expect(vi.getTimerCount()).toBe(0);
  good.run.kill();
  expect(good.calls).toEqual(['cancel 2000']);
});

test('who listens to a source hears each event before its session is told', () => {
  const heard: string[] = [];
  const { sourceOf, say } = playedSources();
  const source = overheard(sourceOf(planOf()), (event) => heard.push(event.type));
  startRun(source, { schedule: (flush) => flush(), onChange: ({ phase }) => heard.push(phase) });
  say({ type: 'phase', atMs: 1, phase: 'running' });
  expect(heard).toEqual(['phase', 'running']);
});
