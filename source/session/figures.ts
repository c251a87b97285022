import type { Measured } from '../protocol/units.ts';
import type { Figure } from '../protocol/vital-events.ts';

/** What became of a figure that says itself what it is; values that were not measured are in none of its numbers. */
type FigureSoFar = {
  readonly title: string;
  readonly unit: string;
  readonly first: number;
  readonly latest: number;
  readonly max: number;
  readonly sum: number;
  readonly values: number;
};

/** By name: what only one runtime has, and only its own rules read. */
export type Figures = ReadonlyMap<string, FigureSoFar>;

/** The figures after one more value of each of some. */
export function addFigures(figures: Figures, added: readonly Figure[]): Figures {
  if (added.length === 0) return figures;
  const all = new Map(figures);
  for (const { name, title, unit, value } of added) {
    if (value === null) continue;
    const { first, max, sum, values } = all.get(name) ?? { first: value, max: value, sum: 0, values: 0 };
    all.set(name, {
      title,
      unit,
      first,
      latest: value,
      max: Math.max(max, value),
      sum: sum + value,
      values: values + 1,
    });
  }
  return all;
}

/** The latest value of a figure; null when it was never measured, as with the others below. */
export function latestOf(figures: Figures, name: string): Measured {
  return figures.get(name)?.latest ?? null;
}

export function maxOf(figures: Figures, name: string): Measured {
  return figures.get(name)?.max ?? null;
}

export function meanOf(figures: Figures, name: string): Measured {
  const figure = figures.get(name);
  return figure ? figure.sum / figure.values : null;
}

/** By how much one that only grows has grown from its first value to its latest. */
export function grownBy(figures: Figures, name: string): Measured {
  const figure = figures.get(name);
  return figure && figure.values > 1 ? figure.latest - figure.first : null;
}
