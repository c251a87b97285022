import type { ModelCard } from '../catalog/cards.ts';
import { type ModelOf, modelCard, mostAtOnce } from '../catalog/models.ts';
import { runtimeTitles, usualRuntime } from '../catalog/runtimes/index.ts';
import { runCommand } from '../catalog/wish.ts';
import { cardLinesOf } from '../guide/models/index.ts';
import { aspects } from '../guide/models/rows.ts';
import { wrap } from './wrap.ts';

/** The card of a model as text: each line with the command that shows it. */
export function cardLines(of: ModelOf): string[] {
  const card = modelCard(of);
  const { how, aliases } = card;
  const model = of.runtime === usualRuntime.id ? of.model : `${of.model} in ${runtimeTitles[of.runtime]}`;
  const lines = cardLinesOf(of);
  const rows = [...wrap(how, `${model}: `, '  ')];
  rows.push(`  ${mostAtOnce(card)}`, ...wrap(aliases.join(', '), '  also accepted as a name: ', '    '));
  for (const { id, title } of aspects) {
    rows.push('', title);
    for (const { aspect, says, wish } of lines) {
      if (aspect === id) rows.push(...wrap(says, '  '), `      ${runCommand(wish)}`);
    }
  }
  return rows;
}

/** The same for scripts. `heddle`: the version that says so. */
export function cardDocument(of: ModelOf, heddle: string) {
  return {
    schema: 1 as const,
    heddle,
    model: of.model,
    ...modelEntries(modelCard(of)),
    lines: cardLinesOf(of).map(({ aspect, says, wish }) => ({
      aspect,
      says,
      wish,
      command: runCommand(wish),
    })),
  };
}

/** What documents tell of a model beside its id. */
export function modelEntries({ aliases, how, goodFor, unit, most }: ModelCard) {
  return { aliases, how, goodFor, unit, most };
}
