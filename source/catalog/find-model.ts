import type { ModelId } from '../protocol/plan.ts';
import { type ModelOf, modelCard } from './models.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { runtimeCard, runtimeTitles, usualRuntime } from './runtimes/index.ts';
import { compareVersions } from './runtimes/python-version.ts';
import { suggest } from './suggest.ts';
import type { Choice } from './wish.ts';

/** The model that a choice means: the usual one of the usual runtime when nobody says. */
export function modelOf({
  runtime = usualRuntime.id,
  interpreter,
  model,
}: Pick<Choice, 'runtime' | 'interpreter' | 'model'>): Result<ModelOf> {
  const card = runtimeCard(runtime);
  const found = findModel(model ?? card.usual, card);
  if (found.refusal) return found;
  const { since } = modelCard({ runtime, model: found.value });
  if (since !== undefined && interpreter && compareVersions(interpreter.version, since) < 0)
    return refuse(
      'model',
      `${found.value} needs ${runtimeTitles[runtime]} ${since} or newer, and this is ${interpreter.version} (${interpreter.path})`,
      'name another with --python, or use processes',
    );
  return accept({ runtime, model: found.value });
}

/** The same of a choice made elsewhere: the usual model where its runtime has none of that name. */
export function modelOrUsual(choice: Pick<Choice, 'runtime' | 'model'>): ModelOf {
  const { id, usual } = runtimeCard(choice.runtime ?? usualRuntime.id);
  return modelOf(choice).value ?? { runtime: id, model: usual };
}

/** The model of that name or alias in a runtime; a name that is none is refused with the nearest. */
export function findModel(name: string, { models } = usualRuntime): Result<ModelId> {
  const wanted = name.toLowerCase();
  const found = models.find((model) => model.id === wanted || model.aliases.includes(wanted));
  if (found) return accept(found.id);
  const names = models.flatMap((model) => [model.id, ...model.aliases]);
  // Of a slip in an alias its model's own name is told: that one stands in the list behind.
  const idOf = (alias: string) => models.find((model) => model.aliases.includes(alias))?.id ?? alias;
  return refuse(
    'model',
    `unknown model "${name}"${suggest(wanted, names, (name) => `"${idOf(name)}"`)}`,
    `models: ${models.map(({ id }) => id).join(', ')}`,
  );
}
