import { formOf } from '../catalog/models.ts';
import type { Room } from '../catalog/room.ts';
import { type ModelId, modelIds } from '../protocol/plan.ts';
import { isolated, ownLane, traitsOf, unstoppable } from './lanes.ts';
import { type Answers, unknown } from './question.ts';
import { questions } from './questions/index.ts';
import { budgets } from './questions/memory.ts';

/** Models that answers rule out whatever a measurement says, each with the answer: nothing that runs here shows them. */
export function ruledOutBy(answers: Answers): Readonly<Partial<Record<ModelId, string>>> {
  return Object.fromEntries(
    modelIds.flatMap((model) => {
      const key = reasonOf(model, answers);
      return key === null ? [] : [[model, `${key}=${answers[key]}`]];
    }),
  );
}

function reasonOf(model: ModelId, answers: Answers): string | null {
  const isProcess = ownLane(model) === 'process';
  if (isolated(answers) && !isProcess) return 'isolation';
  if (answers.cancel !== 'yes') return null;
  // One after another holds the only thread there is; in native code no thread can be stopped.
  const isStuck =
    formOf(traitsOf(model)) === 'serial' || (unstoppable({ ...answers, runtime: 'node' }) && !isProcess);
  return isStuck ? 'cancel' : null;
}

/** The machine as far as the person's program may use it. */
export function roomFor<R extends Room>(answers: Answers, room: R): R {
  const allowed = budgets[answers.memory ?? ''] ?? null;
  return allowed === null || allowed >= room.availableMemoryBytes
    ? room
    : { ...room, availableMemoryBytes: allowed };
}

/** Those that change which models are measured, or with which numbers. */
const matter: readonly string[] = ['isolation', 'cancel', 'memory'];

/** Answers that change nothing of what is measured, as they are typed: `durable=jobs`. */
export function withoutEffect(answers: Answers): readonly string[] {
  return questions.flatMap(({ key }) => {
    const value = answers[key];
    return value === undefined || value === unknown || matter.includes(key) ? [] : [`${key}=${value}`];
  });
}
