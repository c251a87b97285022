import { wordOf } from '../../catalog/module-word.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import { cleanText } from '../../protocol/text.ts';

/** A person's own workloads come first. */
export function inOrder(cards: readonly WorkloadCard[]): WorkloadCard[] {
  return cards.toSorted((a, b) => Number(a.module === null) - Number(b.module === null));
}

/**
 * Puts a module that was opened at the head of the list, in the place of what it was before. Returns its id there: of
 * two of the same name, the later one is called by its file.
 */
export function joined(card: WorkloadCard, list: WorkloadCard[]): string {
  const before = list.findIndex((other) => wordOf(other) === wordOf(card));
  if (before >= 0) list.splice(before, 1);
  const path = cleanText(wordOf(card) ?? card.id);
  const names = [card.id, path.slice(path.lastIndexOf('/') + 1), path];
  const id = names.find((name) => list.every((other) => other.id !== name)) ?? path;
  list.unshift({ ...card, id });
  return id;
}
