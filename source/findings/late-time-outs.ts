import { beatPeriodMs } from '../protocol/units.ts';
import { feelsFreezes } from '../session/felt-freezes.ts';
import type { Session } from '../session/state.ts';
import { type Task, taskAt } from '../session/task-table.ts';
import type { Held } from '../session/vitals.ts';
import { isTimeOut } from './time-outs.ts';

/** Tasks that gave up waiting as soon as a loop turned again that had been frozen meanwhile. */
export type LateTimeOuts = {
  /** Of the errors that are kept; in order. */
  readonly tasks: readonly number[];
  /** Whether they are most of the time-outs whose errors are kept: then the others say as little. */
  readonly areMost: boolean;
  /** Whether there may be more of them, of which only the number is known. */
  readonly mayBeMore: boolean;
  /** The freezes before them, and how long they were: the longest of those without a turn in between, together. */
  readonly freezes: readonly Held[];
  readonly freezeMs: number;
  /** How much of the life of such a task the loop was frozen, on average, 0 to 1. */
  readonly frozenRatio: number;
  /** How long such a task lived on average, in milliseconds. */
  readonly lifeMs: number;
  /** Sockets that had data when these freezes were over; null: not looked at. */
  readonly unread: number | null;
};

/**
 * In the turn after a freeze timers fire first, and then what waits is read. A turn that lets a thousand tasks fail, or
 * that has to wait for a core, takes some time.
 */
const turnMs = 100;
/** A beat between two freezes is a timer's turn: those that are due as well fire next, and only then sockets are read. */
const adjoiningMs = beatPeriodMs;
/** Who waited for answers that were there, but for ten times as long as the freeze lasted, would have had them before it. */
const leastRatio = 0.1;
/** Without a look at sockets, or where the request had not even left: the freeze was most of the time they had. */
const mostlyRatio = 0.5;

/** The time-outs of tasks that came right after a freeze, in so far as the freeze is why; null where there are none. */
export function lateTimeOuts(session: Session): LateTimeOuts | null {
  const { errors, errorCounts, loop, tasks } = session;
  const freezes = loop.held.filter(({ over }) => over);
  if (errors.size === 0 || freezes.length === 0 || !feelsFreezes(session)) return null;
  const stretches = stretchesOf(freezes);
  const late: Task[] = [];
  let timeOuts = 0;
  const after = new Set<Stretch>();
  let ratios = 0;
  for (const [task, { name, rootCode, message }] of errors) {
    if (task >= tasks.total || !isTimeOut({ name, rootCode }, message)) continue;
    timeOuts++;
    const ended = taskAt(tasks, task);
    const stretch = stretches.findLast((one) => one.some((freeze) => isRightAfter(ended, freeze)));
    if (!stretch) continue;
    const ratio = frozenRatio(ended, freezes);
    if (ratio < ((unreadIn(stretch) ?? 0) > 0 ? leastRatio : mostlyRatio)) continue;
    late.push(ended);
    after.add(stretch);
    ratios += ratio;
  }
  if (late.length === 0) return null;
  const looked = [...after].flatMap((stretch) => unreadIn(stretch) ?? []);
  return {
    tasks: late.map(({ index }) => index),
    areMost: late.length > timeOuts / 2,
    mayBeMore: errorCounts.reduce((sum, { tasks: failed }) => sum + failed, 0) > errors.size,
    freezes: [...after].flat(),
    freezeMs: Math.max(...[...after].map((stretch) => sum(stretch.map(({ durationMs }) => durationMs)))),
    frozenRatio: ratios / late.length,
    lifeMs: sum(late.map((task) => (task.endedMs ?? 0) - (task.startedMs ?? 0))) / late.length,
    unread: looked.length === 0 ? null : sum(looked),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Freezes of one loop without a turn in between. */
type Stretch = readonly Held[];

/** `freezes`: in the order in which they began. */
function stretchesOf(freezes: readonly Held[]): Stretch[] {
  const stretches: Held[][] = [];
  for (const freeze of freezes) {
    const last = stretches.at(-1)?.at(-1);
    if (last && freeze.lane === last.lane && freeze.startedMs - endOf(last) <= adjoiningMs)
      stretches.at(-1)!.push(freeze);
    else stretches.push([freeze]);
  }
  return stretches;
}

/** Sockets that had data unread at most; null: nobody looked. */
function unreadIn(stretch: Stretch): number | null {
  const looked = stretch.flatMap(({ unreadSockets }) => unreadSockets ?? []);
  return looked.length === 0 ? null : Math.max(...looked);
}

const endOf = ({ startedMs, durationMs }: Held) => startedMs + durationMs;

/** It began before the freeze was over, and failed as soon as the loop turned again. */
function isRightAfter({ lane, startedMs, endedMs }: Task, freeze: Held): boolean {
  if (lane !== freeze.lane || startedMs === null || endedMs === null) return false;
  const sinceMs = endedMs - endOf(freeze);
  return startedMs < endOf(freeze) && endedMs > freeze.startedMs && sinceMs <= turnMs;
}

/** The share of a task's life in which the loop was frozen, 0 to 1. */
function frozenRatio({ startedMs, endedMs }: Task, freezes: readonly Held[]): number {
  const from = startedMs ?? 0;
  const to = endedMs ?? 0;
  const frozenMs = freezes.reduce(
    (sum, freeze) => sum + Math.max(0, Math.min(to, endOf(freeze)) - Math.max(from, freeze.startedMs)),
    0,
  );
  return to <= from ? 0 : Math.min(1, frozenMs / (to - from));
}
