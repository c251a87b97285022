import { formOf } from '../../catalog/models.ts';
import { type ModelId, type RuntimeId, runtimeIds } from '../../protocol/plan.ts';
import type { Verdict } from '../decision.ts';
import { ownLane, traitsOf } from '../lanes.ts';
import { async } from './async.ts';
import { hybrid } from './hybrid.ts';
import { processes } from './processes.ts';
import { sequential } from './sequential.ts';
import type { Sketch } from './sketch.ts';
import { threads } from './threads.ts';

/** By how a model runs tasks: what a program has to look like follows from that. */
function sketchFor(model: ModelId): Sketch {
  switch (formOf(traitsOf(model))) {
    case 'serial':
      return sequential;
    case 'loop':
      return async;
    case 'behind':
      return hybrid;
    case 'lanes':
      return ownLane(model) === 'process' ? processes : threads;
  }
}

/** A program in the verdict's model and sizes, for the work it was told of, that runs as it is: Node.js 22 (with piscina for threads), Python 3.9. */
export function sketchOf(
  { model, sizing, work }: Pick<Verdict, 'model' | 'sizing' | 'work'>,
  language: RuntimeId,
): string {
  return sketchFor(model)[language](sizing, work);
}

/** The languages a verdict holds in, the likelier first: both where nobody said which runtime it is. */
export function languagesOf(verdict: Pick<Verdict, 'runtime'>): readonly RuntimeId[] {
  return verdict.runtime === 'any' ? runtimeIds : [languageOf(verdict)];
}

/** The language a verdict is most likely wanted in; its sizes are reckoned for that one. */
export function languageOf({ runtime }: Pick<Verdict, 'runtime'>): RuntimeId {
  return runtime === 'cpython' || runtime === 'free-threaded' ? 'python' : 'node';
}
