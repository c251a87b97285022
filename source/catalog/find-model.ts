import type { ModelId } from '../protocol/plan.ts';
import type { ModelOf } from './models.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { runtimes, runtimeTitles, usualRuntime } from './runtimes/index.ts';
import { suggest } from './suggest.ts';
import type { Choice } from './wish.ts';

/** The model that a choice means: the usual one of the usual runtime when nobody says. */
export function modelOf({
  runtime = usualRuntime.id,
  model,
}: Pick<Choice, 'runtime' | 'model'>): Result<ModelOf> {
  const card = runtimes.find(({ id }) => id === runtime);
  if (!card) {
    const known = runtimes.map(({ id }) => id).join(', ');
    return refuse('runtime', `Heddle has no engine for ${runtimeTitles[runtime]}`, `runtimes: ${known}`);
  }
  const found = findModel(model ?? card.usual, card);
  return found.refusal ? found : accept({ runtime, model: found.value });
}

/** The same of a choice made long ago: the usual model where there is none of that name any more. */
export function modelOrUsual(choice: Pick<Choice, 'runtime' | 'model'>): ModelOf {
  return modelOf(choice).value ?? { runtime: usualRuntime.id, model: usualRuntime.usual };
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
