import { isSerial, laneCard, type ModelOf, modelCard, modelIdsOf, ownsLanes } from '../catalog/models.ts';
import type { Room } from '../catalog/room.ts';
import type { ModelId, RuntimeId } from '../protocol/plan.ts';
import { isolated, unstoppable } from './lanes.ts';
import { type Answers, unknown } from './question.ts';
import { questions } from './questions/index.ts';
import { budgets } from './questions/memory.ts';

/**
 * Models of a runtime that answers rule out whatever a measurement says, each with the answer: nothing that runs here shows
 * them.
 */
export function ruledOutBy(answers: Answers, runtime: RuntimeId): Readonly<Partial<Record<ModelId, string>>> {
  return Object.fromEntries(
    modelIdsOf(runtime).flatMap((model) => {
      const key = reasonOf({ runtime, model }, answers);
      return key === null ? [] : [[model, `${key}=${answers[key]}`]];
    }),
  );
}

function reasonOf(of: ModelOf, answers: Answers): string | null {
  const card = modelCard(of);
  // An interpreter of its own is still in the process that a crash ends.
  const standsAlone = ownsLanes(card) && laneCard(of).crashesAlone;
  if (isolated(answers) && !standsAlone) return 'isolation';
  if (answers.cancel !== 'yes') return null;
  // One after another holds the only thread there is; in native code no thread can be stopped.
  return isSerial(card) || (cannotStop(of, answers) && !standsAlone) ? 'cancel' : null;
}

/** Whether no thread can be stopped in what the answers say; of Python, that the work computes has to be said. */
function cannotStop({ runtime }: ModelOf, answers: Answers): boolean {
  if (runtime === 'node') return unstoppable({ ...answers, runtime });
  return answers.cpu === 'yes' && unstoppable({ ...answers, runtime: 'cpython' });
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
