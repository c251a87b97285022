import type { WorkloadCard } from '../../catalog/workloads.ts';
import { cleanText } from '../../protocol/text.ts';
import type { ParameterSpec } from '../../protocol/workload.ts';
import { firstLine } from '../text.ts';

/** A card safe to show: a person's own module may call itself anything. */
export function cleanCard(card: WorkloadCard): WorkloadCard {
  const clean = (text: string) => firstLine(cleanText(text));
  const parameters: Record<string, ParameterSpec> = {};
  for (const [name, spec] of Object.entries(card.parameters)) {
    const title = clean(spec.title);
    parameters[name] =
      spec.type === 'number' ? { ...spec, title, unit: clean(spec.unit) } : { ...spec, title };
  }
  return { ...card, id: clean(card.id), title: clean(card.title), shows: clean(card.shows), parameters };
}
