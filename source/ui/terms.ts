import { type FigureId, figureCard } from '../catalog/figures.ts';
import { unmeasured } from '../format.ts';
import { paragraph, toWidth } from './text.ts';
import type { Theme } from './theme.ts';

/** A figure or sign of a screen, and what it means, with its unit: what `?` tells. */
export type Term = readonly [term: string, meaning: string];

/** What a figure means. */
export function termOf(id: FigureId): Term {
  const { title, help } = figureCard(id);
  return [title, help];
}

/** The time of several runs: in a comparison, a proof. */
export const medianTime: Term = [
  figureCard('wallMs').title,
  `${figureCard('wallMs').help}; the median of the runs`,
];

export const unmeasuredTerm: Term = [unmeasured, 'not measured; never shown as 0'];

/** A row a term, more where its meaning needs them. `column`: cells of the terms; `indent`: of what is before them. */
export function termRows(
  terms: readonly Term[],
  width: number,
  theme: Theme,
  { column = 16, indent = 1 }: { column?: number; indent?: number } = {},
): string[] {
  return terms.flatMap(([term, meaning]) =>
    paragraph(`${' '.repeat(indent)}${theme.paint('strong', toWidth(term, column))} `, meaning, width),
  );
}
