import { twoCores } from '../catalog/room.ts';
import type { Character } from '../work/character.ts';
import type { Answer, Change, Unknown } from './answer.ts';
import type { Question } from './step.ts';
import { isBaseline, type Trial } from './trials.ts';

/** Fewer calls than this in the run that calibrates say little of work whose tasks differ. */
const fewCalls = 10;

/** What would change the answer, of what was measured. */
export function changesOf(
  { room, tasks }: Question,
  { natures }: Character,
  found: Trial,
  trials: readonly Trial[],
  breakEvenTasks: number | null,
): Change[] {
  const changes: Change[] = [];
  const baseline = trials.find(({ model }) => isBaseline(model));
  if (tasks === null && breakEvenTasks !== null && breakEvenTasks > 1 && baseline)
    changes.push({ if: 'fewer-tasks', tasks: breakEvenTasks, take: baseline.model });
  for (const { model, out } of trials)
    if (out?.kind === 'differs') changes.push({ if: 'same-results', model, ratio: null });
  const computes = natures.some(({ nature }) => nature === 'computes-js' || nature === 'computes-native');
  if (computes && room.effectiveCores < twoCores) changes.push({ if: 'more-cores', take: found.model });
  return changes;
}

/** What was not measured and could matter, each with what would tell. `more`: more rounds may show more. */
export function unknownOf(
  { budgetMs, wish, card }: Question,
  { calls, repeats }: Character,
  { busyRatio, quiet }: Answer['machine'],
  more: boolean,
): Unknown[] {
  const unknown: Unknown[] = [];
  const longer = `--budget ${Math.ceil((budgetMs * 3) / 10_000) * 10}s`;
  if (repeats === false) unknown.push({ what: 'no-repetition', tell: '' });
  if (busyRatio !== null && !quiet) unknown.push({ what: 'busy-machine', tell: longer });
  if (calls < fewCalls) unknown.push({ what: 'few-calls', calls, tell: longer });
  if (more) unknown.push({ what: 'more-rounds', tell: longer });
  if (card.module !== null && !('inputs' in wish && wish.inputs))
    unknown.push({ what: 'other-inputs', tell: '--inputs FILE' });
  return unknown;
}
