import { describe, expect, test } from 'vitest';
import type { Phase, RunEvent } from '../../source/protocol/events.ts';
import { latestOf, maxOf, meanOf } from '../../source/session/figures.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { summarize } from '../../source/session/summary.ts';
import { taskAt } from '../../source/session/task-table.ts';
import { heldNow } from '../../source/session/vitals.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';

const started = { ...everyEvent['run-started'], plan: planOf({ tasks: 4 }) };
const opened = { ...everyEvent.lane, state: 'open', reason: null } as const;
const phase = (name: Phase, atMs: number) => ({ type: 'phase', atMs, phase: name }) as const;
const row = (task: number, state: number, lane = 1) => [
  task,
  state,
  lane,
  1000,
  2000,
  state > 1 ? 3000 : -1,
  500,
];
const rows = (...all: number[][]): RunEvent => ({ type: 'tasks', atMs: 12, rows: all.flat() });
const fold = (events: readonly RunEvent[]): Session => events.reduce(reduce, createSession(started.plan));

/** A run that uses every event. */
const story: RunEvent[] = [
  started,
  phase('starting', 5),
  opened,
  phase('running', 10),
  rows(row(0, 1), row(1, 1)),
  everyEvent.sample,
  everyEvent.held,
  { ...everyEvent.held, durationMs: 60, over: true },
  rows(row(0, 2), row(1, 3)),
  everyEvent.results,
  everyEvent.errors,
  everyEvent.output,
  everyEvent.host,
  everyEvent.lane,
  phase('closing', 19),
  everyEvent.check,
  everyEvent['run-ended'],
];

test('no event changes an older session', () => {
  let session = createSession(started.plan);
  for (const event of story) {
    const copy = structuredClone(session);
    const next = reduce(session, event);
    expect(session, event.type).toEqual(copy);
    expect(next).not.toBe(session);
    session = next;
  }
});

test('the same events twice give the same session', () => {
  expect(fold(story)).toEqual(fold(structuredClone(story)));
});

test('run-started sets up the plan, whatever was expected', () => {
  const session = reduce(createSession(planOf({ tasks: 99 })), started);
  expect(session.plan).toEqual(started.plan);
  expect(session.tasks.counts.waiting).toBe(4);
  expect(session.started?.machine.effectiveCores).toBe(1.5);
});

test('phases tell when the tasks had their turn', () => {
  const session = fold(story);
  expect(session).toMatchObject({ phase: 'ended', runningSinceMs: 10, runningUntilMs: 19 });
});

test('time is that of the latest event, and never goes back', () => {
  expect(fold([phase('running', 50), phase('closing', 40)]).atMs).toBe(50);
});

test('tasks are counted by state, and ended ones by lane', () => {
  const session = fold(story.slice(0, 9));
  expect(session.tasks.counts).toMatchObject({ done: 1, failed: 1, running: 0 });
  expect([...session.tasks.endedOn]).toEqual([[1, 2]]);
  expect(taskAt(session.tasks, 0)).toEqual({
    index: 0,
    state: 'done',
    lane: 1,
    queuedMs: 1,
    startedMs: 2,
    endedMs: 3,
    progressRatio: 0.5,
  });
});

test('a lane that crashed and opens again is the same lane, and keeps the reason', () => {
  const session = fold([started, opened, everyEvent.lane, { ...opened, pid: 200 }]);
  expect(session.lanes).toHaveLength(1);
  expect(session.lanes[0]).toMatchObject({
    state: 'open',
    openings: 2,
    pid: 200,
    reason: 'its thread ran out of memory',
  });
});

test('a replacement that crashes before it was seen to open has opened all the same', () => {
  const crashed = {
    ...everyEvent.lane,
    state: 'crashed',
    reason: 'its thread called process.exit(3)',
  } as const;
  const lane = (...events: RunEvent[]) => fold([started, ...events]).lanes[0];
  expect(lane(opened, crashed)).toMatchObject({ openings: 1, crashes: 1 });
  expect(lane(opened, crashed, crashed, crashed)).toMatchObject({ openings: 3, crashes: 3 });
  expect(lane(crashed, opened)).toMatchObject({ openings: 2, crashes: 1 });
});

describe('freezes', () => {
  const { held } = everyEvent;
  const frozen = (...events: Partial<typeof held>[]) =>
    fold([
      started,
      phase('running', 1),
      ...events.map((part, at) => ({ ...held, startedMs: 10 + at, ...part })),
    ]).loop;

  test('one that grows and ends is one', () => {
    const loop = frozen({ durationMs: 50 }, { durationMs: 150 }, { durationMs: 160, over: true });
    expect(loop).toMatchObject({ freezeCount: 1, frozenMs: 160 });
    expect(loop.held).toHaveLength(1);
  });

  test('the next one is another', () => {
    expect(frozen({ over: true }, { durationMs: 70 })).toMatchObject({ freezeCount: 2, frozenMs: 120 });
  });

  test('each lane has one of its own, though another lasts meanwhile', () => {
    const loop = frozen({ durationMs: 50 }, { lane: 1, durationMs: 70 }, { durationMs: 90, over: true });
    expect(loop).toMatchObject({ freezeCount: 2, frozenMs: 160 });
    const now = heldNow({ ...createSession(planOf()), phase: 'running', loop });
    expect(now).toMatchObject({ lane: 1, durationMs: 70 });
  });

  test('the list is bounded, the sums are not', () => {
    const loop = frozen(...Array.from({ length: 150 }, () => ({ over: true })));
    expect(loop.held).toHaveLength(100);
    expect(loop).toMatchObject({ freezeCount: 150, frozenMs: 7500 });
  });

  test('the longest are kept, however many came after them', () => {
    const short = { over: true, durationMs: 50 };
    const long = { over: true, durationMs: 900, startedMs: 7 };
    const { longest } = frozen(short, long, ...Array.from({ length: 150 }, () => short));
    expect(longest.map(({ durationMs }) => durationMs)).toEqual([900, 50, 50, 50, 50]);
    // One that grows takes its own place, not another.
    const grown = frozen(long, { durationMs: 60 }, { durationMs: 950 }, { durationMs: 960, over: true });
    expect(grown.longest.map(({ durationMs }) => durationMs)).toEqual([960, 900]);
    expect(
      summarize({ ...createSession(planOf()), runningSinceMs: 1, loop: grown }).loop.held[1],
    ).toMatchObject({
      startedMs: 6,
      durationMs: 900,
      holder: { kind: 'task', task: 3, certainty: 'likely' },
    });
  });

  test('outside the running phase they do not count', () => {
    expect(fold([started, phase('starting', 1), held]).loop.freezeCount).toBe(0);
  });
});

describe('samples', () => {
  const { sample } = everyEvent;
  const running = [started, opened, phase('running', 1)];

  test('PSS that was not measured this time stands as it was', () => {
    const without = { ...sample, processes: sample.processes.map((usage) => ({ ...usage, pssBytes: null })) };
    expect(fold([...running, sample, without]).memory).toMatchObject({ pssBytes: 4e7, peakPssBytes: 4e7 });
    expect(fold([...running, without]).memory.pssBytes).toBeNull();
    // It is part of RSS, also where it was measured before that fell.
    const less = { ...without, processes: without.processes.map((usage) => ({ ...usage, rssBytes: 3e7 })) };
    expect(fold([...running, sample, less]).memory).toMatchObject({ rssBytes: 3e7, pssBytes: 3e7 });
    expect(fold([...running, sample, less, without]).memory.peakPssBytes).toBe(4e7);
  });

  test('what memory grew by counts from its least once lanes are started, whatever set-up took', () => {
    const holding = (rssBytes: number) => ({
      ...sample,
      processes: sample.processes.map((usage) => ({ ...usage, rssBytes })),
    });
    const all = sample.processes.filter(({ role }) => role !== 'server').length;
    const settingUp = [started, opened, phase('setting-up', 0), holding(900)];
    const { memory } = fold([...settingUp, phase('starting', 1), holding(300), holding(200), holding(260)]);
    expect(memory).toMatchObject({ peakRssBytes: 900 * all, grownRssBytes: 60 * all });
  });

  test('a sum with a part missing is not measured', () => {
    const other = { ...sample.processes[0]!, pid: 101, role: 'lane' as const, rssBytes: null };
    const partly = { ...sample, processes: [...sample.processes, other] };
    expect(fold([...running, partly]).memory.rssBytes).toBeNull();
  });

  test("a workload's server is not part of the run's cost", () => {
    const server = { ...sample.processes[0]!, pid: 101, role: 'server' as const };
    const session = fold([...running, { ...sample, processes: [...sample.processes, server] }]);
    expect(session.memory.rssBytes).toBe(5e7);
    expect(session.processes).toHaveLength(2);
  });

  test('figures of one runtime: the latest, the largest, the mean of the running phase', () => {
    const wait = (value: number | null) => ({
      ...sample,
      figures: [{ name: 'waitMs', title: 'wait', value, unit: 'ms' }],
    });
    const { figures } = fold([started, wait(99), phase('running', 1), wait(2), wait(null), wait(6), wait(1)]);
    const of = (name: string) => [latestOf(figures, name), maxOf(figures, name), meanOf(figures, name)];
    expect(of('waitMs')).toEqual([1, 6, 3]);
    expect(of('libuvThreads')).toEqual([4, 4, 4]);
    expect(of('unheardOf')).toEqual([null, null, null]);
  });

  test('dropped samples are carried on', () => {
    expect(fold([...running, sample]).overhead.samplesDropped).toBe(2);
  });
});

test('output is cut into lines, bounded, and what was dropped is counted', () => {
  const text = `${Array.from({ length: 600 }, (_, i) => `line ${i}`).join('\n')}\n`;
  const { output } = fold([{ ...everyEvent.output, text }, everyEvent.output]);
  expect(output.lines).toHaveLength(500);
  expect(output.lines.at(-1)).toEqual({ stream: 'stderr', text: 'world' });
  expect(output).toMatchObject({ droppedLines: 102, droppedBytes: 14 });
});

test.each([
  ['crashed', { failed: 1, cancelled: 2 }],
  ['cancelled', { failed: 0, cancelled: 3 }],
  ['timed-out', { failed: 0, cancelled: 3 }],
] as const)('tasks of an engine that ended as %s are all accounted for', (outcome, counts) => {
  const session = fold([started, rows(row(0, 2), row(1, 1)), { ...everyEvent['run-ended'], outcome }]);
  expect(session.tasks.counts).toEqual({ waiting: 0, running: 0, done: 1, ...counts });
  expect(taskAt(session.tasks, 1).endedMs).toBe(20);
  expect(taskAt(session.tasks, 3)).toMatchObject({ startedMs: null, endedMs: null });
});
