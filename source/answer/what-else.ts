import { modelLike, ownProcesses, ownThreads } from '../catalog/models.ts';
import { twoCores } from '../catalog/room.ts';
import type { Measured } from '../protocol/units.ts';
import type { Character, Nature } from '../work/character.ts';
import type { Answer, Change, Unknown } from './answer.ts';
import { longerBudget } from './spent.ts';
import type { Question } from './step.ts';
import { isBaseline, type Trial } from './trials.ts';

/** Fewer calls than this in the run that calibrates say little of work whose tasks differ. */
const fewCalls = 10;

/** What would change the answer, of what was measured. */
export function changesOf(
  { room, tasks, before, card }: Question,
  character: Character,
  found: Trial,
  trials: readonly Trial[],
  breakEvenTasks: number | null,
): Change[] {
  const { natures } = character;
  const changes: Change[] = [];
  const baseline = trials.find(isBaseline);
  if (tasks === null && breakEvenTasks !== null && breakEvenTasks > 1 && baseline)
    changes.push({ if: 'fewer-tasks', tasks: breakEvenTasks, take: baseline.model });
  // Results of other values are wrong, whatever one would do with them.
  for (const { model, out } of trials)
    if (out?.kind === 'differs' && out.difference.kind === 'class')
      changes.push({ if: 'same-results', model, ratio: null });
  const computes = natures.some(({ nature }) => isComputing(nature));
  // A message to a thread costs less than one to a process; but threads that share a lock compute in turn.
  const taking = natures.some(({ nature }) => nature === 'computes-locked') ? ownProcesses : ownThreads;
  const chunk = chunkOf(character, before.handoverMs[taking.lane] ?? null);
  if (isBaseline(found) && chunk !== null && room.effectiveCores >= twoCores)
    changes.push({ if: 'chunks', tasks: chunk, take: modelLike(card, taking), ratio: null });
  if (computes && room.effectiveCores < twoCores) changes.push({ if: 'more-cores', take: found.model });
  return changes;
}

/** Whether the thread that a task is called on computes. */
const isComputing = (nature: Nature) =>
  nature === 'computes-js' || nature === 'computes-locked' || nature === 'computes-native';

/** Of the work of a chunk, what handing it over may cost. */
const handingShare = 0.1;

/**
 * How many tasks have to go into one message so that it costs a tenth of their work: handing over / (0.1 × one task), to
 * the next round number ("If the chunks are too small, the overhead may exceed the performance advantage": oneTBB,
 * Controlling Chunking). Null where a message is no obstacle, or more than that is.
 */
function chunkOf({ natures, msPerTask, returnsPromise }: Character, handoverMs: Measured): number | null {
  const has = (nature: Nature) => natures.some((one) => one.nature === nature);
  // In so short a time nothing blocks; what returns a promise may wait.
  const computes = returnsPromise === 'never' || natures.some(({ nature }) => isComputing(nature));
  if (!computes || !has('too-small') || has('memory-bound') || has('shared-state')) return null;
  if (!msPerTask || handoverMs === null) return null;
  const wanted = handoverMs / (handingShare * msPerTask);
  const step = 10 ** Math.floor(Math.log10(wanted));
  return Math.ceil(wanted / step) * step;
}

/** What was not measured and could matter, each with what would tell. `more`: more rounds may show more. `found`: the model to take. */
export function unknownOf(
  { budgetMs, wish, card }: Question,
  { calls, repeats }: Character,
  { busyRatio, quiet }: Answer['machine'],
  more: boolean,
  found: Trial | null = null,
): Unknown[] {
  const unknown: Unknown[] = [];
  const longer = longerBudget(budgetMs);
  if (repeats === false) unknown.push({ what: 'no-repetition', tell: '' });
  if (busyRatio !== null && !quiet) unknown.push({ what: 'busy-machine', tell: longer });
  if (calls < fewCalls) unknown.push({ what: 'few-calls', calls, tell: longer });
  if (more) unknown.push({ what: 'more-rounds', tell: longer });
  if (found?.size.formula.limitedBy === 'most') unknown.push({ what: 'server-limit', tell: '' });
  if (card.module !== null && !('inputs' in wish && wish.inputs))
    unknown.push({ what: 'other-inputs', tell: '--inputs FILE' });
  return unknown;
}
