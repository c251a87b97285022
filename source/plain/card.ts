import { modelCard } from '../catalog/models.ts';
import { runCommand } from '../catalog/wish.ts';
import { aspects, guideCard } from '../guide/cards.ts';
import type { ModelId } from '../protocol/plan.ts';
import { wrap } from './wrap.ts';

/** The card of a model as text: each line with the command that shows it. */
export function cardLines(model: ModelId): string[] {
  const { how, aliases, most, unit } = modelCard(model);
  const { lines } = guideCard(model);
  const rows = [...wrap(`${how}; also called ${aliases.join(', ')}`, `${model}: `, '  ')];
  rows.push(`  at most ${most.toLocaleString('en')} at once (${unit})`);
  for (const { id, title } of aspects) {
    rows.push('', title);
    for (const { aspect, says, wish } of lines) {
      if (aspect === id) rows.push(...wrap(says, '  '), `      ${runCommand(wish)}`);
    }
  }
  return rows;
}

/** The same for scripts. */
export function cardDocument(model: ModelId) {
  return {
    schema: 1,
    model,
    ...pick(model),
    lines: guideCard(model).lines.map(({ aspect, says, wish }) => ({
      aspect,
      says,
      wish,
      command: runCommand(wish),
    })),
  };
}

function pick(model: ModelId) {
  const { aliases, how, goodFor, unit, most } = modelCard(model);
  return { aliases, how, goodFor, unit, most };
}
