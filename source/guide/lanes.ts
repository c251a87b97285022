import type { ModelId } from '../protocol/plan.ts';
import type { Known } from './question.ts';

/** What does the work of a verdict: the model's own lanes, or those behind the loop of `hybrid`; null: the loop itself. */
export function lanesOf(model: ModelId, known: Known): 'threads' | 'processes' | null {
  if (model === 'threads' || model === 'processes') return model;
  if (model !== 'hybrid') return null;
  return isolated(known) || (computesBehind(known) && (locked(known) || unstoppable(known)))
    ? 'processes'
    : 'threads';
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
