import { paragraph, toWidth } from './text.ts';
import type { Theme } from './theme.ts';

/** A figure or sign of a screen, and what it means, with its unit: what `?` tells. */
export type Term = readonly [term: string, meaning: string];

/** The lab's names for what a comparison, a proof and a table show as well. */
export const sharedTerms = {
  lagP99: ['lag p99', 'ms of lag it stayed below for 99 % of the time'],
  memory: ['memory', 'MB at the peak: PSS where known, else RSS'],
  start: ['start', "ms from the engine's start to the first task's turn"],
  time: ['time', "s from the first task's turn to the last task's end"],
  unmeasured: ['—', 'not measured; never shown as 0'],
} as const satisfies Record<string, Term>;

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
