import { makePlan } from '../catalog/make-plan.ts';
import { accept, type Result } from '../catalog/refusal.ts';
import type { Room } from '../catalog/room.ts';
import { runtimeCard, usualRuntime } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Plan } from '../protocol/plan.ts';

/** A second of work is enough for ratios of a percent, and for most of what V8 compiles; see `warmUp` for the rest. */
const calibratingMs = 1000;
/** Of so many tasks in that time each is far too small to be handed out: more would only fill the table. */
export const mostCalls = 100_000;
/** Results of so many tasks are compared: faults of a race show in the first few, and more would only be alike. */
export const comparedResults = 64;

/** How the work is run to learn what it is like: one task after another, until there is a second of it. */
export function calibrationPlan(
  choice: Choice,
  card: WorkloadCard,
  room: Room,
  { mostTasks = mostCalls, timeLimitMs = null }: { mostTasks?: number; timeLimitMs?: number | null } = {},
): Result<Plan> {
  const { baseline } = runtimeCard(choice.runtime ?? usualRuntime.id);
  const { concurrency: _, poolThreads: __, libuvThreads: ___, ...work } = choice;
  const made = makePlan({ ...work, model: baseline, tasks: Math.min(mostCalls, mostTasks) }, card, room);
  if (made.refusal) return made;
  return accept({
    ...made.value,
    timeLimitMs,
    stopAfterMs: calibratingMs,
    digests: comparedResults,
    profile: true,
  });
}
