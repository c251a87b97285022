import type { ModelCard } from '../catalog/cards.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { modelEntries } from './card.ts';

/** What `heddle list --json` prints. `heddle`: the version that has these models and workloads. */
export function listDocument(
  models: readonly ModelCard[],
  workloads: readonly WorkloadCard[],
  heddle: string,
) {
  return {
    schema: 1 as const,
    heddle,
    models: models.map((card) => ({ id: card.id, ...modelEntries(card) })),
    workloads: workloads.map(({ id, title, shows, kind, tasks, parameters, parts, refuses }) => ({
      id,
      title,
      shows,
      kind,
      tasks,
      parameters,
      parts,
      models: models.filter((model) => refuses[model.id] === undefined).map((model) => model.id),
    })),
  };
}
