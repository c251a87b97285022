import type { RunEvent, RunEventOf } from '../protocol/events.ts';
import { addFigures } from './figures.ts';
import { addSample } from './reduce-sample.ts';
import { emptySeries } from './series.ts';
import type { Lane, Loop, Output, Session } from './state.ts';
import { abandon, applyRows, createTaskTable } from './task-table.ts';

/** How much of a long run is kept: enough to scroll through, little enough to hold for hours. */
const keptHeld = 100;
const keptLongest = 5;
const keptLines = 500;
const keptTexts = 1000;

/** The session after one more event. Pure: no clock, no I/O, the old session stays as it was. */
export function reduce(session: Session, event: RunEvent): Session {
  const next = { ...session, atMs: Math.max(session.atMs, event.atMs) };
  switch (event.type) {
    case 'run-started':
      return {
        ...next,
        started: event,
        plan: event.plan,
        tasks: createTaskTable(event.plan.tasks),
        figures: addFigures(session.figures, event.engine.figures),
      };
    case 'phase':
      return {
        ...next,
        phase: event.phase,
        runningSinceMs: event.phase === 'running' ? event.atMs : session.runningSinceMs,
        runningUntilMs: event.phase === 'closing' ? event.atMs : session.runningUntilMs,
      };
    case 'lane':
      return { ...next, lanes: addLane(session.lanes, event) };
    case 'tasks':
      return addTasks(next, event);
    case 'results':
      return {
        ...next,
        results: addTexts(
          session.results,
          event.results.map((r) => [r.task, r.text]),
        ),
      };
    case 'errors':
      return {
        ...next,
        errors: addTexts(
          session.errors,
          event.errors.map(({ task, ...error }) => [task, error]),
        ),
      };
    case 'sample':
      return addSample(next, event);
    case 'held':
      // Loading and starting hold the loop as well, but they are not the work.
      return session.phase === 'running' ? { ...next, loop: addHeld(session.loop, event) } : next;
    case 'output':
      return { ...next, output: addOutput(session.output, event) };
    case 'host':
      return { ...next, overhead: addHost(session.overhead, event) };
    case 'check':
      return {
        ...next,
        check: { ok: event.ok, expected: event.expected, got: event.got, figures: event.figures },
      };
    case 'run-ended': {
      const { outcome, message } = event;
      // An engine that was killed could not say: then it is the time up to its end.
      const wallMs =
        event.wallMs ?? (session.runningSinceMs === null ? null : event.atMs - session.runningSinceMs);
      const cutOff = outcome === 'cancelled' || outcome === 'timed-out' ? 'cancelled' : 'failed';
      const tasks = abandon(session.tasks, cutOff, event.atMs);
      const runningUntilMs = session.runningUntilMs ?? event.atMs;
      return { ...next, phase: 'ended', tasks, runningUntilMs, ended: { outcome, wallMs, message } };
    }
  }
}

function addLane(lanes: readonly Lane[], event: RunEventOf<'lane'>): readonly Lane[] {
  const before = lanes.find((lane) => lane.id === event.lane);
  // One that crashes was open: a replacement that died at once may never have been seen.
  const unseen = event.state === 'crashed' && before?.state !== 'open';
  const opened = event.state === 'open' || unseen ? 1 : 0;
  const lane: Lane = {
    cpuMs: null,
    waitMs: null,
    base: null,
    lagMs: null,
    utilizationRatio: null,
    task: null,
    copyMs: null,
    tasksEnded: 0,
    lag: emptySeries,
    ...before,
    id: event.lane,
    name: event.name,
    kind: event.kind,
    pid: event.pid,
    state: event.state,
    reason: event.reason ?? before?.reason ?? null,
    openings: (before?.openings ?? 0) + opened,
    crashes: (before?.crashes ?? 0) + (event.state === 'crashed' ? 1 : 0),
    // A replacement counts from nothing: what its lane had used comes on top.
    ...(opened === 1 ? { base: usedBefore(before) } : {}),
  };
  return [...lanes.filter((other) => other.id !== lane.id), lane].sort((a, b) => a.id - b.id);
}

/** Less than nothing by what a lane had used that died or closed; one that is still open was only told of again. */
function usedBefore(lane: Lane | undefined): Lane['base'] {
  if (!lane || lane.state === 'open' || lane.cpuMs === null || lane.waitMs === null) return null;
  return { cpuMs: -lane.cpuMs, waitMs: -lane.waitMs };
}

function addTasks(session: Session, event: RunEventOf<'tasks'>): Session {
  const ended = new Map<number, number>();
  const tasks = applyRows(session.tasks, event.rows, (lane) => ended.set(lane, (ended.get(lane) ?? 0) + 1));
  if (ended.size === 0) return { ...session, tasks };
  const lanes = session.lanes.map((lane) => {
    const more = ended.get(lane.id);
    return more === undefined ? lane : { ...lane, tasksEnded: lane.tasksEnded + more };
  });
  return { ...session, tasks, lanes };
}

function addTexts<T>(kept: ReadonlyMap<number, T>, more: readonly [number, T][]): ReadonlyMap<number, T> {
  if (kept.size >= keptTexts) return kept;
  const all = new Map(kept);
  for (const [task, value] of more) if (all.size < keptTexts || all.has(task)) all.set(task, value);
  return all;
}

function addHeld(loop: Loop, { type, atMs, ...held }: RunEventOf<'held'>): Loop {
  const last = loop.held.at(-1);
  // At most one lasts; whatever comes next is its continuation.
  const before = last && !last.over ? last : null;
  const others = loop.longest.filter((one) => one !== before);
  return {
    ...loop,
    held: [...(before ? loop.held.slice(0, -1) : loop.held.slice(1 - keptHeld)), held],
    longest: [...others, held].sort((a, b) => b.durationMs - a.durationMs).slice(0, keptLongest),
    freezeCount: loop.freezeCount + (before ? 0 : 1),
    frozenMs: loop.frozenMs - (before?.durationMs ?? 0) + held.durationMs,
  };
}

function addOutput(output: Output, event: RunEventOf<'output'>): Output {
  const texts = event.text.split('\n');
  if (texts.at(-1) === '') texts.pop();
  const lines = [...output.lines, ...texts.map((text) => ({ stream: event.stream, text }))];
  const surplus = Math.max(0, lines.length - keptLines);
  return {
    lines: lines.slice(surplus),
    droppedLines: output.droppedLines + surplus,
    droppedBytes: output.droppedBytes + event.droppedBytes,
  };
}

function addHost(overhead: Session['overhead'], event: RunEventOf<'host'>): Session['overhead'] {
  const before = overhead.host;
  const hostCpuRatio = before
    ? Math.max(0, event.cpuMs - before.cpuMs) / Math.max(1, event.atMs - before.atMs)
    : null;
  return {
    ...overhead,
    hostCpuRatio,
    hostRssBytes: event.rssBytes,
    host: { atMs: event.atMs, cpuMs: event.cpuMs },
  };
}
