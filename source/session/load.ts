import { arrivals } from '../load/arrivals.ts';
import { type Backlog, backlogOf, type Latency, latencyOf, type Requests } from '../load/latency.ts';
import { taskStateCode } from '../protocol/task-rows.ts';
import { rounded } from '../protocol/units.ts';
import type { Session } from './state.ts';
import { forEachTask, taskAt } from './task-table.ts';

/** What tasks came to that fell due at a rate; null without one. Milliseconds. */
export function loadOf(session: Session): { latencyMs: Latency | null; backlog: Backlog | null } {
  if (session.plan.ratePerSecond === null) return { latencyMs: null, backlog: null };
  const requests = requestsOf(session);
  const { p50, p95, p99, max, counted } = latencyOf(requests);
  const backlog = backlogOf(requests);
  return {
    latencyMs: { p50: rounded(p50), p95: rounded(p95), p99: rounded(p99), max: rounded(max), counted },
    backlog: { ...backlog, donePerSecond: rounded(backlog.donePerSecond) },
  };
}

/** All tasks as requests. When one was due that never started the engine need not have said: the plan tells it as well. */
function requestsOf({ plan, tasks, runningSinceMs, runningUntilMs, atMs }: Session): Requests {
  const { total } = tasks;
  const dueMs = arrivals(plan.ratePerSecond!, total, plan.seed);
  const beganMs = taskAt(tasks, 0).queuedMs ?? runningSinceMs ?? atMs;
  const startedMs = new Float64Array(total);
  const doneMs = new Float64Array(total).fill(Number.NaN);
  const failed = new Uint8Array(total);
  forEachTask(tasks, (index, chunk, at) => {
    const queuedMs = chunk.queuedMs[at]!;
    dueMs[index] = Number.isNaN(queuedMs) ? beganMs + dueMs[index]! : queuedMs;
    startedMs[index] = chunk.startedMs[at]!;
    if (chunk.state[at] === taskStateCode.done) doneMs[index] = chunk.endedMs[at]!;
    if (chunk.state[at] === taskStateCode.failed) failed[index] = 1;
  });
  return { dueMs, startedMs, doneMs, failed, untilMs: runningUntilMs ?? atMs };
}
