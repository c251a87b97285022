import type { ModelTraits } from '../catalog/cards.ts';
import { formOf, hasPool, type ModelOf, modelCard, ownsLanes } from '../catalog/models.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Known } from './question.ts';

/** A model where its proofs are run. */
export const inNode = (model: ModelId): ModelOf => ({ runtime: usualRuntime.id, model });

/** What a model is, which is the same in every runtime. */
export const traitsOf = (model: ModelId): ModelTraits => modelCard(inNode(model));

/** How a model runs tasks, and on what. */
export function formAndLane(model: ModelId): string {
  const traits = traitsOf(model);
  return `${formOf(traits)} ${traits.lane}`;
}

/** The lanes that a model gives each task one of; null where tasks share a loop. */
export function ownLane(model: ModelId | null): LaneKind | null {
  return model !== null && ownsLanes(traitsOf(model)) ? traitsOf(model).lane : null;
}

/** What does the work of a verdict: the model's own lanes, or those behind its loop; null: the loop itself. */
export function lanesOf(model: ModelId, known: Known): LaneKind | null {
  const traits = traitsOf(model);
  if (!hasPool(traits)) return ownLane(model);
  return isolated(known) || (computesBehind(known) && (locked(known) || unstoppable(known)))
    ? 'process'
    : traits.lane;
}

/** Whether a task may take its process with it, or must not share it. */
export function isolated({ isolation }: Known): boolean {
  return isolation === 'crash' || isolation === 'untrusted';
}

/** Whether the work behind a loop computes rather than blocks. */
export function computesBehind({ cpu, mixed }: Known): boolean {
  return mixed === 'heavy' || cpu === 'yes';
}

/** Whether the interpreter itself computes and lets one thread at a time do so, or may: nobody said which one it is. */
export function locked({ runtime, cycles }: Known): boolean {
  return (runtime === 'cpython' || runtime === undefined) && !inNativeCode({ cycles });
}

/** Whether computing has to be stopped that no thread can be stopped in: only JavaScript of a worker ends at once. */
export function unstoppable({ cancel, runtime, cycles }: Known): boolean {
  return cancel === 'yes' && (runtime !== 'node' || inNativeCode({ cycles }));
}

/** Whether libuv's pool does the computing: what was said of Node.js's pool means nothing in another runtime. */
export function inLibuv({ cpu, cycles, runtime }: Known): boolean {
  return cpu === 'yes' && cycles === 'libuv' && (runtime === 'node' || runtime === undefined);
}

function inNativeCode({ cycles }: Known): boolean {
  return cycles === 'native' || cycles === 'libuv';
}
